// Where somebody is in a session: one small value that every press of a button makes a new one of.
import { type Part, partsOf, type Plan, type Played, type Way } from "./plan";

/** `begin`: how to get into position; `do`: the timer; `ask`: how it felt; `hurt`: it was stopped; `end`: all done. */
export type Screen = "begin" | "do" | "ask" | "hurt" | "end";

export interface Told {
  felt?: string;
  pain?: number;
  last_set_reps?: number;
}

export interface Place {
  exercise: number;
  screen: Screen;
  /** The place of the way among the exercise's ways. */
  way: number;
  part: number;
  elapsed_s: number;
  /** Rounds that were done to their end. */
  finished: number[];
  told: Told;
}

/** The first exercise that nothing is noted of, or the end. */
export function firstOpen(plan: Plan, noted: ReadonlySet<string>): Place {
  const open = plan.exercises.findIndex(({ exercise }) => !noted.has(exercise));
  return open < 0 ? ended(plan) : at(plan, open);
}

/** The beginning of an exercise; past the last one it is the end. */
export function at(plan: Plan, exercise: number): Place {
  if (exercise >= plan.exercises.length) return ended(plan);
  const index = Math.max(0, exercise);
  return { exercise: index, screen: "begin", way: plan.exercises[index]?.planned ?? 0, part: 0, elapsed_s: 0, finished: [], told: {} };
}

export function ended(plan: Plan): Place {
  return { exercise: Math.max(0, plan.exercises.length - 1), screen: "end", way: 0, part: 0, elapsed_s: 0, finished: [], told: {} };
}

/** The exercise and the way somebody is at. Throws where a plan has none. */
export function shownAt(plan: Plan, place: Place): { played: Played; way: Way; parts: Part[]; part: Part | undefined } {
  const played = plan.exercises[place.exercise];
  const way = played?.ways[place.way] ?? played?.ways[played.planned];
  if (!played || !way) throw new RangeError(`no exercise ${place.exercise} in this session`);
  const parts = partsOf(way.rounds);
  return { played, way, parts, part: parts[place.part] };
}

/** The same exercise in an easier (-1) or a harder (+1) way, from its beginning. */
export function inWay(plan: Plan, place: Place, by: -1 | 1): Place {
  const ways = plan.exercises[place.exercise]?.ways.length ?? 1;
  return { ...place, screen: "begin", way: Math.min(ways - 1, Math.max(0, place.way + by)), part: 0, elapsed_s: 0, finished: [] };
}

/** On to the next part; after the last one how it felt is asked, where any of it was done. `done`: the part ran to its
 * end; `late_s`: how long ago. */
export function onward(plan: Plan, place: Place, done: boolean, late_s = 0): Place {
  const { parts, part } = shownAt(plan, place);
  const finished = done && part?.kind === "work" ? [...place.finished, part.round] : place.finished;
  const next = { ...place, part: place.part + 1, elapsed_s: late_s, finished };
  if (next.part < parts.length) return next;
  return finished.length > 0 ? { ...next, elapsed_s: 0, screen: "ask" } : at(plan, place.exercise + 1);
}

const JUST_BEGUN_S = 2;

/** Back to the beginning of the part, or the round before; from the beginning to how to get into position. */
export function backward(plan: Plan, place: Place): Place {
  if (place.screen === "begin") return place.exercise > 0 ? at(plan, place.exercise - 1) : place;
  if (place.screen === "end") return at(plan, plan.exercises.length - 1);
  if (place.elapsed_s > JUST_BEGUN_S && place.screen === "do") return { ...place, elapsed_s: 0 };
  const { parts } = shownAt(plan, place);
  const before = parts.slice(0, place.part).map(({ kind }) => kind).lastIndexOf("ready");
  if (before < 0) return { ...place, screen: "begin", part: 0, elapsed_s: 0, finished: [] };
  const round = parts[before]?.round ?? 0;
  return { ...place, screen: "do", part: before, elapsed_s: 0, finished: place.finished.filter((each) => each < round) };
}

/** Skips what is there: the part, or an exercise that has not begun, or the questions. */
export function skip(plan: Plan, place: Place): Place {
  return place.screen === "do" ? onward(plan, place, false) : at(plan, place.exercise + 1);
}

/** A place that was kept, if it still fits the plan. */
export function keptPlace(plan: Plan, kept: string | null): Place | null {
  if (kept === null) return null;
  try {
    const { exercise, place } = JSON.parse(kept) as { exercise: string; place: Place };
    const index = plan.exercises.findIndex((each) => each.exercise === exercise);
    if (index < 0 && place.screen !== "end") return null;
    const there = { ...place, exercise: Math.max(0, index) };
    const { way, parts } = shownAt(plan, there);
    return place.part <= parts.length && place.finished.every((round) => round < way.rounds.length) ? there : null;
  } catch {
    return null; // of an older version
  }
}

/** A place as it is kept. */
export function toKeep(plan: Plan, place: Place): string {
  return JSON.stringify({ exercise: plan.exercises[place.exercise]?.exercise ?? "", place });
}
