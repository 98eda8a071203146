import { expect, it } from "vitest";

import { axesOf, between, closer, framing, type Point, turned, type View } from "./orbit";

const FRONT: View = { azimuth_deg: 0, elevation_deg: 0, zoom: 1 };
const CUBE: Point[] = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].map((z) => [x, y, z] as const)));

function rounded(point: Point): number[] {
  return point.map((part) => Math.round(part * 1e6) / 1e6 + 0);
}

it("looks the person in the face from azimuth 0, their left to the picture's right", () => {
  const { right, up, towards } = axesOf(FRONT);
  expect([right, up, towards].map(rounded)).toEqual([[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
});

it("looks from the person's left at azimuth 90", () => {
  expect(rounded(axesOf({ ...FRONT, azimuth_deg: 90 }).towards)).toEqual([1, 0, 0]);
});

it("never goes below the floor nor over the top", () => {
  expect([turned(FRONT, 0, -50).elevation_deg, turned(FRONT, 0, 200).elevation_deg]).toEqual([2, 89]);
});

it("turns the shorter way round", () => {
  const half = between({ ...FRONT, azimuth_deg: 170 }, { ...FRONT, azimuth_deg: -170 }, 0.5);
  expect(half.azimuth_deg).toBe(180);
});

it("comes closer within limits", () => {
  expect([closer(FRONT, 2).zoom, closer(FRONT, 100).zoom, closer(FRONT, 0.01).zoom]).toEqual([2, 3, 0.7]);
});

it("stands off so far that the nearest edge still fits", () => {
  const { target, distance } = framing(CUBE, axesOf(FRONT), 1, 0.5, 0);
  expect([rounded(target), distance]).toEqual([[0, 0, 0], 3]); // edge at 1 m, half a picture is 0.5 x (3 - 1)
});

it("steps back where the picture is narrow", () => {
  expect(framing(CUBE, axesOf(FRONT), 0.5, 0.5, 0).distance).toBe(5);
});
