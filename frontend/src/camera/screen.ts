import { make, sheet } from "../figure/dom";
import css from "./camera.css?inline";
import type { CameraWords } from "./words";

const SILHOUETTE =
  "M50 8a9 9 0 1 1 0 18 9 9 0 1 1 0-18M32 40q2-10 18-10t18 10l6 38-5 2-8-28v34l4 46 3 34q6 3 6 6H54q1-3 1-6l-4-50h-2l-4 50q0 3 1 6H26q0-3 6-6l3-34 4-46V52l-8 28-5-2z";
const SVG = "http://www.w3.org/2000/svg";

/** What the guided check shows: the picture with its lines, words over it, and the buttons of the moment. */
export class Screen {
  readonly canvas: HTMLCanvasElement;
  readonly caption: HTMLElement;
  readonly #stage: HTMLElement;
  readonly #title: HTMLElement;
  readonly #detail: HTMLElement;
  readonly #count: HTMLElement;
  readonly #steps: HTMLElement;
  readonly #note: HTMLElement;
  readonly #says: HTMLElement;
  readonly #bar: HTMLProgressElement;
  readonly #controls: HTMLElement;
  readonly #words: CameraWords;
  #shown = "";

  constructor(host: HTMLElement, words: CameraWords) {
    if (!document.adoptedStyleSheets.includes(STYLE)) document.adoptedStyleSheets.push(STYLE);
    this.#words = words;
    this.canvas = make("canvas", { role: "img", "aria-label": words.picture });
    this.caption = make("p", { class: "seeing-caption", "aria-live": "polite" });
    this.#title = make("h2", { class: "seeing-title" });
    this.#detail = make("p", { class: "seeing-detail" });
    this.#count = make("p", { class: "seeing-count" });
    this.#steps = make("ol", { class: "doing-steps" });
    this.#note = make("p", { class: "notice seeing-note", role: "status", hidden: true });
    this.#says = make("div", { class: "seeing-says" });
    this.#bar = make("progress", { max: "1", hidden: true });
    this.#controls = make("div", { class: "actions seeing-controls" });
    this.#stage = make("div", { class: "seeing-stage", hidden: true }, this.canvas, silhouette(), this.#count, this.caption);
    host.replaceChildren(this.#title, this.#detail, this.#stage, this.#bar, this.#note, this.#says, this.#controls, this.#steps);
  }

  /** Whether there is a picture, and whether it is shown as in a mirror; null: no more. */
  live(mirror: boolean | null): void {
    this.#stage.hidden = mirror === null;
    this.canvas.classList.toggle("mirror", mirror ?? false);
  }

  phase(phase: string, controls: HTMLElement[]): void {
    this.#stage.dataset.phase = phase;
    if (phase !== "shown" && phase !== "again" && !SAYS.includes(phase)) this.#says.replaceChildren();
    if (phase !== "measuring") this.#bar.hidden = true;
    this.#steps.hidden = phase === "start" || phase === "over";
    const now = `${phase}: ${controls.map((each) => `${each.textContent} ${each.hasAttribute("disabled")} ${each.ariaPressed}`).join()}`;
    if (now === this.#shown) return; // a button that is being pressed stays the same button
    this.#shown = now;
    const focused = document.activeElement?.textContent;
    const had = this.#controls.contains(document.activeElement);
    this.#controls.replaceChildren(...controls);
    if (had) (controls.find((each) => each.textContent === focused) ?? controls[0])?.focus();
  }

  title(title: string, detail: string, steps: string[] = []): void {
    this.#title.textContent = title;
    this.#detail.textContent = detail;
    if (this.#steps.textContent !== steps.join("")) this.#steps.replaceChildren(...steps.map((text) => make("li", {}, text)));
    this.#count.textContent = "";
  }

  guide(good: boolean): void {
    this.#stage.dataset.good = String(good);
  }

  count(text: string): void {
    this.#count.textContent = text;
  }

  note(text: string): void {
    this.#note.textContent = text;
    this.#note.hidden = text === "";
  }

  progress(share: number, note: string): void {
    this.#bar.hidden = false;
    this.#bar.value = share;
    if (note) this.note(note);
  }

  says(sentences: string[]): void {
    this.#says.replaceChildren(...sentences.map((text) => make("p", { class: "sentence" }, text)));
  }

  over(text: string, results: { name: string; address: string }[], says: string[] = []): void {
    this.title(text, "");
    const links = results.map(({ name, address }) =>
      make("li", {}, make("a", { href: address }, make("strong", {}, name), make("small", {}, this.#words.see))),
    );
    const told = says.map((sentence) => make("p", { class: "sentence" }, sentence));
    this.#says.replaceChildren(...told, make("ul", { class: "row-list" }, ...links));
  }
}

const STYLE = sheet(css);
const SAYS = ["over", "waiting", "running", "paused", "done"];

function silhouette(): SVGSVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 100 180");
  drawing.setAttribute("class", "seeing-silhouette");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SILHOUETTE);
  drawing.append(path);
  return drawing;
}
