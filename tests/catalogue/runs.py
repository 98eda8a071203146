"""Runs of eight words of a text, as hashes: what shows that a text of ours holds no sentence of the article.

    python -m tests.catalogue.runs ARTICLE.txt

writes the article's to tests/golden/article_runs.bin, from which no text can be read back.
"""

import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

WORDS = 8
BYTES = 6
GOLDEN = Path(__file__).parent.parent / "golden" / "article_runs.bin"


def runs(text: str) -> Iterator[tuple[str, bytes]]:
    """Each run of eight words with its hash; letters and digits alone count, in lower case."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    for start in range(len(words) - WORDS + 1):
        run = " ".join(words[start : start + WORDS])
        yield run, sha256(run.encode()).digest()[:BYTES]


def article_runs() -> set[bytes]:
    """The hashes of the article's runs."""
    data = GOLDEN.read_bytes()
    return {data[start : start + BYTES] for start in range(0, len(data), BYTES)}


if __name__ == "__main__":
    hashes = sorted({hashed for _, hashed in runs(Path(sys.argv[1]).read_text(encoding="utf-8"))})
    GOLDEN.write_bytes(b"".join(hashes))
