import type { Eyes, Model } from "./eyes";
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
/** Slower than this, ms a look, and the smaller model measures: a minute's wait is too long. */
export const SLOWEST_MS = 500;

/** The frames of one movement: in this page's memory, and gone with it. */
export class Take {
  readonly id = crypto.randomUUID();
  readonly times: number[] = [];
  readonly #pictures: Promise<Blob>[] = [];
  readonly #keeper: Eyes;
  width = 0;
  height = 0;

  constructor(keeper: Eyes) {
    this.#keeper = keeper;
  }

  /** Keep a picture; one that can't be kept in time is left out. */
  add(timeS: number, picture: ImageBitmap): void {
    if (this.#keeper.behind >= BEHIND || timeS <= (this.times.at(-1) ?? -1)) {
      picture.close();
      return;
    }
    this.width = picture.width;
    this.height = picture.height;
    this.times.push(timeS);
    const kept = this.#keeper.keep(picture);
    kept.catch(() => undefined);
    this.#pictures.push(kept);
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
}

/** What a take tells the server: a length, JSON, and the landmarks of the frames that were looked at. */
export function body(head: object, frames: readonly Float32Array[]): Uint8Array<ArrayBuffer> {
  const told = new TextEncoder().encode(JSON.stringify(head));
  const whole = new Uint8Array(4 + told.length + frames.length * NUMBERS * 4);
  new DataView(whole.buffer).setUint32(0, told.length, true);
  whole.set(told, 4);
  frames.forEach((frame, index) => {
    whole.set(new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength), 4 + told.length + index * NUMBERS * 4);
  });
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

  constructor(
    readonly take: Take,
    readonly test: Test,
    readonly mirrored: boolean,
    readonly ask: (body: Uint8Array<ArrayBuffer>) => Promise<Response>,
    readonly eyes: (model: Model) => Promise<Eyes>,
    readonly tell: (share: number, model: Model) => void,
  ) {}

  async outcome(preferred: Model): Promise<Outcome> {
    this.#model = preferred;
    for (;;) {
      const response = await this.ask(body(this.#head(), this.#ordered().map(([, seen]) => seen.frame)));
      if (!response.ok) throw new Error(`take: ${response.status}`);
      const told = (await response.json()) as { look?: number[]; again?: string; says?: string[] } & Omit<Outcome, "kind">;
      if (told.again !== undefined) return { kind: "again", why: told.again };
      if (!told.look) return { ...(told as Extract<Outcome, { kind: "made" }>), kind: "made" };
      await this.#look(told.look);
      this.#round++;
    }
  }

  get model(): Model {
    return this.#model;
  }

  async #look(wanted: readonly number[]): Promise<void> {
    let eyes = await this.eyes(this.#model);
    for (const [done, index] of wanted.entries()) {
      this.tell(done / wanted.length, this.#model);
      await this.#lookAt(eyes, index);
      if (this.#model === "heavy" && this.#spent.length === TRIAL && median(this.#spent) > SLOWEST_MS) {
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
    this.#seen.set(index, { frame: look.frame, people: look.people, light: look.light });
  }

  #ordered(): [number, Seen][] {
    return [...this.#seen.entries()].sort(([a], [b]) => a - b);
  }

  #head(): object {
    const seen = this.#ordered();
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
    };
  }
}
