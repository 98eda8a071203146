import { wrapped } from "./score";

const SLOW = 0.5;

/** Where a clip is in its time: moved on by the screen's frames while it plays. */
export class Clock {
  playing = false;
  slow = false;
  rounds = 0;
  #time = 0;

  constructor(readonly duration: number) {}

  get time(): number {
    return this.#time;
  }

  /** Puts it to a moment. */
  set(time: number): void {
    this.#time = Math.min(Math.max(time, 0), this.duration);
  }

  /** Lets so many seconds pass. */
  pass(seconds: number): void {
    if (!this.playing) return;
    const next = this.#time + seconds * (this.slow ? SLOW : 1);
    if (next >= this.duration) this.rounds += 1;
    this.#time = wrapped(next, this.duration);
  }
}
