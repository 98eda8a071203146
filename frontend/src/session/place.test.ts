import { expect, it } from "vitest";

import { at, backward, ended, firstOpen, inWay, keptPlace, onward, type Place, skip, toKeep } from "./place";
import type { Plan, Played, Round, Way } from "./plan";

const ROUND: Round = { side: "left", label: "Left side", reps: 2, out_s: 1, hold_s: 0, back_s: 1, seconds: 0, rest_s: 0 };
const WAY: Way = { stage: "planned", name: "", how: "", dose: "", load: "", sides: 1, rounds: [ROUND, { ...ROUND, side: "right" }] };

function played(exercise: string): Played {
  const ways = [{ ...WAY, stage: "easier", rounds: [ROUND] }, WAY];
  return { exercise, name: exercise, kind: "strength", kind_words: "", side: "both", start: "", steps: [], bend: "", feel: "", felt_elsewhere: "", cues: [], stop: "", figure: null, ways, planned: 1, coach: "", noted: false };
}

const PLAN: Plan = { date: "2026-11-30", exercises: [played("a"), played("b"), played("c")], stop_rules: [], afterwards: "/" };

function doing(part: number, elapsed_s = 0, finished: number[] = []): Place {
  return { ...at(PLAN, 0), screen: "do", part, elapsed_s, finished };
}

it("begins at the first exercise that nothing is noted of", () => {
  expect(firstOpen(PLAN, new Set(["a"])).exercise).toBe(1);
  expect(firstOpen(PLAN, new Set(["a", "b", "c"])).screen).toBe("end");
});

it("begins in the planned way, and goes an easier one and back", () => {
  expect(at(PLAN, 0).way).toBe(1);
  expect(inWay(PLAN, at(PLAN, 0), -1).way).toBe(0);
  expect(inWay(PLAN, at(PLAN, 0), 1).way).toBe(1);
});

it("asks after the last part, where any of it was done", () => {
  const first = onward(PLAN, doing(1), true);
  expect([first.screen, first.part, first.finished]).toEqual(["do", 2, [0]]);
  expect(onward(PLAN, { ...first, part: 3 }, true)).toMatchObject({ screen: "ask", finished: [0, 1] });
  expect(onward(PLAN, doing(3), false)).toMatchObject({ screen: "begin", exercise: 1 });
});

it("carries over how late a tick was", () => {
  expect(onward(PLAN, doing(0), true, 0.3).elapsed_s).toBe(0.3);
});

it("goes back to the beginning of a part, then to the round before, then to how to begin", () => {
  expect(backward(PLAN, doing(3, 5, [0]))).toMatchObject({ part: 3, elapsed_s: 0 });
  expect(backward(PLAN, doing(3, 0.5, [0]))).toMatchObject({ part: 2, finished: [0] });
  expect(backward(PLAN, doing(2, 0.5, [0]))).toMatchObject({ part: 0, finished: [] });
  expect(backward(PLAN, doing(0, 0.5))).toMatchObject({ screen: "begin" });
  expect(backward(PLAN, at(PLAN, 1)).exercise).toBe(0);
  expect(backward(PLAN, at(PLAN, 0))).toEqual(at(PLAN, 0));
});

it("skips a part, an exercise, and past the last one to the end", () => {
  expect(skip(PLAN, doing(0)).part).toBe(1);
  expect(skip(PLAN, at(PLAN, 1)).exercise).toBe(2);
  expect(skip(PLAN, at(PLAN, 2)).screen).toBe("end");
});

it("is where it was after it was kept", () => {
  const here = doing(1, 3.5, []);
  expect(keptPlace(PLAN, toKeep(PLAN, here))).toEqual(here);
  expect(keptPlace(PLAN, toKeep(PLAN, ended(PLAN)))?.screen).toBe("end");
});

it("finds its exercise again where the order has changed", () => {
  const turned = { ...PLAN, exercises: [...PLAN.exercises].reverse() };
  expect(keptPlace(turned, toKeep(PLAN, doing(1)))?.exercise).toBe(2);
});

it.each([null, "", "{", "{}", '{"exercise":"gone","place":{"screen":"do"}}'])("forgets a place that no longer fits: %s", (kept) => {
  expect(keptPlace(PLAN, kept)).toBeNull();
});
