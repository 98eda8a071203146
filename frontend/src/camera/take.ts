import type { Edge, Part } from "./edges";
import type { Eyes, Model } from "./eyes";
import { middleOf, type Up } from "./level";
import type { Corners } from "./portion";
import { LEG_NUMBERS, type LegReader } from "./reading";
import { NUMBERS } from "./wire";

/** A picture to cut out for the check, as the server asks for it. */
export interface Wanted {
  frame: number;
  box: [number, number, number, number];
  width: number;
  height: number;
  covered: [number, number, number][];
}

/** What became of a take. */
export type Outcome =
  | { kind: "made"; check: string; result: string; says: string[]; pictures: Wanted[] }
  | { kind: "again"; why: string };

/** Legs to read, as the server asks for them: where the left and the right one lie in a frame. */
interface WantedLegs {
  frame: number;
  corners: [Corners, Corners];
}

/** Edges to find, as the server asks for them: in these parts of a frame. */
interface WantedEdges {
  frame: number;
  parts: Part[];
}

/** What the server says is to be done next; `share`: how much is done before and after it. */
interface More {
  look: number[];
  legs: WantedLegs[];
  edges: WantedEdges[];
  round: number;
  share: [number, number];
}

/** What the server says of a take: what to do next, or what came of it. */
type Told = More | { again: string } | Omit<Extract<Outcome, { kind: "made" }>, "kind">;

export interface Test {
  task: string;
  side: string | null;
  name: string;
  say: string;
  steps: string[];
  care: string[];
  stop: string;
  seconds: number;
}

const BEHIND = 6;
const TRIAL = 4;
/** Longer than this, ms, nobody should wait: then the smaller model measures. */
export const LONGEST_MS = 60_000;

/** The frames of one movement: in this page's memory, and gone with it. */
export class Take {
  readonly id = crypto.randomUUID();
  readonly times: number[] = [];
  readonly #pictures: Promise<Blob>[] = [];
  readonly #ups: Up[] = [];
  readonly #keeper: Eyes;
  width = 0;
  height = 0;

  constructor(keeper: Eyes) {
    this.#keeper = keeper;
  }

  /** Keep a picture, and where up was for its camera; one that can't be kept in time is left out. */
  add(timeS: number, picture: ImageBitmap, up: Up | null): void {
    if (this.#keeper.behind >= BEHIND || timeS <= (this.times.at(-1) ?? -1)) {
      picture.close();
      return;
    }
    this.width = picture.width;
    this.height = picture.height;
    this.times.push(timeS);
    if (up) this.#ups.push(up);
    const kept = this.#keeper.keep(picture);
    kept.catch(() => undefined);
    this.#pictures.push(kept);
  }

  /** Where up was for the camera, on the whole. */
  get up(): Up | null {
    return middleOf(this.#ups);
  }

  /** The picture of a frame. */
  async picture(index: number): Promise<ImageBitmap> {
    const kept = this.#pictures[index];
    if (!kept) throw new RangeError(`there is no frame ${index}`);
    return createImageBitmap(await kept);
  }
}

interface Seen {
  frame: Float32Array;
  people: number;
  light: number | null;
  legs: Float32Array | null;
}

/** What a take tells the server: a length, JSON, the landmarks of the frames that were looked at, the legs read there. */
export function body(head: object, frames: readonly Float32Array[], legs: readonly Float32Array[] = []): Uint8Array<ArrayBuffer> {
  const told = new TextEncoder().encode(JSON.stringify(head));
  const whole = new Uint8Array(4 + told.length + 4 * (frames.length * NUMBERS + legs.length * 2 * LEG_NUMBERS));
  new DataView(whole.buffer).setUint32(0, told.length, true);
  whole.set(told, 4);
  let at = 4 + told.length;
  for (const part of [...frames, ...legs]) {
    whole.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return whole;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Measures a take: looks where the server asks, on this device, until it has seen enough. */
export class Measuring {
  readonly #seen = new Map<number, Seen>();
  readonly #spent: number[] = [];
  #model: Model = "heavy";
  #round = 0;
  #edges: Map<number, Edge[]> | null = new Map<number, Edge[]>();
  #reads: boolean;

  constructor(
    readonly take: Take,
    readonly test: Test,
    readonly mirrored: boolean,
    readonly ask: (body: Uint8Array<ArrayBuffer>) => Promise<Response>,
    readonly eyes: (model: Model) => Promise<Eyes>,
    readonly reader: LegReader | null,
    readonly tell: (share: number, model: Model) => void,
  ) {
    this.#reads = reader !== null;
  }

  async outcome(preferred: Model): Promise<Outcome> {
    this.#model = preferred;
    for (;;) {
      const response = await this.ask(this.#body());
      if (!response.ok) throw new Error(`take: ${response.status}`);
      const told = (await response.json()) as Told;
      if ("again" in told) return { kind: "again", why: told.again };
      if (!("look" in told)) return { ...told, kind: "made" };
      this.#round = told.round;
      await Promise.all([this.#look(told), this.#read(told.legs)]); // in a worker each
      await this.#find(told.edges);
    }
  }

  get model(): Model {
    return this.#model;
  }

  /** Whether the leg network reads here; not where it failed. */
  get reads(): boolean {
    return this.#reads;
  }

  async #read(wanted: readonly WantedLegs[]): Promise<void> {
    for (const { frame, corners } of wanted) {
      const seen = this.#seen.get(frame);
      if (!seen || !this.reader) throw new RangeError(`nobody was seen on frame ${frame}`);
      try {
        seen.legs = await this.reader.read(await this.take.picture(frame), corners);
      } catch (error) {
        console.warn(error);
        this.#reads = false; // then the pose model's joints have to do, on all frames
        return;
      }
    }
  }

  async #find(wanted: readonly WantedEdges[]): Promise<void> {
    const eyes = await this.eyes(this.#model);
    for (const { frame, parts } of wanted) {
      try {
        this.#edges?.set(frame, await eyes.edges(await this.take.picture(frame), parts));
      } catch (error) {
        console.warn(error);
        this.#edges = null; // then the camera is taken to be level
      }
    }
  }

  async #look({ look: wanted, share: [begun, ended] }: More): Promise<void> {
    this.tell(begun, this.#model);
    let eyes = await this.eyes(this.#model);
    for (const [done, index] of wanted.entries()) {
      this.tell(begun + ((ended - begun) * done) / wanted.length, this.#model);
      await this.#lookAt(eyes, index);
      const looks = wanted.length / (ended - begun); // in all, by the share that these are
      if (this.#model === "heavy" && this.#spent.length === TRIAL && median(this.#spent) * looks > LONGEST_MS) {
        this.#model = "full"; // one model measures all of a take
        eyes = await this.eyes("full");
        for (const before of [...this.#seen.keys()]) await this.#lookAt(eyes, before);
      }
    }
  }

  async #lookAt(eyes: Eyes, index: number): Promise<void> {
    const look = await eyes.look(await this.take.picture(index), this.take.times[index] ?? 0);
    look.picture.close();
    this.#spent.push(look.ms);
    this.#seen.set(index, { frame: look.frame, people: look.people, light: look.light, legs: null });
  }

  #ordered(): [number, Seen][] {
    return [...this.#seen.entries()].sort(([a], [b]) => a - b);
  }

  #body(): Uint8Array<ArrayBuffer> {
    const seen = this.#ordered();
    const read = this.#reads ? seen.filter(([, { legs }]) => legs) : [];
    const head = { ...this.#head(seen), read: this.#reads ? read.map(([index]) => index) : null };
    return body(head, seen.map(([, { frame }]) => frame), read.flatMap(([, { legs }]) => legs ?? []));
  }

  #head(seen: readonly [number, Seen][]): object {
    return {
      take: this.take.id,
      task: this.test.task,
      side: this.test.side,
      mirrored: this.mirrored,
      model: this.#model,
      width: this.take.width,
      height: this.take.height,
      round: this.#round,
      times_s: this.take.times,
      looked: seen.map(([index]) => index),
      people: seen.map(([, each]) => each.people),
      light: seen.map(([, each]) => each.light),
      up: this.take.up,
      edges: this.#edges && Object.fromEntries(this.#edges),
    };
  }
}
