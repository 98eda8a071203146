import { expect, it } from "vitest";

import { Spots } from "./spots";

const FIRST = new Map([["knee", { x: 10, y: 20 }], ["ankle", { x: 12, y: 60 }], ["toe", null]]);

it("tells only what moved, and takes steps back", () => {
  const spots = new Spots(FIRST);
  expect([spots.changed, spots.canUndo, spots.moved()]).toEqual([false, false, {}]);
  spots.mark();
  spots.put("knee", { x: 15.04, y: 20 });
  expect(spots.moved()).toEqual({ knee: [15, 20] });
  spots.undo();
  expect([spots.changed, spots.canUndo]).toEqual([false, false]);
});

it("goes back to the first places, and from there again", () => {
  const spots = new Spots(new Map([...FIRST, ["knee", { x: 30, y: 20 }]]), FIRST);
  expect(spots.moved()).toEqual({ knee: [30, 20] });
  spots.reset();
  expect(spots.moved()).toEqual({});
  spots.undo();
  expect(spots.moved()).toEqual({ knee: [30, 20] });
});

it("finds the nearest point within reach, and none that is not placed", () => {
  const spots = new Spots(FIRST);
  expect(spots.nearest({ x: 11, y: 58 }, 10)).toBe("ankle");
  expect(spots.nearest({ x: 100, y: 58 }, 10)).toBeNull();
  spots.put("toe", { x: 100, y: 60 });
  expect(spots.nearest({ x: 100, y: 58 }, 10)).toBe("toe");
});
