import { button } from "../figure/dom";
import { languageAt } from "../figure/words";
import { NoCamera } from "./camera";
import { drawn, legDrawn, Trail } from "./drawing";
import type { Places } from "./eyes";
import { Link } from "./link";
import { Screen } from "./screen";
import { Seeing, type Sight } from "./seeing";
import { spoken, type Told } from "./telling";
import { Voice } from "./voice";
import { type CameraWords, wordsOf } from "./words";

interface Setting {
  exercise: string;
  date: string;
  places: Places;
  socket: string;
  back: string;
}

type Phase = "start" | "opening" | "waiting" | "running" | "paused" | "done";

const NEVER = "start opening done";

/**
 * `<kneeline-coach data-set="…">`: an exercise with the coach: the person as in a mirror, the leg they stand on, the
 * count, one thing to mind. It fires `coached` with the summary when all is done.
 */
export class CoachView extends HTMLElement {
  readonly #key = crypto.randomUUID();
  #setting!: Setting;
  #words!: CameraWords;
  #screen!: Screen;
  #voice!: Voice;
  #seeing: Seeing | null = null;
  #phase: Phase = "start";
  #side: "left" | "right" | "both" = "both";
  #trail = new Trail();
  #looked = new Map<number, number>();
  #sums: string[] = [];
  #hurt: string[] = [];

  connectedCallback(): void {
    this.#setting = JSON.parse(this.dataset.set ?? "{}") as Setting;
    this.#words = wordsOf(languageAt(this));
    this.#screen = new Screen(this, this.#words);
    this.#voice = new Voice(this.#screen.caption, languageAt(this));
    document.addEventListener("visibilitychange", this.#hidden);
    this.#show();
  }

  disconnectedCallback(): void {
    document.removeEventListener("visibilitychange", this.#hidden);
    this.#close();
  }

  readonly #hidden = (): void => {
    if (document.hidden && this.#phase === "running") this.#steer("pause");
  };

  #close(): void {
    this.#seeing?.stop();
    this.#seeing = null;
    this.#screen.live(null);
  }

  async #open(): Promise<void> {
    this.#go("opening");
    const seen = (sight: Sight): void => { this.#seen(sight); };
    const slow = (): void => { this.#screen.note(this.#words.slow); };
    const seeing = new Seeing(this.#setting.places, { seen, slow }, 1);
    this.#seeing = seeing;
    try {
      await seeing.start("user");
    } catch (error) {
      this.#close();
      this.#go("start");
      this.#screen.note(error instanceof NoCamera ? this.#words[error.refusal] : this.#words.blind);
      return;
    }
    seeing.link = new Link(this.#setting.socket, (told) => { this.#heard(told as Told); }, (open) => { this.#linked(open); });
    this.#screen.live(seeing.camera.selfie);
    this.#go("waiting");
    this.#say(this.#words.to_begin);
    this.scrollIntoView({ block: "start" });
  }

  #linked(open: boolean): void {
    this.#screen.note(open ? "" : this.#words.lost_coach);
    if (!open) {
      this.#say(this.#words.lost_coach);
      return;
    }
    const { date, exercise } = this.#setting;
    this.#seeing?.link?.tell({ type: "begin", key: this.#key, date, exercise });
    this.#seeing?.tellAround();
  }

  #seen(sight: Sight): void {
    const context = drawn(this.#screen.canvas, sight.picture, sight.frame);
    this.#looked.set(Math.fround(sight.timeS), sight.cameMs + sight.ms);
    if (this.#looked.size > 90) this.#looked.delete(this.#looked.keys().next().value ?? 0);
    if (!context || this.#phase !== "running") return;
    for (const side of this.#legs()) legDrawn(context, sight.frame, side, this.#trail);
  }

  /** The legs that stand, as the picture names them. */
  #legs(): (0 | 1)[] {
    if (this.#side === "both") return [0, 1];
    const own = this.#side === "left" ? 0 : 1;
    return [this.#seeing?.mirrored ? (own ? 0 : 1) : own];
  }

  #heard(told: Told): void {
    if (told.event === "phase" || told.event === "state") this.#stands(told);
    else this.#happened(told);
    const words = spoken(told, this.#words);
    if (words) this.#say(words.caption, words.aloud);
    if (words && "time_s" in told) this.#late(told.event, told.time_s);
  }

  /** How long after its frame came something said of it stands on the screen, ms, without the time the pose took: for who measures it. */
  #late(what: string, timeS: number): void {
    const looked = [...this.#looked].find(([time]) => Math.abs(time - timeS) < 0.002);
    if (!looked) return;
    requestAnimationFrame(() => {
      setTimeout(() => { // once it is painted
        this.dataset.late = `${this.dataset.late ?? ""} ${what}:${Math.round(performance.now() - looked[1])}`.trim();
      });
    });
  }

  #stands(told: Extract<Told, { event: "phase" | "state" }>): void {
    if (told.event === "phase" && this.#seeing) this.#seeing.mirrored = told.mirrored;
    this.#voice.tone(told.phase === "running" ? 880 : 440, 0.25);
    this.#go(told.phase);
    if (told.event === "state" && told.repetitions) this.#screen.count(String(told.repetitions));
    if (told.phase === "done") this.#finish();
  }

  #happened(told: Told): void {
    if (told.event === "ready" || told.event === "switch_side") this.#side = told.side ?? "both";
    if (told.event === "rep_started") this.#trail.begin();
    if (told.event === "rep_done") {
      this.#screen.count(String(told.index));
      this.#voice.tone(told.quality === "good" ? 660 : 520);
    }
    if (told.event === "hold_tick") {
      this.#screen.count(String(told.seconds));
      this.#voice.tone(330, 0.06);
    }
    if (told.event === "set_done") {
      this.#screen.count("");
      this.#sums = [told.well, told.work_on ?? "", told.clean, ...(told.could_not_judge.length ? [this.#words.not_judged, ...told.could_not_judge] : []), told.ask].filter(Boolean);
      this.#screen.says(this.#sums);
    }
    if (told.event === "switch_side") {
      this.#voice.tone(440, 0.15);
      this.#voice.tone(660, 0.3);
    }
  }

  #finish(): void {
    this.#close();
    this.#screen.over(this.#words.over, [{ name: this.#words.felt, address: this.#setting.back }], [...this.#hurt, ...this.#sums]);
    this.dispatchEvent(new CustomEvent("coached", { bubbles: true, detail: { exercise: this.#setting.exercise } }));
  }

  #say(text: string, aloud = text): void {
    this.#voice.say(text, aloud);
  }

  #steer(what: "start" | "pause" | "end"): void {
    this.#seeing?.link?.tell({ type: "steer", do: what });
  }

  #go(phase: Phase): void {
    this.#phase = phase;
    this.#show();
  }

  #show(): void {
    const words = this.#words;
    this.dataset.phase = this.#phase;
    this.#screen.phase(this.#phase, this.#controls());
    const title = { start: "", opening: words.opening, waiting: words.to_begin, running: "", paused: words.paused, done: words.over }[this.#phase];
    if (this.#phase !== "running" && this.#phase !== "done") this.#screen.title(title, this.#phase === "waiting" ? words.signs : "");
    else if (this.#phase === "running") this.#screen.title("", words.signs);
  }

  #controls(): HTMLElement[] {
    const words = this.#words;
    const does = (label: string, act: () => void, kind = "quiet"): HTMLElement => {
      const made = button(label, null, act);
      made.className = kind ? `button ${kind}` : "button";
      return made;
    };
    if (this.#phase === "start") return [does(words.begin, () => { void this.#open(); }, "")];
    if (NEVER.includes(this.#phase)) return [];
    const voice = does(words.mute, () => {
      this.#voice.muted = !this.#voice.muted;
      this.#show();
    });
    voice.setAttribute("aria-pressed", String(!this.#voice.muted));
    const running = this.#phase === "running";
    const go = does(running ? words.pause : this.#phase === "paused" ? words.next : words.now, () => { this.#steer(running ? "pause" : "start"); }, "");
    const turn = does(words.turn, () => { void this.#turn(); });
    return [go, does(words.end, () => { this.#steer("end"); }), turn, voice, does(words.hurts, () => { this.#hurts(); }, "grave")];
  }

  #hurts(): void {
    this.#hurt = [this.#words.hurts_said];
    this.#steer("end");
  }

  async #turn(): Promise<void> {
    await this.#seeing?.turn().catch(() => { this.#screen.note(this.#words.none); });
    this.#screen.live(this.#seeing?.camera.selfie ?? false);
    this.#seeing?.tellAround();
  }
}
