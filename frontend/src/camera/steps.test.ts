import { describe, expect, it } from "vitest";

import { after, begin, type Happened, type State } from "./steps";

function led(state: State, ...happened: (Happened | Happened["it"])[]): State {
  return happened.reduce<State>(
    (now, each) => after(now, typeof each === "string" ? ({ it: each } as Happened) : each),
    state,
  );
}

const placed = led(begin(2), "opens", "opened", { it: "hand", mirrored: true });
const recording = led(placed, "ready", "second", "second", "second");

describe("the guided check", () => {
  it("settles left and right, then goes to the first test", () => {
    expect(placed).toMatchObject({ phase: "place", test: 0, mirrored: true });
    expect(led(begin(2), "opens", "opened", "next")).toMatchObject({ phase: "place", mirrored: false });
  });

  it("counts down from three and records", () => {
    expect(led(placed, "ready", "second")).toMatchObject({ phase: "countdown", seconds: 2 });
    expect(recording).toMatchObject({ phase: "recording", seconds: 0 });
  });

  it("does not record somebody who stepped out of a good view", () => {
    expect(led(placed, "ready", "second", "moved")).toMatchObject({ phase: "place", test: 0 });
    expect(led(placed, "second", "enough", "made")).toEqual(placed);
  });

  it("measures, shows and goes on to the next test, and to the end", () => {
    const shown = led(recording, { it: "repetitions", count: 3 }, "enough", "made");
    expect(shown.phase).toBe("shown");
    const second = after(shown, { it: "next" });
    expect(second).toMatchObject({ phase: "place", test: 1, repetitions: 0 });
    expect(led(second, "next").phase).toBe("over");
  });

  it("takes a test again, before and after it was measured", () => {
    expect(led(recording, "retake")).toMatchObject({ phase: "place", test: 0 });
    expect(led(recording, "enough", "fails", "retake")).toMatchObject({ phase: "place", test: 0 });
  });

  it("ends at once where it hurts, and stays ended", () => {
    const over = led(recording, "hurts");
    expect(over).toMatchObject({ phase: "over", hurts: true });
    expect(led(over, "opens", "ready", "next", "closed")).toEqual(over);
  });

  it("needs no second hand after the camera was closed and opened again", () => {
    expect(led(recording, "closed", "opens", "opened")).toMatchObject({ phase: "place", test: 0, mirrored: true });
  });
});
