import type { Corners } from "./portion";

/** What a page asks of the leg network's worker, and what it answers. */
export type AskLegs =
  | { ask: "load"; runtime: string; model: string }
  | { ask: "read"; id: number; picture: ImageBitmap; corners: [Corners, Corners] };

export type AnswerLegs = { id: number; legs: Float32Array } | { id: number; why: string };

/** Numbers of one leg: 9 points of 2 shares of its crop, and the network's log variance. */
export const LEG_NUMBERS = 19;

/** Where the worker's script, its runtime and the network lie. */
export interface LegPlaces {
  worker: string;
  runtime: string;
  model: string;
}

interface Waiting {
  done: (legs: Float32Array) => void;
  failed: (why: Error) => void;
}

/** The leg network in its worker. */
export class LegReader {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #broken: Error | null = null;

  constructor(places: LegPlaces) {
    this.#worker = new Worker(places.worker, { type: "module" });
    this.#worker.addEventListener("message", ({ data }: MessageEvent<AnswerLegs>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ("legs" in data) waiting?.done(data.legs);
      else waiting?.failed(new Error(data.why));
    });
    this.#worker.addEventListener("error", (event) => {
      this.#fail(new Error(event.message));
    });
    this.#ask({ ask: "load", runtime: places.runtime, model: places.model });
  }

  /** What it makes of both legs of a picture, left first; the picture is used up. */
  read(picture: ImageBitmap, corners: [Corners, Corners]): Promise<Float32Array> {
    if (this.#broken) {
      picture.close();
      return Promise.reject(this.#broken);
    }
    const id = this.#next++;
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed });
      this.#ask({ ask: "read", id, picture, corners }, [picture]);
    });
  }

  close(): void {
    this.#fail(new Error("closed"));
    this.#worker.terminate();
  }

  #ask(ask: AskLegs, moved: Transferable[] = []): void {
    this.#worker.postMessage(ask, moved);
  }

  #fail(why: Error): void {
    this.#broken = why; // a worker whose script can't run answers nothing any more
    for (const waiting of this.#waiting.values()) waiting.failed(why);
    this.#waiting.clear();
  }
}
