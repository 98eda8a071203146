"""The body of ``scripts/contact_sheet``: start and main posture of every exercise, shuffled, numbered, no names."""

import random
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from kneeline.body.demo import Shown, main_key, staged, studio_of
from kneeline.catalogue import catalogue

Rgb = npt.NDArray[np.uint8]

SIZE = (300, 225)
COLUMNS = 3
SEED = 5
FPS = 10.0


def cell(exercise: str, number: int) -> Rgb:
    """Start and main posture beside each other, with the number."""
    studio = studio_of(staged(exercise, Shown(), FPS), Shown(size=SIZE))
    played = studio.scene.played
    reached = played.key_frames()
    pictures = [studio.picture(frame) for frame in (0, reached[main_key(played)])]
    image = Image.fromarray(np.concatenate(pictures, axis=1))
    pen = ImageDraw.Draw(image)
    pen.text((8, 4), str(number), fill=(46, 36, 27), font=ImageFont.load_default(22))
    pen.rectangle((0, 0, image.width - 1, image.height - 1), outline=(226, 214, 198))
    return np.asarray(image, dtype=np.uint8)


def main() -> None:
    """Write the sheet; print number and exercise of each cell."""
    exercises = [each for each in catalogue().exercises if each in catalogue().motions]
    random.Random(SEED).shuffle(exercises)
    cells = [cell(exercise, number) for number, exercise in enumerate(exercises, 1)]
    cells += [np.full_like(cells[0], 255)] * (-len(cells) % COLUMNS)
    rows = [np.concatenate(cells[start : start + COLUMNS], axis=1) for start in range(0, len(cells), COLUMNS)]
    out = Path(sys.argv[1])
    out.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.concatenate(rows)).save(out, optimize=True)
    for number, exercise in enumerate(exercises, 1):
        print(number, exercise)


if __name__ == "__main__":
    main()
