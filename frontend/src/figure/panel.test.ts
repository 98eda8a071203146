// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from "vitest";

import { Panel, type Pressed, type Shown } from "./panel";
import type { Score } from "./score";
import words from "./words/en.json";

const SCORE: Score = {
  name: "Clamshell",
  side: "right",
  duration_s: 4,
  captions: [],
  keys: [
    { id: "start", time_s: 0 },
    { id: "open", time_s: 2 },
  ],
  phases: [],
  muscles: [{ id: "gluteus_maximus", name: "Gluteus maximus", plain: "buttock", done: "strength", main: true }],
  arrows: [],
  camera: { azimuth_deg: 0, elevation_deg: 8, near: [] },
};
const SHOWN: Shown = { time: 1, key: 0, caption: "Open", playing: false, speaks: true };

let pressed: Pressed;
beforeEach(() => {
  const [play, step, seek, slow, mirror, view, muscle] = Array.from({ length: 7 }, () => vi.fn());
  pressed = { play, step, seek, slow, mirror, view, muscle } as unknown as Pressed;
});

function find(panel: Panel, selector: string): HTMLElement {
  const found = panel.element.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

it("tells caption and step", () => {
  const panel = new Panel(SCORE, words, false, pressed);
  panel.show(SHOWN);
  expect([find(panel, ".caption").textContent, find(panel, ".step").textContent]).toEqual(["Open", "Step 1 of 2"]);
});

it("leaves the caption's text alone while it stays the same, so that it is read out once", () => {
  const panel = new Panel(SCORE, words, false, pressed);
  panel.show(SHOWN);
  const text = find(panel, ".caption").firstChild;
  panel.show({ ...SHOWN, time: 1.5 });
  expect(find(panel, ".caption").firstChild).toBe(text);
});

it("is quiet once the clip goes round again", () => {
  const panel = new Panel(SCORE, words, false, pressed);
  panel.show({ ...SHOWN, speaks: false });
  expect(find(panel, ".caption").getAttribute("aria-live")).toBe("off");
});

it("has nothing that moves by itself for those who want none", () => {
  const panel = new Panel(SCORE, words, true, pressed);
  expect(panel.element.querySelectorAll(".play, input")).toHaveLength(0);
  find(panel, ".run button:last-child").click();
  expect(pressed.step).toHaveBeenCalledWith(1);
});

it("offers the other side only where there is one", () => {
  const both = new Panel({ ...SCORE, side: "both" }, words, false, pressed);
  expect(both.element.textContent).not.toContain(words.mirror);
});

it("lights a muscle and puts it out again", () => {
  const panel = new Panel(SCORE, words, false, pressed);
  const muscle = find(panel, ".muscles button");
  muscle.click();
  expect(pressed.muscle).toHaveBeenLastCalledWith("gluteus_maximus");
  panel.lights("gluteus_maximus");
  muscle.click();
  expect(pressed.muscle).toHaveBeenLastCalledWith(null);
});

it("names every button", () => {
  const panel = new Panel(SCORE, words, false, pressed);
  const named = [...panel.element.querySelectorAll("button")].map(
    (button) => button.getAttribute("aria-label") ?? button.textContent,
  );
  expect(named.every((name) => name.length > 0)).toBe(true);
});
