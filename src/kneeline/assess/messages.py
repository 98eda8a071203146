"""Sentences from messages.toml, filled in; numbers as people read them."""

from kneeline.core import words
from kneeline.core.language import Words, words_of


def _messages() -> Words:
    return words_of("kneeline.assess", "messages")


def say(key: str, **filled: object) -> str:
    """The sentence of a key such as "hip_in.seen"; a ``side`` is said in words. Raises KeyError for an unknown key."""
    table, name = key.split(".")
    text: str = _messages()[table][name]
    if "side" in filled:
        filled["side"] = words.side_word(str(filled["side"]))
    return text.format(**filled)


def said_of_age(age_group_condition: str) -> str | None:
    """The advice for an age, by the id of its condition, where there is one."""
    text: str | None = _messages()["advice"].get(age_group_condition)
    return text


def number(value: float, unit: str = "deg") -> str:
    """A number with its unit and a true minus sign: "9°", "8.5 cm"."""
    return f"{words.number(value, unit)}{words.UNITS.get(unit, '')}"


def which_way(value: float, error: float, above: str, below: str) -> str:
    """Degrees without a sign and in words instead: "8° ± 5° outwards"; no word where it rounds to nothing.

    ``above``, ``below``: the words, already in the language that is spoken.
    """
    word = "" if round(value) == 0 else above if value > 0 else below
    return f"{with_error(abs(value), error)} {word}".rstrip()


def with_error(value: float, error: float, unit: str = "deg") -> str:
    """A number with its half-width of 95 %, never shown as zero: "9° ± 3°"."""
    return words.with_error(value, error, unit)
