import { greyOf } from "./light";

// The first, third and fourth as in kneeline.pixels.plumb, which makes plumb lines of the edges.
const HIGHEST = 960; // px, of a picture in which edges are looked for, then made smaller by
const SMALLER = 0.8; // against its noise
const SHORTEST = 0.05; // of the picture's height
const MOST = 200;

const TURNED = Math.cos(Math.PI / 8); // an edge's pixels are turned from it by 22.5 degrees at most
const STEEPEST = 1; // rise of brightness along an upright edge, as a share of that across it
const FAINTEST = 3; // levels of 0..255 a pixel
const THICKEST = 1.2; // px: standard deviation of an edge's pixels across it

/** Brightness of a part of a picture, 0..255, row by row. */
export interface Grey {
  width: number;
  height: number;
  levels: Float32Array;
}

/** Left, top, right and bottom of a part of a picture, px. */
export type Part = [number, number, number, number];

/** x and y of both ends, px. */
export type Edge = [number, number, number, number];

/** How fast brightness rises across, levels a pixel, and to where, as parts of a unit vector; 0 where no upright edge is. */
interface Rises {
  speed: Float32Array;
  right: Float32Array;
  down: Float32Array;
}

/**
 * Straight edges of a picture, more upright than not and `shortest` px long at least. Pixels whose brightness rises to
 * the same side grow together from the clearest one on, and are an edge where they lie along one line; after the line
 * segment detector of Grompone von Gioi et al. (2010), without its count of chances.
 */
export function uprightEdges(grey: Grey, shortest: number): Edge[] {
  const rises = risesOf(grey);
  const free = rises.speed.map(Math.sign);
  const clearest = [...free.keys()].filter((pixel) => free[pixel]).sort((a, b) => (rises.speed[b] ?? 0) - (rises.speed[a] ?? 0));
  const found: Edge[] = [];
  for (const seed of clearest) {
    if (!free[seed]) continue;
    const edge = edgeOf(grown(seed, rises, free, grey.width), rises, grey.width);
    if (edge && Math.hypot(edge[2] - edge[0], edge[3] - edge[1]) >= shortest) found.push(edge);
  }
  return found;
}

/** The longest upright edges in parts of a picture. */
export function edgesIn(picture: ImageBitmap, parts: readonly Part[]): Edge[] {
  const share = SMALLER * Math.min(1, HIGHEST / picture.height);
  const found = parts.flatMap(([left, top, right, bottom]) => {
    const [width, height] = [Math.round((right - left) * share), Math.round((bottom - top) * share)];
    const levels = greyOf(picture, [left, top, right - left, bottom - top], width, height);
    if (!levels) return [];
    const [across, along] = [(right - left) / width, (bottom - top) / height];
    return uprightEdges({ width, height, levels }, SHORTEST * picture.height * share).map(
      ([x, y, toX, toY]): Edge => [left + x * across, top + y * along, left + toX * across, top + toY * along],
    );
  });
  const long = ([x, y, toX, toY]: Edge): number => Math.hypot(toX - x, toY - y);
  return found.sort((a, b) => long(b) - long(a)).slice(0, MOST).map((edge) => edge.map((px) => Number(px.toFixed(2))) as Edge);
}

function risesOf({ width, height, levels }: Grey): Rises {
  const [speed, right, down] = [new Float32Array(width * height), new Float32Array(width * height), new Float32Array(width * height)];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const middle = y * width + x;
      const at = (rows: number, columns: number): number => levels[middle + rows * width + columns] ?? 0;
      const across = (at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1)) / 8;
      const along = (at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1)) / 8;
      const fast = Math.hypot(across, along);
      if (fast < FAINTEST || Math.abs(along) > STEEPEST * Math.abs(across)) continue;
      speed[middle] = fast;
      right[middle] = across / fast;
      down[middle] = along / fast;
    }
  }
  return { speed, right, down };
}

/** The free pixels that rise to the same side as the seed and those before, each beside another; they are free no more. */
function grown(seed: number, { right, down }: Rises, free: Float32Array, width: number): number[] {
  const region = [seed];
  free[seed] = 0;
  let [sumRight, sumDown] = [right[seed] ?? 0, down[seed] ?? 0];
  for (const middle of region) {
    for (let row = middle - width; row <= middle + width; row += width) {
      for (let pixel = row - 1; pixel <= row + 1; pixel++) {
        const [toRight, toDown] = [right[pixel] ?? 0, down[pixel] ?? 0];
        if (!free[pixel] || toRight * sumRight + toDown * sumDown < TURNED * Math.hypot(sumRight, sumDown)) continue;
        free[pixel] = 0;
        region.push(pixel);
        sumRight += toRight;
        sumDown += toDown;
      }
    }
  }
  return region;
}

/** The line that a region lies along, each pixel counting as its brightness rises; null where it is too thick for one. */
function edgeOf(region: readonly number[], { speed }: Rises, width: number): Edge | null {
  let [weight, x, y, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
  for (const pixel of region) {
    const [counts, right, down] = [speed[pixel] ?? 0, pixel % width, Math.floor(pixel / width)];
    weight += counts;
    x += counts * right;
    y += counts * down;
    xx += counts * right * right;
    xy += counts * right * down;
    yy += counts * down * down;
  }
  [x, y] = [x / weight, y / weight];
  [xx, xy, yy] = [xx / weight - x * x, xy / weight - x * y, yy / weight - y * y];
  const turn = Math.atan2(2 * xy, xx - yy) / 2;
  const [along, across] = [Math.cos(turn), Math.sin(turn)];
  if (xx * across * across - 2 * xy * along * across + yy * along * along > THICKEST * THICKEST) return null;
  let [first, last] = [0, 0];
  for (const pixel of region) {
    const far = ((pixel % width) - x) * along + (Math.floor(pixel / width) - y) * across;
    first = Math.min(first, far);
    last = Math.max(last, far);
  }
  return [x + first * along + 0.5, y + first * across + 0.5, x + last * along + 0.5, y + last * across + 0.5];
}
