// What is below the picture: caption, buttons, time, muscles. It shows what it is given and tells what was pressed.
import { button, make } from "./dom";
import type { Muscle, Score } from "./score";
import { filled, type Words } from "./words";

export interface Pressed {
  play: () => void;
  step: (by: 1 | -1) => void;
  seek: (time: number) => void;
  slow: (on: boolean) => void;
  mirror: (on: boolean) => void;
  view: (name: ViewName) => void;
  muscle: (id: string | null) => void;
}

export type ViewName = "start" | "front" | "side" | "top";

export interface Shown {
  time: number;
  key: number;
  caption: string;
  playing: boolean;
  speaks: boolean;
}

const SLIDES_S = 0.1; // the slider is drawn anew no more often: it costs as much as the figure
const PLAY = "M8 5v14l11-7z";
const PAUSE = "M8 5v14M16 5v14";
const BACK = "M16 6l-8 6 8 6";
const ON = "M8 6l8 6-8 6";
const SLOW = "M12 4a8 8 0 1 0 8 8M12 8v4l-3 2";
const MIRROR = "M12 4v16M9 8l-5 4 5 4zM15 8l5 4-5 4z";

export class Panel {
  readonly element: HTMLElement;
  readonly #words: Words;
  readonly #score: Score;
  readonly #caption: HTMLElement;
  readonly #step: HTMLElement;
  readonly #moment: HTMLInputElement;
  readonly #play: HTMLButtonElement;
  readonly #views = new Map<ViewName, HTMLButtonElement>();
  readonly #muscles = new Map<string, HTMLButtonElement>();

  /** `still`: for those who want no movement: it is stepped through, never played. */
  constructor(score: Score, words: Words, still: boolean, pressed: Pressed) {
    [this.#score, this.#words] = [score, words];
    this.#caption = make("p", { class: "caption", "aria-live": "polite" });
    this.#step = make("p", { class: "step" });
    this.#moment = this.#slider(pressed);
    this.#play = button(words.play, PLAY, pressed.play, false);
    this.#play.classList.add("play");
    const said = make("div", { class: "said" }, this.#caption, this.#step);
    const steps = [button(words.back, BACK, () => { pressed.step(-1); }, false), button(words.on, ON, () => { pressed.step(1); }, false)] as const;
    const run = make("div", { class: "run" }, steps[0], ...(still ? [] : [this.#play]), steps[1], ...(still ? [] : [this.#moment]));
    const rest = make("div", { class: "rest" }, this.#viewButtons(pressed), this.#switches(still, pressed));
    this.element = make("div", { class: "panel" }, said, run, rest, ...this.#muscleList(pressed));
  }

  /** Touches only what changes: whatever is set anew is drawn anew, sixty times a second. */
  show(shown: Shown): void {
    const { keys, duration_s } = this.#score;
    set(this.#caption, "aria-live", shown.speaks ? "polite" : "off");
    if (this.#caption.textContent !== shown.caption) this.#caption.textContent = shown.caption;
    const step = filled(this.#words.step, { step: shown.key + 1, steps: keys.length });
    if (this.#step.textContent !== step) this.#step.textContent = step;
    if (!shown.playing || Math.abs(Number(this.#moment.value) - shown.time) > SLIDES_S) this.#slide(shown, duration_s);
    set(this.#play, "aria-label", shown.playing ? this.#words.pause : this.#words.play);
    set(this.#play.querySelector("path"), "d", shown.playing ? PAUSE : PLAY);
    this.#play.classList.toggle("playing", shown.playing);
  }

  #slide({ time, caption }: Shown, duration: number): void {
    this.#moment.value = String(time);
    this.#moment.style.setProperty("--passed", `${(100 * time) / duration}%`);
    set(this.#moment, "aria-valuetext", caption);
  }

  /** Marks the button of the view that is shown; none after it was turned by hand. */
  looksFrom(name: ViewName | null): void {
    for (const [each, made] of this.#views) made.setAttribute("aria-pressed", String(each === name));
  }

  /** Marks the muscle that is lit. */
  lights(id: string | null): void {
    for (const [each, made] of this.#muscles) made.setAttribute("aria-pressed", String(each === id));
  }

  #slider(pressed: Pressed): HTMLInputElement {
    const most = String(this.#score.duration_s);
    const made = make("input", { type: "range", min: "0", max: most, step: "0.05", "aria-label": this.#words.moment });
    made.addEventListener("input", () => { pressed.seek(Number(made.value)); });
    return made;
  }

  #viewButtons(pressed: Pressed): HTMLElement {
    const { start_view, front, side, top, view } = this.#words;
    const named = { start: start_view, front, side, top };
    const made = make("div", { class: "views", role: "group", "aria-label": view });
    for (const [name, label] of Object.entries(named) as [ViewName, string][]) {
      const each = button(label, null, () => { pressed.view(name); });
      this.#views.set(name, each);
      made.append(each);
    }
    return made;
  }

  #switches(still: boolean, pressed: Pressed): HTMLElement {
    const made = make("div", { class: "switches" });
    if (!still) made.append(toggle(this.#words.slow, SLOW, pressed.slow));
    if (this.#score.side !== "both") made.append(toggle(this.#words.mirror, MIRROR, pressed.mirror));
    return made;
  }

  #muscleList(pressed: Pressed): HTMLElement[] {
    const { muscles } = this.#score;
    if (muscles.length === 0) return [];
    const items = muscles.map((muscle) => make("li", {}, this.#muscleButton(muscle, pressed)));
    return [make("h3", {}, this.#words.muscles), make("ul", { class: "muscles" }, ...items)];
  }

  #muscleButton(muscle: Muscle, pressed: Pressed): HTMLButtonElement {
    const done = this.#words[muscle.done] + (muscle.main ? "" : `, ${this.#words.helper}`);
    const made = button(muscle.name, null, () => {
      pressed.muscle(made.getAttribute("aria-pressed") === "true" ? null : muscle.id);
    });
    made.setAttribute("aria-pressed", "false");
    made.prepend(make("i", { class: `swatch ${muscle.done}${muscle.main ? "" : " helper"}` }));
    made.querySelector("span")?.append(make("small", {}, `${muscle.plain} · ${done}`));
    this.#muscles.set(muscle.id, made);
    return made;
  }
}

function set(element: Element | null, name: string, value: string): void {
  if (element?.getAttribute(name) !== value) element?.setAttribute(name, value);
}

function toggle(label: string, path: string, pressed: (on: boolean) => void): HTMLButtonElement {
  const made = button(label, path, () => {
    const on = made.getAttribute("aria-pressed") !== "true";
    made.setAttribute("aria-pressed", String(on));
    pressed(on);
  });
  made.setAttribute("aria-pressed", "false");
  return made;
}
