// Sliders, numbers and signs beside the leg. A slider steps from row to row of the table and never between.
import { button, make } from "../figure/dom";
import type { ViewName } from "../figure/panel";
import { filled, type Words } from "../figure/words";
import { type Numbers, type Places, type Slider, SLIDERS, type Table } from "./table";
import type { Sentences } from "./words";

export interface Asked {
  pose: (places: Places) => void;
  view: (name: Exclude<ViewName, "start">) => void;
}

const VIEW_NAMES = ["front", "side", "top"] as const;

export class Controls {
  readonly sliders = make("div", { class: "sliders" });
  readonly numbers = make("dl", { class: "numbers", "aria-live": "polite" });
  readonly signs = make("div", { class: "signs" });
  readonly #table: Table;
  readonly #words: Sentences;
  readonly #asked: Asked;
  #at: Places;
  readonly #inputs = new Map<Slider, { input: HTMLInputElement; said: HTMLElement }>();
  readonly #values = new Map<string, HTMLElement>();
  readonly #cards = new Map<string, { card: HTMLElement; state: HTMLElement }>();

  constructor(table: Table, words: Sentences, shared: Words, own: { places: Places; said: string } | null, asked: Asked) {
    [this.#table, this.#words, this.#asked] = [table, words, asked];
    this.#at = table.told.start;
    this.#addNumbers();
    this.#addSliders(shared, own);
    this.#addSigns();
  }

  /** Puts the sliders to places and asks for that pose. */
  go(places: Places): void {
    this.#at = places;
    this.#asked.pose(places);
  }

  /** Shows what is measured at places; answers with it in one sentence. */
  show(places: Places, numbers: Numbers, signs: Set<string>): string {
    for (const [name, { input, said }] of this.#inputs) {
      const degrees = this.#table.told.sliders[name][places[name]] ?? 0;
      input.value = String(places[name]);
      said.textContent = filled(this.#words.degrees, { n: degrees }).replace("-", "−");
      input.setAttribute("aria-valuetext", said.textContent);
    }
    const [fppa, knee_in] = [this.said(numbers.fppa, "hidden"), this.said(numbers.knee_in, "straight")];
    this.#say("fppa", fppa);
    this.#say("knee_in", knee_in);
    this.#say("heading", this.said(-numbers.heading, "hidden"));
    for (const [id, { card, state }] of this.#cards) {
      card.classList.toggle("seen", signs.has(id));
      state.textContent = signs.has(id) ? this.#words.seen : this.#words.unseen;
    }
    return filled(this.#words.figure, { fppa, knee_in });
  }

  /** Whole degrees in words: in, out, in line; where there is none, why. */
  said(degrees: number | null, why: "straight" | "hidden"): string {
    if (degrees === null) return this.#words[why];
    if (degrees === 0) return this.#words.in_line;
    return filled(degrees > 0 ? this.#words.in : this.#words.out, { n: Math.abs(degrees) });
  }

  #say(name: string, text: string): void {
    const shown = this.#values.get(name);
    if (shown && shown.textContent !== text) shown.textContent = text;
  }

  #addNumbers(): void {
    for (const name of ["fppa", "knee_in", "heading"] as const) {
      const value = make("dd");
      this.#values.set(name, value);
      const term = make("dt", {}, this.#words[name], make("small", {}, this.#words[`${name}_term`]));
      this.numbers.append(make("div", {}, term, value));
    }
  }

  #addSliders(shared: Words, own: { places: Places; said: string } | null): void {
    const views = make("div", { class: "views", role: "group", "aria-label": shared.view });
    for (const name of VIEW_NAMES) views.append(button(shared[name], null, () => { this.#asked.view(name); }));
    const quick = make("div", { class: "quick" }, button(this.#words.reset, null, () => { this.go(this.#table.told.start); }));
    if (own) quick.append(button(this.#words.own, null, () => { this.go(own.places); }));
    this.sliders.append(make("h3", {}, this.#words.sliders), ...SLIDERS.map((name) => this.#slider(name)));
    this.sliders.append(make("div", { class: "rest" }, quick, views));
    if (own) this.sliders.append(make("p", { class: "own" }, own.said));
    this.sliders.append(make("p", { class: "note" }, this.#words.model));
  }

  #slider(name: Slider): HTMLElement {
    const last = this.#table.told.sliders[name].length - 1;
    const input = make("input", { type: "range", min: "0", max: String(last), step: "1", id: name });
    const said = make("output", { for: name });
    input.addEventListener("input", () => { this.go({ ...this.#at, [name]: Number(input.value) }); });
    this.#inputs.set(name, { input, said });
    return make("div", { class: "slider" }, make("label", { for: name }, this.#words[name]), said, input);
  }

  #addSigns(): void {
    const list = make("ul");
    for (const [id, { name, text, example }] of Object.entries(this.#table.told.signs)) {
      const state = make("small", { class: "state" });
      const show = button(name, null, () => { this.go(example); });
      show.append(state);
      const card = make("li", {}, show, make("p", {}, text));
      this.#cards.set(id, { card, state });
      list.append(card);
    }
    this.signs.append(make("h3", {}, this.#words.signs), list);
  }
}
