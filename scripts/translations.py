"""The words of code and pages in other languages: collected from the sources into ``locale/``, and compiled.

python scripts/translations.py update     every text of the sources into each .po; new ones are left empty
python scripts/translations.py compile    each .po into the .mo that is read while kneeline runs
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from kneeline.core.language import TRANSLATIONS

SOURCE = Path(__file__).resolve().parents[1] / "src" / "kneeline"
METHODS = [("**.py", "python"), ("**.jinja", "jinja2.ext.babel_extract")]
OPTIONS = {"**.jinja": {"trimmed": "true", "newstyle_gettext": "true"}}
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}


def collected() -> Catalog:
    """Every text that the sources mark, without translations."""
    found = Catalog(project="kneeline", charset="utf-8", fuzzy=False)
    for name, _, text, comments, _ in extract_from_dir(SOURCE, METHODS, OPTIONS, KEYWORDS):
        found.add(text, locations=[(name, 0)], auto_comments=comments)
    return found


def po_file(language: str) -> Path:
    """The committed translations of one language."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "kneeline.po"


def read(language: str) -> Catalog:
    """The translations of one language; none where there is no file yet."""
    file = po_file(language)
    if not file.is_file():
        return Catalog(locale=language, fuzzy=False)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def lagging(language: str) -> Iterator[str]:
    """Texts of the sources that a language lacks, and its own that the sources have no more."""
    wanted = {message.id for message in collected() if message.id}
    have = {message.id: message for message in read(language) if message.id}
    for text in wanted:
        if text not in have or have[text].fuzzy or not all(_strings(have[text].string)):
            yield f"not translated: {text}"
    yield from (f"no longer used: {text}" for text in have.keys() - wanted)


def _strings(translated: object) -> tuple[str, ...]:
    return tuple(translated) if isinstance(translated, tuple | list) else (str(translated or ""),)


def update(language: str) -> None:
    """Write the .po anew: all texts of the sources, with the translations there are."""
    known = read(language)
    created = known.creation_date  # or each run would change the file
    known.update(collected(), no_fuzzy_matching=True)
    known.creation_date = created
    known.obsolete.clear()
    po_file(language).parent.mkdir(parents=True, exist_ok=True)
    with po_file(language).open("wb") as stream:
        write_po(stream, known, width=120, sort_output=True, include_lineno=False, omit_header=False)


def compile_one(language: str) -> None:
    """Write the .mo that gettext reads."""
    with po_file(language).with_suffix(".mo").open("wb") as stream:
        write_mo(stream, read(language))


def main() -> None:
    work = {"update": update, "compile": compile_one}[sys.argv[1]]
    for language in TRANSLATIONS:
        work(language)


if __name__ == "__main__":
    main()
