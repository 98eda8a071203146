import { button } from "../figure/dom";
import { filled, languageAt } from "../figure/words";
import { keep as hold, sweep } from "../pictures/store";
import { post, postAgain } from "./asked";
import { NoCamera } from "./camera";
import { drawn } from "./drawing";
import { Eyes, type Model, type Places } from "./eyes";
import { Link } from "./link";
import { LegReader } from "./reading";
import { Screen } from "./screen";
import { Seeing, type Sight } from "./seeing";
import { after, begin, type Happened, type State } from "./steps";
import { cut } from "./stills";
import { Measuring, type Outcome, Take, type Test } from "./take";
import { Voice } from "./voice";
import { type CameraWords, wordsOf } from "./words";

/** What the server says of the frames. */
type Said =
  | { event: "hand"; mirrored: boolean }
  | { event: "view"; usable: boolean; ready: boolean; code: string | null; message: string; what_to_do: string }
  | { event: "moved" }
  | { event: "count"; repetitions: number; enough: boolean };

interface Setting {
  tests: Test[];
  places: Places;
  socket: string;
  take: string;
  keep: string | null;
  hold: boolean;
  model: Model;
}

const REPEAT_MS = 6000;
const SHOWN_S = 6;

/** `<kneeline-check data-set="…">`: the guided check, from opening the camera to the last result. */
export class GuidedCheck extends HTMLElement {
  #setting!: Setting;
  #words!: CameraWords;
  #state: State = begin(0);
  #screen!: Screen;
  #voice!: Voice;
  #seeing: Seeing | null = null;
  #opened: Eyes[] = [];
  #keeper: Eyes | null = null;
  #measurers = new Map<Model, Promise<Eyes>>();
  #reader: LegReader | null = null;
  #reads = true;
  #model: Model = "heavy";
  #results: { name: string; address: string }[] = [];
  #said: Said | null = null;
  #clock = 0;
  #shownFor = 0;
  #spoken = { text: "", at: 0 };

  connectedCallback(): void {
    if (this.#clock) return;
    this.#setting = JSON.parse(this.dataset.set ?? "{}") as Setting;
    this.#words = wordsOf(languageAt(this));
    this.#state = begin(this.#setting.tests.length);
    this.#model = this.#setting.model;
    this.#screen = new Screen(this, this.#words);
    this.#voice = new Voice(this.#screen.caption, languageAt(this));
    this.#clock = window.setInterval(() => {
      this.#second();
    }, 1000);
    document.addEventListener("visibilitychange", this.#hidden);
    void sweep();
    this.#show();
  }

  disconnectedCallback(): void {
    clearInterval(this.#clock);
    document.removeEventListener("visibilitychange", this.#hidden);
    this.#close();
  }

  readonly #hidden = (): void => {
    if (document.hidden && this.#seeing && this.#state.phase !== "measuring") {
      this.#close();
      this.#happens({ it: "closed" });
    }
  };

  get #test(): Test {
    const test = this.#setting.tests[this.#state.test];
    if (!test) throw new RangeError("no test");
    return test;
  }

  #close(): void {
    this.#seeing?.stop();
    this.#seeing = null;
    for (const eyes of this.#opened) eyes.close();
    this.#opened = [];
    this.#keeper = null;
    this.#measurers.clear();
    this.#reader?.close();
    this.#reader = null;
    this.#voice.hush();
  }

  async #open(): Promise<void> {
    this.#happens({ it: "opens" });
    const seeing = new Seeing(this.#setting.places, { seen: (sight) => { this.#seen(sight); }, slow: () => { this.#screen.note(this.#words.slow); } }, 2);
    this.#seeing = seeing;
    try {
      await seeing.start("user");
    } catch (error) {
      this.#close();
      this.#happens({ it: "closed" });
      this.#screen.note(error instanceof NoCamera ? this.#words[error.refusal] : this.#words.blind);
      return;
    }
    seeing.mirrored = this.#state.mirrored ?? false;
    const changed = (open: boolean): void => {
      this.#screen.note(open ? "" : this.#words.lost);
      if (open) this.#watch();
    };
    seeing.link = new Link(this.#setting.socket, (event) => { this.#heard(event as Said); }, changed);
    this.#screen.live(seeing.camera.selfie);
    this.#happens({ it: "opened" });
    this.scrollIntoView({ block: "start" });
  }

  async #turn(): Promise<void> {
    try {
      await this.#seeing?.turn();
      this.#screen.live(this.#seeing?.camera.selfie ?? false);
    } catch (error) {
      this.#screen.note(error instanceof NoCamera ? this.#words[error.refusal] : this.#words.blind);
      await this.#seeing?.turn().catch(() => undefined);
    }
  }

  #seen(sight: Sight): void {
    drawn(this.#screen.canvas, sight.picture, sight.frame);
    this.#screen.canvas.dataset.frame = String(Number(this.#screen.canvas.dataset.frame ?? 0) + 1);
  }

  #heard(said: Said): void {
    if (said.event === "hand") this.#handIsUp(said.mirrored);
    else if (said.event === "view") this.#viewIs(said);
    else if (said.event === "moved") {
      this.#happens({ it: "moved" });
      this.#sayView(this.#words.moved);
    }
    else {
      this.#happens({ it: "repetitions", count: said.repetitions });
      if (said.enough && this.#state.phase === "recording") this.#finish();
    }
  }

  #handIsUp(mirrored: boolean): void {
    if (this.#seeing) this.#seeing.mirrored = mirrored;
    this.#happens({ it: "hand", mirrored });
  }

  #viewIs(said: Extract<Said, { event: "view" }>): void {
    this.#said = said;
    if (this.#state.phase === "countdown" && !said.usable) this.#happens({ it: "moved" });
    if (this.#state.phase === "place" && said.usable && said.ready) this.#happens({ it: "ready" });
    this.#show();
  }

  #second(): void {
    if (this.#state.phase === "shown" && ++this.#shownFor >= SHOWN_S) this.#happens({ it: "next" });
    if (this.#state.phase === "countdown" || this.#state.phase === "recording") this.#happens({ it: "second" });
    if (this.#state.phase === "recording" && this.#state.seconds >= this.#test.seconds) this.#finish();
  }

  #finish(): void {
    if (this.#state.phase !== "recording") return;
    this.#happens({ it: "enough" });
    void this.#measure();
  }

  /** Let something happen, and do what the new phase asks for. */
  #happens(happened: Happened): void {
    const before = this.#state;
    this.#state = after(before, happened);
    if (this.#state.phase !== before.phase || this.#state.test !== before.test) this.#enter();
    if (this.#state.phase === "countdown" && this.#state.seconds !== before.seconds) this.#voice.say(String(this.#state.seconds));
    if (this.#state.repetitions > before.repetitions) this.#voice.tone(660);
    this.#show();
  }

  #enter(): void {
    const { phase } = this.#state;
    this.#said = null;
    this.#shownFor = 0;
    const seeing = this.#seeing;
    if (!seeing) return;
    if (phase !== "measuring" && phase !== "shown" && phase !== "again") seeing.take = null;
    seeing.pause(phase === "measuring");
    if (phase === "place") this.#prepare();
    if (phase === "recording") {
      this.#voice.tone(880, 0.4);
      this.#keeper ??= this.#eyes();
      seeing.take = new Take(this.#keeper);
    }
    if (phase === "over") {
      this.#close();
      this.#screen.live(null);
    } else this.#watch();
  }

  #watch(): void {
    const watch = { hand: "hand", place: "place", countdown: "place", recording: "take" }[this.#state.phase as string] ?? "nothing";
    this.#seeing?.tellAround();
    const about = this.#state.test < this.#setting.tests.length ? { task: this.#test.task, side: this.#test.side } : {};
    if (this.#state.phase !== "countdown") this.#seeing?.link?.tell({ type: "do", watch, ...about });
  }

  #eyes(): Eyes {
    const eyes = new Eyes(this.#setting.places);
    this.#opened.push(eyes);
    return eyes;
  }

  #measurer(model: Model): Promise<Eyes> {
    const known = this.#measurers.get(model);
    if (known) return known;
    const eyes = this.#eyes();
    const loaded = eyes.load(model, false).then(() => eyes);
    loaded.catch(() => this.#measurers.delete(model)); // the next take tries again
    this.#measurers.set(model, loaded);
    return loaded;
  }

  /** What measures is loaded while somebody gets into place, so that nobody waits for it later. */
  #prepare(): void {
    this.#measurer(this.#model).catch(() => undefined); // said when it is needed
    if (this.#reads) this.#reader ??= new LegReader(this.#setting.places.legs);
  }

  async #measure(): Promise<void> {
    const seeing = this.#seeing;
    const take = seeing?.take;
    if (!seeing || !take) return;
    seeing.take = null;
    const tell = (share: number, model: Model): void => {
      this.#screen.progress(share, model === "full" ? this.#words.smaller : "");
    };
    const ask = (content: Uint8Array<ArrayBuffer>): Promise<Response> => postAgain(this.#setting.take, content);
    const measuring = new Measuring(take, this.#test, seeing.mirrored, ask, (model) => this.#measurer(model), this.#reads ? this.#reader : null, tell);
    try {
      const outcome = await measuring.outcome(this.#model);
      this.#model = measuring.model;
      this.#reads = measuring.reads;
      if (outcome.kind === "made") await this.#made(outcome, take, seeing.mirrored);
      else this.#again(outcome.why);
    } catch (error) {
      console.warn(error);
      this.#again(this.#words.failed);
    }
  }

  #again(why: string): void {
    this.#happens({ it: "fails" });
    this.#screen.says([why]);
    this.#voice.say(why);
  }

  async #made(outcome: Extract<Outcome, { kind: "made" }>, take: Take, mirrored: boolean): Promise<void> {
    this.#results.push({ name: this.#test.name, address: outcome.result });
    await this.#keepStills(outcome, take, mirrored).catch(() => undefined);
    this.#happens({ it: "made" });
    this.#screen.says(outcome.says);
    this.#voice.say(outcome.says.join(" "));
  }

  async #keepStills(outcome: Extract<Outcome, { kind: "made" }>, take: Take, mirrored: boolean): Promise<void> {
    if (!this.#setting.hold) return;
    for (const [index, wanted] of outcome.pictures.entries()) {
      const picture = await cut(take, wanted, mirrored);
      await hold(`${outcome.check}/${index}`, picture);
      const keep = this.#setting.keep?.replace("00000000-0000-0000-0000-000000000000", outcome.check).replace(/\d+$/, String(index));
      if (keep) await post(keep, picture);
    }
  }

  /** Say something once, and again when it still holds after a while. */
  #sayView(text: string): void {
    const now = performance.now();
    if (text === this.#spoken.text && now - this.#spoken.at < REPEAT_MS) return;
    this.#spoken = { text, at: now };
    this.#voice.say(text);
  }

  #show(): void {
    const { phase, hurts } = this.#state;
    const words = this.#words;
    this.dataset.phase = phase;
    this.#screen.phase(phase, this.#controls());
    if (phase === "start") this.#screen.title("", "");
    else if (phase === "opening") this.#screen.title(words.opening, words.loading);
    else if (phase === "over") this.#screen.over(hurts ? words.hurts_said : this.#results.length ? words.over : words.nothing, this.#results);
    else this.#showTest();
  }

  #showTest(): void {
    const { phase, test, tests, seconds, repetitions } = this.#state;
    const words = this.#words;
    if (phase === "hand") {
      this.#screen.title(words.hand, this.#viewWords() ?? words.hand_why);
      this.#sayView(this.#viewWords() ?? words.hand);
      return;
    }
    const of = filled(words.of, { number: test + 1, count: tests });
    this.#screen.title(this.#test.name, of, [...this.#test.care, ...this.#test.steps, this.#test.stop]);
    if (phase === "place") {
      const wrong = this.#viewWords();
      this.#screen.guide(this.#said?.event === "view" && this.#said.usable);
      this.#sayView(wrong ?? `${this.#test.say} ${words.still}`);
    }
    this.#screen.count(phase === "countdown" ? String(seconds) : phase === "recording" && repetitions ? String(repetitions) : "");
    if (phase === "recording" && !repetitions) this.#voice.say(words.recording, "");
    if (phase === "measuring") this.#voice.say(words.measuring, "");
  }

  #viewWords(): string | null {
    const said = this.#said;
    return said?.event === "view" && said.code ? `${said.message} ${said.what_to_do}` : null;
  }

  #controls(): HTMLElement[] {
    const words = this.#words;
    const does = (label: string, act: () => void, kind = "quiet"): HTMLElement => {
      const made = button(label, null, act);
      made.className = kind ? `button ${kind}` : "button";
      return made;
    };
    const happens = (label: string, it: "retake" | "next" | "hurts", kind = "quiet"): HTMLElement =>
      does(label, () => { this.#happens({ it }); }, kind);
    const voice = does(words.mute, () => {
      this.#voice.muted = !this.#voice.muted;
      this.#show();
    });
    voice.setAttribute("aria-pressed", String(!this.#voice.muted));
    const usable = this.#said?.event === "view" && this.#said.usable;
    const hurts = happens(words.hurts, "hurts", "grave");
    const turn = does(words.turn, () => { void this.#turn(); });
    const now = does(words.now, () => { this.#happens({ it: "ready" }); }, "");
    if (!usable) now.setAttribute("disabled", "");
    const by: Partial<Record<State["phase"], HTMLElement[]>> = {
      start: [does(words.begin, () => { void this.#open(); }, "")],
      hand: [happens(words.hand_skip, "next"), turn, voice],
      place: [now, happens(words.skip, "next"), turn, voice, hurts],
      countdown: [happens(words.skip, "next"), hurts],
      recording: [does(words.stop, () => { this.#finish(); }, ""), happens(words.retake, "retake"), happens(words.skip, "next"), hurts],
      shown: [happens(words.next, "next", ""), happens(words.retake, "retake"), hurts],
      again: [happens(words.retake, "retake", ""), happens(words.skip, "next"), hurts],
    };
    return by[this.#state.phase] ?? [];
  }
}

