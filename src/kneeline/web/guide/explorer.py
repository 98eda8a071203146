"""What the valgus explorer shows: its tables, and the figure that stands in it."""

from functools import cache


@cache
def explorer_file(name: str, language: str) -> tuple[bytes, str] | None:
    """A file and its media type: ``table.json`` with its words in ``language``, or ``figure.glb``; None for another."""
    from kneeline.body.explorer_data import explorer_glb, explorer_json
    from kneeline.core.language import speaking

    with speaking(language):
        if name == "table.json":
            return explorer_json().encode(), "application/json"
        return (explorer_glb(), "model/gltf-binary") if name == "figure.glb" else None
