import { expect, it } from "vitest";

import { CELLS, shade } from "./shadow";

const PATCH = { x: 0, z: 0, half: 1 };
const MIDDLE = (CELLS / 2) * CELLS + CELLS / 2;

function shadow(y: number, x = 0): Uint8Array {
  const cells = new Uint8Array(CELLS * CELLS);
  shade(cells, [{ x, y, z: 0, radius: 0.1 }], PATCH, new Float32Array(CELLS * CELLS));
  return cells;
}

it("is darkest below what touches the floor", () => {
  const cells = shadow(0.1);
  expect(cells[MIDDLE]).toBe(Math.max(...cells));
  expect(cells[MIDDLE]).toBeGreaterThan(200);
});

it("fades as the ball rises", () => {
  const [low, high] = [shadow(0.1)[MIDDLE] ?? 0, shadow(0.5)[MIDDLE] ?? 0];
  expect(high).toBeLessThan(low / 10);
});

it("lies where the ball is", () => {
  const cells = shadow(0.1, 0.5);
  expect(cells.indexOf(Math.max(...cells)) % CELLS).toBeGreaterThan(CELLS * 0.7);
});

it("leaves the floor light where there is nothing", () => {
  const cells = new Uint8Array(CELLS * CELLS);
  shade(cells, [], PATCH, new Float32Array(CELLS * CELLS));
  expect(Math.max(...cells)).toBe(0);
});
