/** Where the guided check stands, and where it goes next. Pure: what happens comes in, the next state goes out. */

export type Phase = "start" | "opening" | "hand" | "place" | "countdown" | "recording" | "measuring" | "shown" | "again" | "over";

export interface State {
  phase: Phase;
  /** Index of the test it is about. */
  test: number;
  tests: number;
  /** Whether the device gives pictures as in a mirror; null: not settled yet. */
  mirrored: boolean | null;
  seconds: number;
  repetitions: number;
  hurts: boolean;
}

export type Happened =
  | { it: "opens" }
  | { it: "opened" }
  | { it: "hand"; mirrored: boolean }
  | { it: "ready" }
  | { it: "moved" }
  | { it: "second" }
  | { it: "repetitions"; count: number }
  | { it: "enough" }
  | { it: "made" }
  | { it: "fails" }
  | { it: "retake" }
  | { it: "next" }
  | { it: "hurts" }
  | { it: "closed" };

export const COUNT_FROM = 3;

export function begin(tests: number): State {
  return { phase: "start", test: 0, tests, mirrored: null, seconds: 0, repetitions: 0, hurts: false };
}

function place(state: State, test = state.test): State {
  if (test >= state.tests) return { ...state, phase: "over" };
  return { ...state, phase: "place", test, seconds: 0, repetitions: 0 };
}

const NEXT: Partial<Record<Phase, (state: State, happened: Happened) => State | null>> = {
  start: (state, { it }) => (it === "opens" ? { ...state, phase: "opening" } : null),
  opening: (state, { it }) => {
    if (it !== "opened") return null;
    return state.mirrored === null ? { ...state, phase: "hand" } : place(state);
  },
  hand: (state, happened) => {
    if (happened.it === "hand") return place({ ...state, mirrored: happened.mirrored });
    return happened.it === "next" ? place({ ...state, mirrored: false }) : null;
  },
  place: (state, { it }) => {
    if (it === "ready") return { ...state, phase: "countdown", seconds: COUNT_FROM };
    return it === "next" ? place(state, state.test + 1) : null;
  },
  countdown: (state, { it }) => {
    if (it === "moved") return place(state);
    if (it === "next") return place(state, state.test + 1);
    if (it !== "second") return null;
    return state.seconds > 1 ? { ...state, seconds: state.seconds - 1 } : { ...state, phase: "recording", seconds: 0 };
  },
  recording: (state, happened) => {
    if (happened.it === "second") return { ...state, seconds: state.seconds + 1 };
    if (happened.it === "repetitions") return { ...state, repetitions: happened.count };
    if (happened.it === "enough") return { ...state, phase: "measuring" };
    if (happened.it === "retake" || happened.it === "moved") return place(state);
    return happened.it === "next" ? place(state, state.test + 1) : null;
  },
  measuring: (state, { it }) => {
    if (it === "made") return { ...state, phase: "shown" };
    return it === "fails" ? { ...state, phase: "again" } : null;
  },
  shown: (state, { it }) => (it === "retake" ? place(state) : it === "next" ? place(state, state.test + 1) : null),
  again: (state, { it }) => (it === "retake" ? place(state) : it === "next" ? place(state, state.test + 1) : null),
};

/** The state after something happened; the same where it means nothing now. */
export function after(state: State, happened: Happened): State {
  if (happened.it === "closed") return state.phase === "over" ? state : { ...state, phase: "start" };
  if (happened.it === "hurts" && state.phase !== "over") return { ...state, phase: "over", hurts: true };
  return NEXT[state.phase]?.(state, happened) ?? state;
}
