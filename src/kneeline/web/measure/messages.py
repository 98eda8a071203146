"""What processes tell each other: whole messages over a pipe, as plain data that cannot do anything when read.

The process that opens a stranger's file speaks to the worker in these, and the worker to the server.
"""

import struct
from typing import IO, Any
from uuid import UUID

import msgspec

_LENGTH = struct.Struct("!I")
_LARGEST = 256 * 2**20


class Told(msgspec.Struct, tag="told"):
    """What is being done, and the share 0..1 of it that is."""

    doing: str
    share: float


class Seen(msgspec.Struct, tag="seen"):
    """A measured recording: its three documents, its pictures in the order of the poses, and its landmarks, packed."""

    measurement: dict[str, Any]
    series: dict[str, Any] | None
    poses: dict[str, Any]
    pictures: list[bytes]
    landmarks: bytes = b""


class Failed(msgspec.Struct, tag="failed"):
    """Why it could not be measured, a sentence for the person."""

    sentence: str


class Pictures(msgspec.Struct, tag="pictures"):
    """The pictures of a check, for its first sight alone."""

    person: UUID
    check: UUID
    jpegs: list[bytes]


Message = Told | Seen | Failed | Pictures

_ENCODER = msgspec.msgpack.Encoder()
_DECODER: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)


def send(pipe: IO[bytes], message: Message) -> None:
    """Write one message. Raises OSError where nobody reads any more."""
    content = _ENCODER.encode(message)
    pipe.write(_LENGTH.pack(len(content)) + content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Message | None:
    """The next message; None where the other side has ended, or speaks nonsense."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _LARGEST:
        return None
    content = pipe.read(length)
    try:
        return _DECODER.decode(content) if len(content) == length else None
    except msgspec.DecodeError:
        return None
