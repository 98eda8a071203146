// What the server says of a session (plans/playing.py), and the parts a timer runs through.

/** One set on one side. `seconds`: how long, where it is not counted in repetitions; the rest is of each repetition. */
export interface Round {
  side: "left" | "right" | "";
  label: string;
  reps: number;
  out_s: number;
  hold_s: number;
  back_s: number;
  seconds: number;
  rest_s: number;
}

/** One way to do an exercise, such as an easier stage. */
export interface Way {
  stage: string;
  name: string;
  how: string;
  dose: string;
  load: string;
  sides: number;
  rounds: Round[];
}

export interface Played {
  exercise: string;
  name: string;
  kind: string;
  kind_words: string;
  side: "left" | "right" | "both";
  start: string;
  steps: string[];
  bend: string;
  feel: string;
  felt_elsewhere: string;
  cues: string[];
  stop: string;
  figure: { clip: string; moving: string; still: string; dark: string } | null;
  ways: Way[];
  planned: number;
  coach: string;
  noted: boolean;
}

export interface Plan {
  date: string;
  exercises: Played[];
  stop_rules: string[];
  afterwards: string;
}

export const READY_S = 5;

/** One part of a timer: getting ready for a round, the round itself, or the rest after it. `round`: its place. */
export interface Part {
  kind: "ready" | "work" | "rest";
  round: number;
  seconds: number;
}

/** The parts of a way, in order: nothing rests after the last round. */
export function partsOf(rounds: readonly Round[]): Part[] {
  return rounds.flatMap((round, index) => {
    const parts: Part[] = [{ kind: "ready", round: index, seconds: READY_S }, { kind: "work", round: index, seconds: workSeconds(round) }];
    if (round.rest_s > 0 && index + 1 < rounds.length) parts.push({ kind: "rest", round: index, seconds: round.rest_s });
    return parts;
  });
}

/** How long a round takes. */
export function workSeconds(round: Round): number {
  return round.reps > 0 ? round.reps * (round.out_s + round.hold_s + round.back_s) : round.seconds;
}

export type Phase = "out" | "hold" | "back";

/** Where a round is: its repetition from 1 and the phase of that, or just the seconds left. */
export interface Moment {
  repetition: number;
  phase: Phase | null;
  /** Whole seconds left: of the hold, or of all where nothing is counted. */
  left: number;
}

/** Where a round is after so many seconds. */
export function momentOf(round: Round, elapsed_s: number): Moment {
  if (round.reps === 0) return { repetition: 0, phase: null, left: secondsLeft(round.seconds, elapsed_s) };
  const pace = round.out_s + round.hold_s + round.back_s;
  const repetition = Math.min(round.reps, Math.floor(elapsed_s / pace + 1e-9) + 1);
  const within = elapsed_s - (repetition - 1) * pace;
  if (within < round.out_s) return { repetition, phase: "out", left: 0 };
  const held = within - round.out_s;
  if (held < round.hold_s) return { repetition, phase: "hold", left: secondsLeft(round.hold_s, held) };
  return { repetition, phase: "back", left: 0 };
}

/** Whole seconds left of a time. */
export function secondsLeft(seconds: number, elapsed_s: number): number {
  return Math.max(0, Math.ceil(seconds - elapsed_s - 1e-9));
}

/** Which set a round is in, from 1, and of how many. */
export function setOf(way: Way, round: number): { set: number; sets: number } {
  return { set: Math.floor(round / way.sides) + 1, sets: Math.ceil(way.rounds.length / way.sides) };
}

/** How much was done of a way, for each side: as the log counts it. `rounds`: places of the rounds that were finished. */
export function workOf(way: Way, side: Played["side"], rounds: readonly number[]): { stage: string; side: Played["side"]; sets: number; reps_not_seen: number; seconds: number } {
  const sets = Math.floor(rounds.length / way.sides);
  const first = way.rounds[0];
  const reps = (first?.reps ?? 0) * sets;
  return { stage: way.stage, side, sets, reps_not_seen: reps, seconds: first?.reps ? 0 : (first?.seconds ?? 0) * sets };
}
