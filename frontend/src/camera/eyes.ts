import type { Answer, Ask, Load, Look } from "./asking";
import type { Edge, Part } from "./edges";
import type { LegPlaces } from "./reading";

interface Waiting<Answered> {
  done: (answered: Answered) => void;
  failed: (why: Error) => void;
}

/** Where the worker's script, its runtime and its models lie, and the leg network with its own. */
export interface Places {
  worker: string;
  runtime: string;
  models: Record<Model, string>;
  legs: LegPlaces;
}

export type Model = "lite" | "full" | "heavy";

/** The pose worker with one model, asked one thing at a time. */
export class Eyes {
  readonly #worker: Worker;
  readonly #looking = new Map<number, Waiting<Look>>();
  readonly #keeping = new Map<number, Waiting<Blob>>();
  readonly #finding = new Map<number, Waiting<Edge[]>>();
  readonly #places: Places;
  #loading: Waiting<number> | null = null;
  #next = 0;

  constructor(places: Places) {
    this.#places = places;
    this.#worker = new Worker(places.worker, { type: "module" });
    this.#worker.addEventListener("message", (event: MessageEvent<Answer>) => {
      this.#answered(event.data);
    });
    this.#worker.addEventListener("error", (event) => {
      this.#fail(new Error(event.message));
    });
  }

  /** Load its model; the milliseconds it took. */
  load(model: Model, live: boolean, people = 1): Promise<number> {
    const ask: Load = { ask: "load", runtime: this.#places.runtime, model: this.#places.models[model], live, people };
    return new Promise((done, failed) => {
      this.#loading = { done, failed };
      this.#ask(ask);
    });
  }

  /** Look at a picture, which comes back with what was seen. */
  look(picture: ImageBitmap, timeS: number): Promise<Look> {
    const id = this.#next++;
    return new Promise((done, failed) => {
      this.#looking.set(id, { done, failed });
      this.#ask({ ask: "look", id, picture, timeS }, [picture]);
    });
  }

  /** A picture as a small file, in memory. */
  keep(picture: ImageBitmap): Promise<Blob> {
    const id = this.#next++;
    return new Promise((done, failed) => {
      this.#keeping.set(id, { done, failed });
      this.#ask({ ask: "keep", id, picture }, [picture]);
    });
  }

  /** The longest upright edges in parts of a picture, which is closed then. */
  edges(picture: ImageBitmap, parts: Part[]): Promise<Edge[]> {
    const id = this.#next++;
    return new Promise((done, failed) => {
      this.#finding.set(id, { done, failed });
      this.#ask({ ask: "edges", id, picture, parts }, [picture]);
    });
  }

  /** How many pictures wait to be kept. */
  get behind(): number {
    return this.#keeping.size;
  }

  close(): void {
    this.#fail(new Error("closed"));
    this.#ask({ ask: "close" });
    const worker = this.#worker;
    setTimeout(() => {
      worker.terminate();
    }, 500);
  }

  #ask(ask: Ask, moved: Transferable[] = []): void {
    this.#worker.postMessage(ask, moved);
  }

  #answered(answer: Answer): void {
    if (answer.told === "loaded") {
      this.#loading?.done(answer.ms);
      this.#loading = null;
    } else if (answer.told === "seen") {
      this.#looking.get(answer.id)?.done(answer);
      this.#looking.delete(answer.id);
    } else if (answer.told === "kept") {
      this.#keeping.get(answer.id)?.done(answer.picture);
      this.#keeping.delete(answer.id);
    } else if (answer.told === "edges") {
      this.#finding.get(answer.id)?.done(answer.edges);
      this.#finding.delete(answer.id);
    } else if (answer.id === null) {
      this.#loading?.failed(new Error(answer.why));
      this.#loading = null;
    } else {
      for (const waiting of [this.#looking, this.#keeping, this.#finding]) {
        waiting.get(answer.id)?.failed(new Error(answer.why));
        waiting.delete(answer.id);
      }
    }
  }

  #fail(why: Error): void {
    this.#loading?.failed(why);
    this.#loading = null;
    for (const waiting of [this.#looking, this.#keeping, this.#finding]) {
      for (const each of waiting.values()) each.failed(why);
      waiting.clear();
    }
  }
}
