import { expect, it } from "vitest";

import { Clock } from "./clock";

it("stands still until it plays", () => {
  const clock = new Clock(4);
  clock.pass(1);
  expect(clock.time).toBe(0);
});

it("goes at half the speed when slow", () => {
  const clock = new Clock(4);
  clock.playing = clock.slow = true;
  clock.pass(1);
  expect(clock.time).toBe(0.5);
});

it("counts its rounds", () => {
  const clock = new Clock(4);
  clock.playing = true;
  clock.set(3.5);
  clock.pass(1);
  expect([clock.time, clock.rounds]).toEqual([0.5, 1]);
});

it("cannot be put before its begin or behind its end", () => {
  const clock = new Clock(4);
  clock.set(9);
  expect(clock.time).toBe(4);
});
