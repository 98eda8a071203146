"""The sentences of a programme, from messages.toml."""

from kneeline.core.findings import SignId, SignSide
from kneeline.core.language import Words, words_of


def _messages() -> Words:
    return words_of("kneeline.programme", "messages")


def say(table: str, key: str, **filled: object) -> str:
    """One sentence with its gaps filled in. Raises KeyError for a table or key the file lacks."""
    text: str = _messages()[table][key]
    return text.format(**filled)


def stop_rules() -> tuple[str, ...]:
    """When to stop, whatever the programme."""
    return tuple(_messages()["stop_rule"].values())


def sign_words(sign: SignId, side: SignSide | None = None) -> str:
    """A sign in words, such as "left thigh rolling in"; without a side just the sign."""
    return " ".join(say("sign", sign, side=say("side", side or "none")).split())


def minutes_words(seconds: float) -> str:
    """Whole minutes in words; half a minute or less is said as seconds."""
    if seconds <= 30:
        return say("amount", "seconds", n=round(seconds))
    minutes = round(seconds / 60)
    return say("amount", "minute" if minutes <= 1 else "minutes", n=max(minutes, 1))


def listed(names: list[str]) -> str:
    """Names as a list in words: "a", "a and b", "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return say("amount", "and", first=", ".join(names[:-1]), last=names[-1])
