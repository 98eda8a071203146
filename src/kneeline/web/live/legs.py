"""The legs of a take, as the leg network reads them in the browser: where to cut them out, and what it answered.

Of one frame 152 bytes, little-endian Float32, the left leg first: of each its 9 points of 2 shares (0..1 from its
crop's upper left corner), then the network's own log variance.
"""

import numpy as np

from kneeline.pose.leg_crop import LegCrop
from kneeline.pose.leg_network import LegReading, leg_crops, reading
from kneeline.web.live.wire import NoFrame, Seen

EACH = 19
READING_BYTES = 4 * 2 * EACH
SMALLEST_PX, LARGEST_PX = 16.0, 1e4
"""Height of a crop that is worth a look."""

Readings = tuple[LegReading, LegReading]


def crops_of(frame: Seen) -> tuple[LegCrop, LegCrop] | None:
    """Where the left and the right leg of a frame are cut out; None where its landmarks are nobody's legs."""
    if not np.isfinite(frame.landmarks[23:29, :2]).all():
        return None
    left, right = leg_crops(frame.landmarks[:, :2])
    return (left, right) if all(SMALLEST_PX <= crop.height <= LARGEST_PX for crop in (left, right)) else None


def readings_of(content: bytes, frame: Seen) -> Readings:
    """The readings in these bytes, of the legs of that frame. Raises NoFrame where they are none."""
    crops = crops_of(frame)
    if crops is None:
        raise NoFrame("there were no legs to read")
    numbers = np.frombuffer(content, dtype="<f4").astype(np.float64)
    if len(numbers) != 2 * EACH or not (np.abs(numbers) < 100).all():  # NaN is not
        raise NoFrame("its legs are none")
    left, right = (
        reading(answer[:-1], answer[-1:], crop) for answer, crop in zip(numbers.reshape(2, EACH), crops, strict=True)
    )
    return left, right
