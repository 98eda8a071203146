// The timer: lets the seconds of a place pass, and says what is to be heard.
import { filled } from "../figure/words";
import { momentOf, type Part, type Plan, secondsLeft, setOf, type Way } from "./plan";
import { onward, type Place, shownAt } from "./place";
import type { Tones, Voice } from "./sound";
import type { Words } from "./words";

const TICK_MS = 100;
const LAST_S = 3;
const CUE_S = 12;
const CUE_REPS = 4;

export class Runner {
  #since: number | null = null;
  #beat = 0;
  #heard = "";

  /** `changed`: after every tick and every move. */
  constructor(readonly plan: Plan, private current: Place, readonly words: Words, readonly tones: Tones, readonly voice: Voice, readonly changed: () => void) {}

  get running(): boolean {
    return this.#since !== null;
  }

  /** Where it is now. */
  get place(): Place {
    const passed = this.#since === null ? 0 : (performance.now() - this.#since) / 1000;
    return { ...this.current, elapsed_s: this.current.elapsed_s + passed };
  }

  /** Moves to a place; the timer goes on only from one part of it to another. */
  go(to: Place): void {
    const runs = this.running && to.screen === "do";
    this.#halt();
    this.current = to;
    this.#heard = "";
    if (runs) this.#start();
    this.#greet();
    this.changed();
  }

  run(): void {
    if (this.running || this.current.screen !== "do") return;
    this.#start();
    this.#greet();
    this.changed();
  }

  pause(): void {
    this.#halt();
    this.voice.hush();
    this.changed();
  }

  #start(): void {
    this.#since = performance.now();
    this.#beat = window.setInterval(() => { this.#tick(); }, TICK_MS);
  }

  #halt(): void {
    clearInterval(this.#beat);
    this.current = this.place;
    this.#since = null;
  }

  #tick(): void {
    let now = this.place;
    let part = shownAt(this.plan, now).part;
    const before = now;
    while (now.screen === "do" && part && now.elapsed_s >= part.seconds) {
      now = onward(this.plan, now, true, now.elapsed_s - part.seconds);
      part = shownAt(this.plan, now).part;
    }
    if (now !== before) {
      this.go(now);
      this.tones.play(true);
    } else {
      this.#hear(now);
      this.changed();
    }
  }

  /** What is said where something begins. */
  #greet(): void {
    const { place } = this;
    if (place.screen === "ask") this.voice.say(this.words.done_said);
    if (place.screen === "hurt") this.voice.say(`${this.words.stopped_said} ${shownAt(this.plan, place).played.stop}`);
    if (place.screen !== "do" || !this.running) return;
    const { way, part } = shownAt(this.plan, place);
    if (part?.kind === "ready") this.voice.say([this.words.ready, way.rounds[part.round]?.label].filter(Boolean).join(". "));
    if (part?.kind === "rest") this.voice.say(`${this.words.rest}. ${nextWords(this.words, way, part)}`);
    if (part?.kind === "work") this.#hear(place);
  }

  /** Tones and words of a moment, once each. */
  #hear(place: Place): void {
    const { way, part, played } = shownAt(this.plan, place);
    const round = part && way.rounds[part.round];
    if (!part || !round) return;
    if (part.kind !== "work" || round.reps === 0) {
      const left = secondsLeft(part.seconds, place.elapsed_s);
      if (this.#first(`left ${left}`) && left <= LAST_S && left > 0) this.tones.play(false);
      if (part.kind !== "work") return;
      const cue = cueAt(played.cues, place, way, part);
      if (place.elapsed_s > 1 && left > LAST_S && this.#first(`left ${left} ${cue}`) && Math.floor(place.elapsed_s) % CUE_S === 0) this.voice.say(cue);
      return;
    }
    const { repetition, phase } = momentOf(round, place.elapsed_s);
    if (!this.#first(`${repetition} ${phase ?? ""}`)) return;
    if (phase === "out") {
      this.tones.play(false);
      this.voice.say(repetition % CUE_REPS === 2 ? cueAt(played.cues, place, way, part) : String(repetition));
    } else if (phase === "hold") this.voice.say(this.words.hold_said);
    else if (round.hold_s > 0) this.voice.say(this.words.back);
  }

  #first(heard: string): boolean {
    if (this.#heard === heard) return false;
    this.#heard = heard;
    return true;
  }
}

/** The cue to think of just now: one after the other. */
export function cueAt(cues: readonly string[], place: Place, way: Way, part: Part): string {
  const round = way.rounds[part.round];
  const step = round && round.reps > 0 ? Math.floor((momentOf(round, place.elapsed_s).repetition - 1) / CUE_REPS) : Math.floor(place.elapsed_s / CUE_S);
  return cues.length > 0 ? (cues[step % cues.length] ?? "") : "";
}

/** What comes after a rest. */
export function nextWords(words: Words, way: Way, part: Part): string {
  return filled(words.next, { what: roundWords(words, way, part.round + 1) });
}

/** A round in words, such as "Left side, set 1 of 2". */
export function roundWords(words: Words, way: Way, round: number): string {
  const { set, sets } = setOf(way, round);
  const counted = sets > 1 ? filled(words.set, { set, sets }) : "";
  const said = [way.rounds[round]?.label ?? "", counted].filter(Boolean).join(", ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}
