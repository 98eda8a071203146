/** Three corners of a rectangle in a picture, px: upper left, upper right, lower left, as it is cut out. */
export type Corners = [[number, number], [number, number], [number, number]];

export const WIDTH = 96;
export const HEIGHT = 192;
const FINEST = 4; // looks along a side of one pixel

/** Pixels of a picture, four bytes each, row by row. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/**
 * The rectangle of a picture that the leg network looks at: red, green and blue, each `HEIGHT` rows of `WIDTH`, 0..1. The
 * picture's edge is stretched outwards; where it shrinks, up to sixteen looks make one pixel. As `kneeline.pixels.warp.portion`.
 */
export function portion(picture: Pixels, corners: Corners): Float32Array {
  const [[x, y], right, down] = corners;
  const [across, along] = [[right[0] - x, right[1] - y], [down[0] - x, down[1] - y]] as const;
  const finer = Math.min(Math.max(Math.ceil(Math.max(Math.hypot(...across) / WIDTH, Math.hypot(...along) / HEIGHT)), 1), FINEST);
  const cut = new Float32Array(3 * WIDTH * HEIGHT);
  const weight = 1 / (255 * finer * finer);
  for (let row = 0; row < HEIGHT * finer; row++) {
    const v = (row + 0.5) / (HEIGHT * finer);
    for (let column = 0; column < WIDTH * finer; column++) {
      const u = (column + 0.5) / (WIDTH * finer);
      const pixel = Math.floor(row / finer) * WIDTH + Math.floor(column / finer);
      add(cut, pixel, picture, x + u * across[0] + v * along[0] - 0.5, y + u * across[1] + v * along[1] - 0.5, weight);
    }
  }
  return cut;
}

/** Adds one look at a picture between its pixels' centres, bilinear. */
function add(cut: Float32Array, pixel: number, { width, height, data }: Pixels, x: number, y: number, weight: number): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, low] = [x - left, y - top];
  const columns = [inside(left, width), inside(left + 1, width)] as const;
  const rows = [inside(top, height) * width, inside(top + 1, height) * width] as const;
  for (let colour = 0; colour < 3; colour++) {
    const at = (row: 0 | 1, column: 0 | 1): number => data[4 * (rows[row] + columns[column]) + colour] ?? 0;
    const above = at(0, 0) * (1 - right) + at(0, 1) * right;
    const below = at(1, 0) * (1 - right) + at(1, 1) * right;
    const place = colour * WIDTH * HEIGHT + pixel;
    cut[place] = (cut[place] ?? 0) + (above * (1 - low) + below * low) * weight;
  }
}

function inside(index: number, size: number): number {
  return Math.min(Math.max(index, 0), size - 1);
}
