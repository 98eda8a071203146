import type { View } from "../figure/orbit";
import type { Stage } from "../figure/stage";

const MOST_ASIDE_DEG = 25;
const SVG = "http://www.w3.org/2000/svg";

/** The line from hip over knee to foot, drawn over the figure, and beside it the straight one from hip to foot. */
export class Line {
  readonly element = document.createElementNS(SVG, "svg");
  readonly #straight = this.#part("line", "straight");
  readonly #legs = this.#part("polyline", "leg");
  readonly #dots = ["hip", "knee", "foot"].map((joint) => this.#part("circle", `dot ${joint}`));
  readonly #said = this.#part("text", "said");

  constructor(readonly leg: string) {
    this.element.setAttribute("class", "line");
    this.element.setAttribute("aria-hidden", "true");
  }

  /** Colours it by how far the knee is in, and says so beside the knee. */
  mark(fppa: number | null, inLine: number, said: string): void {
    const state = fppa === null ? "unknown" : Math.abs(fppa) <= inLine ? "in-line" : fppa > 0 ? "knee-in" : "knee-out";
    this.element.dataset.state = state;
    this.#said.textContent = said;
  }

  /** Puts it where the joints are in the picture; the angle is said only where one looks from the front. */
  draw(stage: Stage, view: View): void {
    const front = Math.abs(view.azimuth_deg) < MOST_ASIDE_DEG && view.elevation_deg < MOST_ASIDE_DEG;
    this.element.classList.toggle("aside", !front);
    const hip = stage.project(`thigh_${this.leg}`);
    const knee = stage.project(`shank_${this.leg}`);
    const foot = stage.project(`foot_${this.leg}`);
    set(this.#straight, { x1: hip[0], y1: hip[1], x2: foot[0], y2: foot[1] });
    set(this.#legs, { points: [hip, knee, foot].join(" ") });
    [hip, knee, foot].forEach(([cx, cy], joint) => {
      const dot = this.#dots[joint];
      if (dot) set(dot, { cx, cy, r: dot.classList.contains("knee") ? 9 : 6 });
    });
    const aside = hip[0] + foot[0] > 2 * knee[0] ? -1 : 1;
    set(this.#said, { x: knee[0] + 22 * aside, y: knee[1] + 6, "text-anchor": aside < 0 ? "end" : "start" });
  }

  #part<Name extends "line" | "polyline" | "circle" | "text">(name: Name, classes: string): SVGElementTagNameMap[Name] {
    const made = document.createElementNS(SVG, name);
    made.setAttribute("class", classes);
    this.element.append(made);
    return made;
  }
}

function set(element: SVGElement, attributes: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
