"""Which kinds of video this installation can read and write."""

from collections.abc import Mapping, Sequence
from typing import Final

DECODERS: Final[Mapping[str, Sequence[str]]] = {
    "H.264": ("h264",),
    "H.265": ("hevc",),
    "VP9": ("vp9", "libvpx-vp9"),
    "AV1": ("libdav1d", "libaom-av1"),
    "MPEG-4": ("mpeg4",),
}
"""Kinds of video that phones and cameras make, with what can decode each."""


def readable_kinds() -> tuple[str, ...]:
    """The kinds in DECODERS that can be read here."""
    import av

    return tuple(kind for kind, names in DECODERS.items() if any(name in av.codecs_available for name in names))
