"""A pose bundle (.task) for the browser's MediaPipe Tasks, out of the same tflites that Python runs.

Tasks refuses a model without metadata that say how its input is normalised. The npm package's models have none, so it
is written here: a block in front of the model with a new root table, which takes over the old one's parts and adds the
buffer that holds the metadata. Nothing of the model itself is changed or moved against its neighbours.
"""

import io
import struct
import zipfile
from collections.abc import Collection

import flatbuffers

ALIGNMENT = 64
"""Where a model begins inside its bundle, bytes: it is mapped, not copied."""
DETECTOR_RANGE = (127.5, 127.5)
"""Mean and spread of the detector's input: 0..255 becomes -1..1."""
LANDMARK_RANGE = (0.0, 255.0)
"""... and of the landmark network's: 0..1."""

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: the same bundle whenever it is built
_BUFFERS, _METADATA = 4, 6  # fields of the table Model (tflite schema, version 3)
_MAGIC = b"TFL3"


def bundle(detector: bytes, landmarks: bytes) -> bytes:
    """The bundle of a detector and a landmark network (tflites): a zip, nothing compressed, every entry aligned."""
    entries = {
        "pose_detector.tflite": with_range(detector, *DETECTOR_RANGE),
        "pose_landmarks_detector.tflite": with_range(landmarks, *LANDMARK_RANGE),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            header = made.tell() + 30 + len(name)
            entry.extra = _padding(-header % ALIGNMENT)
            archive.writestr(entry, content)
    return made.getvalue()


def _padding(size: int) -> bytes:
    """An extra field of ``size`` bytes (or one alignment more, where its own head does not fit) that says nothing."""
    size = size if size == 0 or size >= 4 else size + ALIGNMENT
    return struct.pack("<HH", 0xD935, size - 4).ljust(size, b"\0") if size else b""


def with_range(model: bytes, mean: float, spread: float) -> bytes:
    """A tflite with metadata: one picture comes in, of which ``mean`` is taken off, divided by ``spread``."""
    parts = _parts(model)
    (count,) = struct.unpack_from("<I", model, parts[_BUFFERS])
    front = _Front()
    root = front.table(numbers={0: 3}, pointers={*parts, _METADATA})
    front.point(0, root.place)
    buffers = front.vector(root.fields[_BUFFERS], count + 1)
    entries = front.vector(root.fields[_METADATA], 1)
    entry = front.table(numbers={1: count}, pointers={0})
    front.point(entries[0], entry.place)
    front.content(entry.fields[0], b"TFLITE_METADATA", 4)
    holder = front.table(numbers={}, pointers={0})
    front.point(buffers[-1], holder.place)
    front.content(holder.fields[0], _metadata(mean, spread), 16)
    front.fill(ALIGNMENT)
    moved = len(front.bytes)  # the whole old file follows; its old root is never read again
    for number, place in parts.items():
        if number not in (_BUFFERS, _METADATA):
            front.point(root.fields[number], place + moved)
    for index, slot in enumerate(buffers[:-1]):
        at = parts[_BUFFERS] + 4 + 4 * index
        front.point(slot, at + struct.unpack_from("<I", model, at)[0] + moved)
    return bytes(front.bytes) + model


def _parts(model: bytes) -> dict[int, int]:
    """Where each part of a tflite lies that its root table points to, by the number of the field."""
    (table,) = struct.unpack_from("<I", model)
    vtable = table - struct.unpack_from("<i", model, table)[0]
    (size,) = struct.unpack_from("<H", model, vtable)
    places = struct.unpack_from(f"<{size // 2 - 2}H", model, vtable + 4)
    at = {number: table + place for number, place in enumerate(places) if place and number}
    return {number: place + struct.unpack_from("<I", model, place)[0] for number, place in at.items()}


class _Table:
    """Where a table and each of its fields lie."""

    def __init__(self, place: int, fields: dict[int, int]) -> None:
        self.place, self.fields = place, fields


class _Front:
    """A flatbuffer written from front to back, so that what is written later can be pointed to (offsets only go up)."""

    def __init__(self) -> None:
        self.bytes = bytearray(struct.pack("<I4s", 0, _MAGIC))

    def table(self, numbers: dict[int, int], pointers: Collection[int]) -> _Table:
        """A table of 4-byte fields: numbers, and pointers to be set later."""
        present = sorted({*numbers, *pointers})
        places = [4 + 4 * present.index(field) if field in present else 0 for field in range(max(present) + 1)]
        size = 4 + 2 * len(places)
        self.fill(4)
        self.bytes += struct.pack(f"<HH{len(places)}H", size, 4 + 4 * len(present), *places)
        self.fill(4)
        place = len(self.bytes)
        self.bytes += struct.pack("<i", place - (place - size - size % 4)) + bytes(4 * len(present))
        fields = {field: place + places[field] for field in present}
        for field, number in numbers.items():
            struct.pack_into("<I", self.bytes, fields[field], number)
        return _Table(place, fields)

    def vector(self, pointer: int, count: int) -> list[int]:
        """A vector of pointers to be set later, which ``pointer`` points to; where each of them lies."""
        place = len(self.bytes)
        self.point(pointer, place)
        self.bytes += struct.pack("<I", count) + bytes(4 * count)
        return [place + 4 + 4 * index for index in range(count)]

    def content(self, pointer: int, content: bytes, alignment: int) -> None:
        """Bytes with their length before and a zero after them, the first one aligned."""
        self.bytes += bytes(-(len(self.bytes) + 4) % alignment)
        self.point(pointer, len(self.bytes))
        self.bytes += struct.pack("<I", len(content)) + content + b"\0"
        self.fill(4)

    def fill(self, alignment: int) -> None:
        """Zeros up to the next multiple of ``alignment``."""
        self.bytes += bytes(-len(self.bytes) % alignment)

    def point(self, pointer: int, to: int) -> None:
        """Let a pointer point to a place behind it."""
        struct.pack_into("<I", self.bytes, pointer, to - pointer)


def _metadata(mean: float, spread: float) -> bytes:
    """ModelMetadata (TFLite Support's metadata schema): subgraph > input tensor > process unit > normalisation."""
    builder = flatbuffers.Builder(256)
    spread_at, mean_at = _floats(builder, spread), _floats(builder, mean)
    options = _made(builder, {0: mean_at, 1: spread_at})
    unit = _made(builder, {1: options}, kind=1)  # of the union ProcessUnitOptions: NormalizationOptions
    picture = _made(builder, {}, kind=1)  # ImageProperties: RGB
    content = _made(builder, {1: picture}, kind=2)  # of the union ContentProperties: ImageProperties
    tensor = _made(builder, {3: content, 4: _list(builder, unit)})
    subgraph = _made(builder, {2: _list(builder, tensor)})
    builder.Finish(_made(builder, {3: _list(builder, subgraph)}), b"M001")
    return bytes(builder.Output())


def _made(builder: flatbuffers.Builder, pointers: dict[int, int], kind: int | None = None) -> int:
    """A table with these fields; ``kind``: the byte in its field 0."""
    builder.StartObject(6)
    for field, to in pointers.items():
        builder.PrependUOffsetTRelativeSlot(field, to, 0)
    if kind is not None:
        builder.PrependUint8Slot(0, kind, 0)
    return int(builder.EndObject())


def _floats(builder: flatbuffers.Builder, value: float) -> int:
    builder.StartVector(4, 1, 4)
    builder.PrependFloat32(value)
    return int(builder.EndVector())


def _list(builder: flatbuffers.Builder, item: int) -> int:
    builder.StartVector(4, 1, 4)
    builder.PrependUOffsetTRelative(item)
    return int(builder.EndVector())
