import { expect, it } from "vitest";

import { CELLS, shade } from "./shadow";

const PATCH = { x: 0, z: 0, half: 1 };
const MIDDLE = (CELLS / 2) * CELLS + CELLS / 2;

function shadow(y: number, x = 0): Float32Array {
  const light = new Float32Array(CELLS * CELLS);
  shade(light, [{ x, y, z: 0, radius: 0.1 }], PATCH);
  return light.map((left) => 1 - left);
}

it("is darkest below what touches the floor", () => {
  const cells = shadow(0.1);
  expect(cells[MIDDLE]).toBe(Math.max(...cells));
  expect(cells[MIDDLE]).toBeGreaterThan(0.8);
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
  const light = new Float32Array(CELLS * CELLS);
  shade(light, [], PATCH);
  expect(Math.min(...light)).toBe(1);
});
