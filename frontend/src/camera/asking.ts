/** What a page asks of the pose worker, and what it answers. */
import type { Edge, Part } from "./edges";

/** Once a worker: its runtime loads one model. */
export interface Load {
  ask: "load";
  runtime: string;
  model: string;
  /** Follow somebody from frame to frame; else every picture is looked at by itself, and nothing is smoothed. */
  live: boolean;
  people: number;
}

export type Ask =
  | Load
  | { ask: "look"; id: number; picture: ImageBitmap; timeS: number }
  | { ask: "keep"; id: number; picture: ImageBitmap }
  | { ask: "edges"; id: number; picture: ImageBitmap; parts: Part[] }
  | { ask: "close" };

/** One frame as it was seen: its 928 bytes, and the very picture they were read from. */
export interface Look {
  frame: Float32Array;
  picture: ImageBitmap;
  people: number;
  light: number | null;
  ms: number;
}

export type Answer =
  | { told: "loaded"; ms: number }
  | ({ told: "seen"; id: number } & Look)
  | { told: "kept"; id: number; picture: Blob }
  | { told: "edges"; id: number; edges: Edge[] }
  | { told: "failed"; id: number | null; why: string };
