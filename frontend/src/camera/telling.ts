import type { CameraWords } from "./words";

/** What the server says of an exercise: the coach's events, and where the session stands. */
export type Told =
  | { event: "phase"; phase: "waiting" | "running" | "paused" | "done"; mirrored: boolean }
  | { event: "state"; phase: "waiting" | "running" | "paused" | "done"; repetitions: number }
  | ({ time_s: number; words: string } & (
      | { event: "get_in_position"; text: string }
      | { event: "ready" | "switch_side"; side: "left" | "right" | "both" | null }
      | { event: "rep_started"; index: number }
      | { event: "rep_done"; index: number; quality: "good" | "fault" | "not_seen" }
      | { event: "hold_tick"; seconds: number }
      | { event: "hold_done"; seconds: number }
      | { event: "cue" | "praise"; text: string }
      | { event: "cannot_see"; text: string; what_to_do: string }
      | { event: "depth"; text: string }
      | { event: "rest"; seconds: number }
      | { event: "set_done"; well: string; work_on: string | null; clean: string; could_not_judge: string[]; ask: string }
      | { event: "finished" }
    ));

/** What is shown of an event, and what of it is said aloud; null: nothing. */
export function spoken(told: Told, words: CameraWords): { caption: string; aloud: string } | null {
  const both = (text: string): { caption: string; aloud: string } => ({ caption: text, aloud: text });
  switch (told.event) {
    case "cue":
    case "praise":
    case "depth":
    case "get_in_position":
      return both(told.text);
    case "cannot_see":
      return both(`${told.text} ${told.what_to_do}`);
    case "rep_done":
      return { caption: told.words, aloud: String(told.index) };
    case "hold_tick":
      return told.seconds % 5 ? null : { caption: String(told.seconds), aloud: String(told.seconds) };
    case "phase":
      return told.phase === "paused" ? both(words.paused) : null;
    case "set_done":
      return both([told.well, told.work_on ?? ""].join(" ").trim());
    case "ready":
    case "switch_side":
    case "rest":
    case "hold_done":
      return told.words ? both(told.words) : null;
    default:
      return null;
  }
}
