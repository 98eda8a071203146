"""Stamps the translated files of the catalogue: ``english = "…"`` below each item's id."""

import re
from pathlib import Path

from kneeline.catalogue.loader import KINDS
from kneeline.catalogue.raw import read_tables
from kneeline.catalogue.translation import STAMP, fingerprint
from kneeline.core.language import TRANSLATIONS

FOLDER = Path(__file__).resolve().parents[1] / "src" / "kneeline" / "catalogue"


def stamped(text: str, stamps: dict[str, str]) -> str:
    """A translated file's text with the stamp of each item in the line after its id, in place of an older one."""
    lines: list[str] = []
    file_is_one_item = text.startswith("id = ")
    in_item = True
    for line in text.splitlines():
        if line.startswith("["):
            in_item = not file_is_one_item and re.fullmatch(r"\[\[\w+\]\]\s*", line) is not None
        if in_item and line.startswith(f"{STAMP} = "):
            continue
        lines.append(line)
        named = re.match(r'id = "(.+)"', line)
        if in_item and named and named.group(1) in stamps:
            lines.append(f'{STAMP} = "{stamps[named.group(1)]}"')
    return "\n".join(lines) + "\n"


def main() -> None:
    for part in KINDS:
        for name in part.files(FOLDER):
            raws = read_tables(FOLDER, name)
            stamps = {str(raw.table["id"]): fingerprint(raw.table, part.kind) for raw in raws}
            for language in TRANSLATIONS:
                file = FOLDER / language / name
                if file.is_file():
                    file.write_text(stamped(file.read_text(encoding="utf-8"), stamps), encoding="utf-8")


if __name__ == "__main__":
    main()
