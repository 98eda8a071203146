"""The sentences of a programme, from messages.toml."""

import tomllib
from functools import cache
from importlib.resources import files

from kneeline.core.findings import SignId, SignSide


@cache
def _messages() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("kneeline.programme").joinpath("messages.toml").read_text(encoding="utf-8"))


def say(table: str, key: str, **filled: object) -> str:
    """One sentence with its gaps filled in. Raises KeyError for a table or key the file lacks."""
    return _messages()[table][key].format(**filled)


def all_of(table: str) -> tuple[str, ...]:
    """Every sentence of a table, in the file's order."""
    return tuple(_messages()[table].values())


def sign_words(sign: SignId, side: SignSide | None = None) -> str:
    """A sign in words, such as "left thigh rolling in"; without a side just the sign."""
    return say("sign", sign, side=say("side", side or "none")).strip()


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
