import { describe, expect, it } from "vitest";

import { captionAt, keyAt, keyFrom, phaseAt, score, type Told, wrapped } from "./score";

const TOLD: Told = {
  name: "Clamshell",
  side: "right",
  duration_s: 4,
  captions: [
    { time_s: 0, text: "Lie" },
    { time_s: 1, text: "Open" },
    { time_s: 3, text: "Lower" },
  ],
  keys: [
    { id: "start", time_s: 0 },
    { id: "open", time_s: 2 },
  ],
  phases: [
    { start_s: 1, seconds: 1 },
    { start_s: 3, seconds: 1 },
  ],
  muscles: [
    { muscle: "gluteus_maximus", name: "Gluteus maximus", plain: "buttock", done: "strength", main: true },
    { muscle: "gluteus_maximus", name: "Gluteus maximus", plain: "buttock", done: "strength", main: true },
  ],
  arrows: [],
  camera: { azimuth_deg: 0, elevation_deg: 8, near: [] },
};
const CLAM = score(TOLD);

describe("a clip's score", () => {
  it("names a muscle once though both sides have it", () => {
    expect(CLAM.muscles.map(({ id }) => id)).toEqual(["gluteus_maximus"]);
  });
  it("says the caption that began last", () => {
    expect([0, 0.9, 1, 2.5, 4].map((time) => captionAt(CLAM, time))).toEqual(["Lie", "Lie", "Open", "Open", "Lower"]);
  });
  it("knows the key that was passed last", () => {
    expect([0, 1.9, 2, 4].map((time) => keyAt(CLAM, time))).toEqual([0, 0, 1, 1]);
  });
  it("steps from key to key, round and round", () => {
    expect([keyFrom(CLAM, 0, 1), keyFrom(CLAM, 2, 1), keyFrom(CLAM, 0, -1)]).toEqual([1, 0, 1]);
  });
  it("steps back from between two keys to the one before", () => {
    expect(keyFrom(CLAM, 3, -1)).toBe(1);
  });
  it("knows when nothing moves", () => {
    expect([0.5, 1.5, 2.5, 3.5].map((time) => phaseAt(CLAM, time))).toEqual([-1, 0, -1, 1]);
  });
  it("begins anew after its end", () => {
    expect([wrapped(5, 4), wrapped(-1, 4), wrapped(3, 0)]).toEqual([1, 3, 0]);
  });
});
