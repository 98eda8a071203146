// The player's frame: where one is, the figure, the screen, and the same four buttons at the same place all the time.
import { button, make } from "../figure/dom";
import { filled } from "../figure/words";
import type { Plan, Played } from "./plan";
import type { Place } from "./place";
import type { Words } from "./words";

const CLOSE = "M6 6l12 12M18 6L6 18";
const SOUND = "M5 9v6h4l5 4V5L9 9zM17 9c1.6 1.8 1.6 4.2 0 6";
const VOICE = "M5 5h14v10h-8l-4 4v-4H5z";

export interface Ways {
  previous: () => void;
  main: () => void;
  skip: () => void;
  hurt: () => void;
  close: () => void;
  sound: () => boolean;
  voice: () => boolean;
}

export class Frame {
  readonly dialog: HTMLDialogElement;
  readonly main: HTMLButtonElement;
  readonly hurt: HTMLButtonElement;
  readonly previous: HTMLButtonElement;
  readonly skip: HTMLButtonElement;
  readonly #where = make("p", { class: "player-where" });
  readonly #picture = make("div", { class: "player-picture" });
  readonly #screen = make("section", { class: "player-screen" });
  #figure = "";

  constructor(readonly words: Words, ways: Ways, heard: { sound: boolean; voice: boolean; speaks: boolean }) {
    const large = (label: string, kind: string, pressed: () => void): HTMLButtonElement => {
      const made = make("button", { type: "button", class: `button ${kind}` }, label);
      made.addEventListener("click", pressed);
      return made;
    };
    this.previous = large(words.previous, "quiet player-previous", ways.previous);
    this.main = large(words.begin, "player-main", ways.main);
    this.skip = large(words.skip, "quiet player-skip", ways.skip);
    this.hurt = large(words.hurts, "grave player-hurts", ways.hurt);
    const sound = toggle(words.sound, SOUND, heard.sound, ways.sound);
    const voice = toggle(words.voice, VOICE, heard.voice, ways.voice);
    if (!heard.speaks) {
      voice.disabled = true;
      voice.title = words.no_voice;
    }
    const top = make("header", { class: "player-top" }, this.#where, sound, voice, button(words.close, CLOSE, ways.close, false));
    const beside = make("div", { class: "player-beside" }, this.#picture);
    const footer = make("footer", { class: "player-ways" }, this.previous, this.main, this.skip, this.hurt);
    this.dialog = make("dialog", { class: "player", "aria-label": words.session }, top, beside, this.#screen, footer, make("p", { class: "hidden" }, words.keys));
  }

  /** Puts a screen into the middle; `focus`: on its heading, so that whoever listens hears it. */
  put(screen: HTMLElement, name: string, focus: boolean): void {
    this.dialog.dataset.screen = name;
    this.#screen.replaceChildren(screen);
    this.#screen.scrollTop = 0;
    if (focus) screen.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }

  where(plan: Plan, place: Place, played: Played): void {
    const text = place.screen === "end" ? "" : filled(this.words.where, { number: place.exercise + 1, count: plan.exercises.length });
    this.#where.replaceChildren(make("span", {}, text), " ", make("strong", {}, place.screen === "do" ? played.name : ""));
  }

  /** The figure of an exercise, on the side that works. */
  figure(played: Played, side: string): void {
    const { figure } = played;
    if (!figure) {
      this.#picture.replaceChildren();
      return;
    }
    if (this.#figure !== played.exercise) {
      this.#figure = played.exercise;
      const dark = make("source", { srcset: figure.dark, media: "(prefers-color-scheme: dark)" });
      const drawn = make("img", { src: figure.still, width: "480", height: "360", alt: played.name });
      const still = make("picture", {}, dark, drawn);
      const drawing = make("p", { class: "player-drawing" }, this.words.drawing);
      drawn.addEventListener("load", () => { drawing.remove(); });
      drawn.addEventListener("error", () => {
        drawing.remove();
        still.replaceWith(make("p", { class: "player-drawing" }, this.words.no_figure));
      });
      this.#picture.replaceChildren(drawing, make("kneeline-figure" as "div", { bare: true, autoplay: true, src: figure.clip, animation: figure.moving, still: figure.still }, still));
    }
    if (side) this.#picture.lastElementChild?.setAttribute("side", side);
  }

  moving(on: boolean): void {
    this.#picture.lastElementChild?.toggleAttribute("held", !on);
  }
}

function toggle(label: string, path: string, on: boolean, pressed: () => boolean): HTMLButtonElement {
  const made = button(label, path, () => { made.setAttribute("aria-pressed", String(pressed())); });
  made.setAttribute("aria-pressed", String(on));
  return made;
}
