// @vitest-environment jsdom
import { expect, it } from "vitest";

import { merged, noteOf, toldIn } from "./note";

const WORK = { stage: "as-printed", side: "both", sets: 1, reps_not_seen: 20, seconds: 0 } as const;

it("keeps what an earlier note said that a later one does not", () => {
  const first = noteOf("me", "2026-11-30", "clamshell", { pain: 2 }, WORK);
  const second = noteOf("me", "2026-11-30", "clamshell", { felt: "yes" });
  expect(merged(first, second)).toMatchObject({ id: second.id, told: { pain: 2, felt: "yes" }, work: WORK });
});

it.each([
  [{ person: "somebody else" }, {}],
  [{ struck: true }, {}],
  [{}, { struck: true }],
])("keeps nothing of a note that is no more: %o, %o", (before, after) => {
  const first = { ...noteOf("me", "2026-11-30", "clamshell", { pain: 2 }, WORK), ...before };
  const second = { ...noteOf("me", "2026-11-30", "clamshell", {}), ...after };
  expect(merged(first, second)).toEqual(second);
});

it("has an id of its own and one key a day and exercise", () => {
  const [first, second] = [noteOf("me", "2026-11-30", "clamshell", {}), noteOf("me", "2026-11-30", "clamshell", {})];
  expect(first.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(first.id).not.toBe(second.id);
  expect(first.key).toBe(second.key);
});

it("reads a form: what is empty is taken back, what is no number is left out", () => {
  const form = new FormData();
  for (const [name, value] of [["felt", "elsewhere"], ["pain", "3"], ["stopped", ""], ["last_set_reps", "many"]] as const) form.set(name, value);
  expect(toldIn(form)).toEqual({ felt: "elsewhere", pain: 3, stopped: null, last_set_reps: null });
  form.set("pain_next_morning", "0");
  expect(toldIn(form).pain_next_morning).toBe(0);
});
