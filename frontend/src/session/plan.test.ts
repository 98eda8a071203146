import { expect, it } from "vitest";

import { momentOf, partsOf, type Round, setOf, type Way, workOf, workSeconds } from "./plan";

const CLAM: Round = { side: "left", label: "Left side", reps: 20, out_s: 1, hold_s: 3, back_s: 2, seconds: 0, rest_s: 0 };
const STRETCH: Round = { ...CLAM, reps: 0, hold_s: 0, seconds: 30, rest_s: 10 };

function way(...rounds: Round[]): Way {
  return { stage: "as-printed", name: "", how: "", dose: "", load: "", sides: 2, rounds };
}

it("gets ready before each round, and rests after all but the last", () => {
  expect(partsOf([STRETCH, STRETCH]).map(({ kind, seconds }) => [kind, seconds])).toEqual([
    ["ready", 5],
    ["work", 30],
    ["rest", 10],
    ["ready", 5],
    ["work", 30],
  ]);
});

it("takes twenty times six seconds for twenty clamshells", () => {
  expect(workSeconds(CLAM)).toBe(120);
});

it.each([
  [0, 1, "out", 0],
  [0.99, 1, "out", 0],
  [1, 1, "hold", 3],
  [3.5, 1, "hold", 1],
  [4, 1, "back", 0],
  [6, 2, "out", 0],
  [119.9, 20, "back", 0],
  [500, 20, "back", 0],
])("after %d s it is at repetition %d, %s, %d s left of the hold", (elapsed, repetition, phase, left) => {
  expect(momentOf(CLAM, elapsed)).toEqual({ repetition, phase, left });
});

it("counts a stretch down", () => {
  expect([0, 0.1, 29.5, 30, 31].map((elapsed) => momentOf(STRETCH, elapsed).left)).toEqual([30, 30, 1, 0, 0]);
});

it("names the set a round is in", () => {
  const four = way(CLAM, CLAM, CLAM, CLAM);
  expect([0, 1, 2, 3].map((round) => setOf(four, round).set)).toEqual([1, 1, 2, 2]);
  expect(setOf(four, 0).sets).toBe(2);
});

it("counts what was done for each side: one side alone is no set", () => {
  const four = way(CLAM, CLAM, CLAM, CLAM);
  expect(workOf(four, "both", [0])).toMatchObject({ sets: 0, reps_not_seen: 0 });
  expect(workOf(four, "both", [0, 1, 2])).toMatchObject({ sets: 1, reps_not_seen: 20 });
  expect(workOf(way(STRETCH, STRETCH), "both", [0, 1])).toMatchObject({ sets: 1, reps_not_seen: 0, seconds: 30 });
});
