import { expect, it } from "vitest";

import { type Places, Table, type Told } from "./table";

// Two stops of bend and of the hip's turn, one of everything else but shin and foot: numbers that tell their row.
const TOLD: Told = {
  leg: "right",
  sliders: { bend: [0, 60], hip_turn: [0, 10], hip_in: [0], shin_out: [0, 5], arch: [0], foot_out: [0, 5] },
  start: { bend: 0, hip_turn: 0, hip_in: 0, shin_out: 0, arch: 0, foot_out: 0 },
  not_given: 127,
  in_line: 3,
  headings: [0, 5, 10],
  signs: {
    hip_in: { name: "hip", text: "", example: places({}), least: { hip_turn: 1 } },
    feet_out: { name: "feet", text: "", example: places({}), least: {} },
    only_when_bent: { name: "bent", text: "", example: places({}), least: {} },
  },
  feet_out: [false, false, true],
  fppa: int8([0, 1, -2, 9]),
  knee_in: int8([127, 127, 127, 127, 127, 127, 0, 5, 10, 8, 13, 18]),
  only_when_bent: int8([0, 0, 0, 1]),
  pelvis: int16([0, 8000, 0, 0, 8001, 0, 0, 6000, 0, 0, 6001, -20]),
  ankle: int16([680]),
  thigh: int16([0, 0, 0, 32767, 0, 0, 0, 1, 0, 0, 0, 2, 32767, 0, 0, 0]),
  shank: int16([0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 32767, 0]),
  foot: int16([0, 0, 0, 0, 0, 0, 0, 0, 0, 32767, 0, 0]),
  toes: int16([0, 0, 0, 32767]),
  others: { head: int16([0, 0, 0, 0, 0, 32767, 0, 0]) },
};
const TABLE = new Table(TOLD);

function places(some: Partial<Places>): Places {
  return { bend: 0, hip_turn: 0, hip_in: 0, shin_out: 0, arch: 0, foot_out: 0, ...some };
}

function int8(values: number[]): string {
  return btoa(String.fromCharCode(...values.map((value) => value & 255)));
}

function int16(values: number[]): string {
  return btoa(String.fromCharCode(...values.flatMap((value) => [value & 255, (value >> 8) & 255])));
}

it("looks its numbers up", () => {
  const at = places({ bend: 1, hip_turn: 1, shin_out: 1 });
  expect(TABLE.numbers(at)).toEqual({ fppa: 9, knee_in: 13, heading: 5 });
});

it("keeps minus signs", () => {
  expect(TABLE.numbers(places({ bend: 1 })).fppa).toBe(-2);
});

it("gives no number where the core gave none", () => {
  expect(TABLE.numbers(places({})).knee_in).toBeNull();
});

it("adds shin and foot to one heading", () => {
  expect(TABLE.numbers(places({ bend: 1, shin_out: 1, foot_out: 1 }))).toEqual({ fppa: -2, knee_in: 10, heading: 10 });
});

it("finds the signs that show", () => {
  const found = TABLE.signs(places({ bend: 1, hip_turn: 1, shin_out: 1, foot_out: 1 }));
  expect([...found].sort()).toEqual(["feet_out", "hip_in", "only_when_bent"]);
  expect(TABLE.signs(places({})).size).toBe(0);
});

it("poses every joint from its rows", () => {
  const pose = TABLE.pose(places({ bend: 1, hip_turn: 1, shin_out: 1, foot_out: 1 }));
  expect(pose.pelvis).toEqual([0, 0.6001, -0.002]);
  expect([pose.ankle, pose.foot]).toEqual([0.068, [0, 1, 0, 0]]);
  expect(pose.turns.thigh_right).toEqual([1, 0, 0, 0]);
  expect(pose.turns.shank_right).toEqual([0, 0, 1, 0]);
  expect([pose.turns.head, pose.turns.big_toe_right]).toEqual([[0, 1, 0, 0], [0, 0, 0, 1]]);
});
