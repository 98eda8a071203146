import { describe, expect, it } from "vitest";

import { type Edge, type Grey, uprightEdges } from "./edges";

const [WIDTH, HEIGHT] = [120, 400];
const [TOP, BOTTOM] = [60, 340];

/** A dark bar, 12 px wide, whose middle leans, its top to the right; noise of so many levels. */
function bar(leanDeg: number, noise = 0): Grey {
  const lean = (leanDeg * Math.PI) / 180;
  const levels = Float32Array.from({ length: WIDTH * HEIGHT }, (_, pixel) => {
    const [x, y] = [(pixel % WIDTH) + 0.5 - WIDTH / 2, Math.floor(pixel / WIDTH) + 0.5];
    const aside = Math.abs(x * Math.cos(lean) + (y - HEIGHT / 2) * Math.sin(lean));
    const dark = y < TOP || y > BOTTOM ? 0 : Math.min(Math.max(6.5 - aside, 0), 1);
    const chance = Math.sin(pixel * 12.9898) * 43758.5453;
    return 170 - 110 * dark + noise * (2 * (chance - Math.floor(chance)) - 1);
  });
  return { width: WIDTH, height: HEIGHT, levels };
}

function leanOf([x, y, toX, toY]: Edge): number {
  const [top, bottom] = y < toY ? [[x, y] as const, [toX, toY] as const] : [[toX, toY] as const, [x, y] as const];
  return (Math.atan2(top[0] - bottom[0], bottom[1] - top[1]) * 180) / Math.PI;
}

describe("upright edges", () => {
  it.each([
    [-12, 0],
    [-1, 0],
    [0, 0],
    [2.5, 0],
    [2.5, 6],
    [15, 3],
  ])("are both sides of a bar that leans by %d degrees, noise %d", (lean, noise) => {
    const found = uprightEdges(bar(lean, noise), 100);
    expect(found).toHaveLength(2);
    for (const edge of found) {
      expect(leanOf(edge)).toBeCloseTo(lean, 0.7);
      expect(Math.abs(edge[3] - edge[1])).toBeGreaterThan(BOTTOM - TOP - 12);
    }
    const middles = found.map(([x, , toX]) => (x + toX) / 2).sort((a, b) => a - b);
    expect((middles[1] ?? 0) - (middles[0] ?? 0)).toBeCloseTo(12 / Math.cos((lean * Math.PI) / 180), 0);
  });

  it("are no short ones, none that lie, and none of something round", () => {
    expect(uprightEdges(bar(3), 290)).toEqual([]);
    expect(uprightEdges(bar(80), 20)).toEqual([]);
    const round = Float32Array.from({ length: WIDTH * HEIGHT }, (_, pixel) =>
      Math.hypot((pixel % WIDTH) - WIDTH / 2, Math.floor(pixel / WIDTH) - HEIGHT / 2) < 40 ? 40 : 200,
    );
    expect(uprightEdges({ width: WIDTH, height: HEIGHT, levels: round }, 40)).toEqual([]);
  });

  it("are none on an even wall, nor where there is no room for any", () => {
    expect(uprightEdges({ width: 30, height: 30, levels: new Float32Array(900).fill(170) }, 5)).toEqual([]);
    expect(uprightEdges({ width: 1, height: 1, levels: new Float32Array(1) }, 5)).toEqual([]);
  });
});
