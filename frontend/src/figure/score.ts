// What a clip says of itself beside its movement: captions, key postures, muscles, where to look from.

export type Done = "release" | "stretch" | "strength";

export interface Caption {
  time_s: number;
  text: string;
}

export interface Key {
  id: string;
  time_s: number;
}

export interface Phase {
  start_s: number;
  seconds: number;
}

export interface Muscle {
  id: string;
  name: string;
  plain: string;
  done: Done;
  main: boolean;
}

/** The way that a part of the body goes in a phase, drawn as an arrow: points in m, in the axes of the root node. */
export interface Way {
  phase: number;
  way: [number, number, number][];
}

/** What the root node of a clip carries. */
export interface Told {
  name: string;
  side: "left" | "right" | "both";
  duration_s: number;
  captions: Caption[];
  keys: Key[];
  phases: Phase[];
  muscles: { muscle: string; name: string; plain: string; done: Done; main: boolean }[];
  arrows: Way[];
  /** `near`: names of what the camera comes close to; everything where there is none. */
  camera: { azimuth_deg: number; elevation_deg: number; near: string[] };
}

export interface Score extends Omit<Told, "muscles"> {
  muscles: Muscle[];
}

/** A clip's score: each muscle once, though both sides may have it. */
export function score(told: Told): Score {
  const muscles = new Map<string, Muscle>();
  for (const { muscle: id, name, plain, done, main } of told.muscles) muscles.set(id, { id, name, plain, done, main });
  return { ...told, muscles: [...muscles.values()] };
}

/** Index of the phase that is under way at a moment, its hold left out; -1 where nothing moves. */
export function phaseAt(score: Score, time: number): number {
  return score.phases.findIndex(({ start_s, seconds }) => time >= start_s && time < start_s + seconds);
}

/** The caption that is said at a moment: the last that has begun. */
export function captionAt(score: Score, time: number): string {
  let said = score.captions[0]?.text ?? "";
  for (const caption of score.captions) if (caption.time_s <= time + 1e-3) said = caption.text;
  return said;
}

/** Index of the key posture shown at a moment or passed last. */
export function keyAt(score: Score, time: number): number {
  let passed = 0;
  score.keys.forEach((key, index) => {
    if (key.time_s <= time + 1e-3) passed = index;
  });
  return passed;
}

/** Index of the key posture `by` steps on from a moment, round and round. A step back from between two keys leads to
 * the one before. */
export function keyFrom(score: Score, time: number, by: 1 | -1): number {
  const here = keyAt(score, time);
  const between = time > (score.keys[here]?.time_s ?? 0) + 1e-3;
  const next = by < 0 && between ? here : here + by;
  return (next + score.keys.length) % score.keys.length;
}

/** A moment inside the clip: after its end it begins anew. */
export function wrapped(time: number, duration: number): number {
  return duration > 0 ? ((time % duration) + duration) % duration : 0;
}
