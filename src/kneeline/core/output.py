"""Files that are there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kneeline.core.errors import UnwritableFile


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path`` (same suffix); on success it takes the place of ``path``.

    On any failure the temporary file is removed and what stood at ``path`` is left as it was.
    Raises UnwritableFile where the folder is missing or full or may not be written.
    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".kneeline-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        raise UnwritableFile(f"{path} could not be written: {error.strerror or error}.") from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
