import { expect, it } from "vitest";

import portions from "../../../tests/golden/portions.json";
import { type Corners, HEIGHT, type Pixels, portion, WIDTH } from "./portion";

/** The picture of tests/pixels/test_warp.py. */
function waves(): Pixels {
  const [width, height] = [300, 600];
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let colour = 0; colour < 3; colour++) data[4 * (y * width + x) + colour] = Math.round(127 + 100 * Math.sin(x / 9 + colour) * Math.cos(y / 11));
    }
  }
  return { width, height, data };
}

function some(cut: Float32Array): number[][] {
  const found: number[][] = [];
  for (let row = 8; row < HEIGHT; row += 16) {
    for (let column = 8; column < WIDTH; column += 16) {
      found.push([0, 1, 2].map((colour) => 255 * (cut[(colour * HEIGHT + row) * WIDTH + column] ?? NaN)));
    }
  }
  return found;
}

it.each(Object.entries(portions))("cuts out what Python does: %s", (_name, { corners, pixels }) => {
  const differences = some(portion(waves(), corners as Corners)).flatMap((seen, index) => seen.map((value, colour) => value - (pixels[index]?.[colour] ?? NaN)));
  expect(differences).toHaveLength(3 * 12 * 6);
  expect(Math.max(...differences.map(Math.abs))).toBeLessThan(1.5); // OpenCV steps in 1/32 px and rounds twice
});
