import { Magnifier } from "./magnifier";
import { type Place, type Places, Spots } from "./spots";

const SVG = "http://www.w3.org/2000/svg";
const REACH_PX = 34; // a finger finds a point from here
const SETTLE_MS = 350; // steps with keys are told together
const STEPS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const FAR = 10; // with the shift key

/**
 * A picture on which points are moved: by dragging, by arrow keys, or by buttons. The page holds the buttons:
 * `[data-spot]` chooses a point, `[data-step="x,y"]` moves it, `[data-undo]` and `[data-reset]` take it back;
 * `.board-surface` holds the picture; `data-lines`: pairs of points that are joined.
 */
export abstract class Board extends HTMLElement {
  protected spots = new Spots(new Map());
  protected surface: HTMLElement = this;
  #drawing: SVGSVGElement | null = null;
  #magnifier: Magnifier | null = null;
  #chosen = "";
  #size = { width: 1, height: 1 };
  #grabbed: { id: number; from: Place; spot: Place } | null = null;
  #settling = 0;

  /** What the points are called, in the order of their buttons. */
  protected get names(): string[] {
    return this.#buttons("spot").map((button) => button.dataset.spot ?? "");
  }

  protected get chosen(): string {
    return this.#chosen;
  }

  /** Something moved and has come to rest. */
  protected abstract moved(): void;

  /** The picture of this size lies on the surface; points are moved on it from now on. */
  protected open(size: { width: number; height: number }, spots: Spots): void {
    this.#size = size;
    this.spots = spots;
    this.#drawing?.remove();
    this.#drawing = document.createElementNS(SVG, "svg");
    this.#drawing.setAttribute("class", "board-points");
    this.#drawing.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    this.#drawing.setAttribute("aria-hidden", "true");
    this.surface.append(this.#drawing);
    this.#magnifier = new Magnifier(this.surface, size);
    this.choose(this.names.find((name) => spots.places.get(name) === null) ?? this.names[0] ?? "");
    this.draw();
  }

  /** Listen to the page's buttons and to the surface, once. */
  protected listen(surface: HTMLElement): void {
    this.surface = surface;
    surface.tabIndex = 0;
    surface.addEventListener("keydown", (event) => { this.#key(event); });
    surface.addEventListener("pointerdown", (event) => { this.#grab(event); });
    surface.addEventListener("pointermove", (event) => { this.#drag(event); });
    surface.addEventListener("pointerup", (event) => { this.#drop(event); });
    surface.addEventListener("pointercancel", (event) => { this.#drop(event); });
    for (const button of this.#buttons("spot")) {
      button.addEventListener("click", () => { this.choose(button.dataset.spot ?? ""); });
    }
    for (const button of this.#buttons("step")) {
      button.addEventListener("click", () => {
        const [x = 0, y = 0] = (button.dataset.step ?? "").split(",").map(Number);
        this.#step(x, y);
      });
    }
    this.#button("undo")?.addEventListener("click", () => { this.#back(() => { this.spots.undo(); }); });
    this.#button("reset")?.addEventListener("click", () => { this.#back(() => { this.spots.reset(); }); });
  }

  protected choose(name: string): void {
    this.#chosen = name;
    for (const button of this.#buttons("spot")) button.setAttribute("aria-pressed", String(button.dataset.spot === name));
    this.draw();
  }

  protected draw(): void {
    const unit = this.#unit();
    const lines = (this.dataset.lines ?? "").split(" ").filter(Boolean).map((each) => each.split("-") as [string, string]);
    this.#drawing?.replaceChildren(
      ...lines.flatMap(([from, to]) => this.#line(this.spots.places, from, to, unit)),
      ...this.names.flatMap((name) => this.#dot(name, unit)),
    );
    this.#button("undo")?.toggleAttribute("disabled", !this.spots.canUndo);
    this.#button("reset")?.toggleAttribute("disabled", !this.spots.changed);
  }

  #line(places: Places, from: string, to: string, unit: number): Element[] {
    const [start, end] = [places.get(from), places.get(to)];
    if (!start || !end) return [];
    return [drawn("path", { class: `board-line ${from.split("_")[0] ?? ""}`, d: `M${start.x} ${start.y}L${end.x} ${end.y}`, "stroke-width": 2.5 * unit })];
  }

  #dot(name: string, unit: number): Element[] {
    const place = this.spots.places.get(name);
    if (!place) return [];
    const chosen = name === this.#chosen;
    const at = { cx: place.x, cy: place.y };
    const dot = drawn("circle", { class: `board-dot ${name.split("_")[0] ?? ""}`, ...at, r: (chosen ? 7 : 5) * unit, "stroke-width": 2 * unit });
    return chosen ? [drawn("circle", { class: "board-ring", ...at, r: 15 * unit, "stroke-width": 2.5 * unit }), dot] : [dot];
  }

  /** Picture px a CSS px is long. */
  #unit(): number {
    const { width } = this.surface.getBoundingClientRect();
    return width ? this.#size.width / width : 1;
  }

  #at(event: PointerEvent): Place {
    const box = this.surface.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * this.#size.width, y: ((event.clientY - box.top) / box.height) * this.#size.height };
  }

  #grab(event: PointerEvent): void {
    if (!this.#drawing || this.#grabbed || event.button !== 0) return;
    const at = this.#at(event);
    const unplaced = !this.spots.places.get(this.#chosen);
    if (!unplaced) this.choose(this.spots.nearest(at, REACH_PX * this.#unit()) ?? this.#chosen);
    this.spots.mark();
    if (unplaced) this.spots.put(this.#chosen, at);
    this.#grabbed = { id: event.pointerId, from: at, spot: this.spots.places.get(this.#chosen) ?? at };
    this.surface.setPointerCapture(event.pointerId);
    this.#show();
  }

  #drag(event: PointerEvent): void {
    if (this.#grabbed?.id !== event.pointerId) return;
    const { from, spot } = this.#grabbed;
    const at = this.#at(event);
    this.#put({ x: spot.x + at.x - from.x, y: spot.y + at.y - from.y });
    this.#show();
  }

  #drop(event: PointerEvent): void {
    if (this.#grabbed?.id !== event.pointerId) return;
    this.#grabbed = null;
    this.#magnifier?.hide();
    this.moved();
  }

  #show(): void {
    this.draw();
    const place = this.spots.places.get(this.#chosen);
    if (place) this.#magnifier?.show(place);
  }

  #key(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (!step || !this.#drawing) return;
    event.preventDefault();
    const far = event.shiftKey ? FAR : 1;
    this.#step(step[0] * far, step[1] * far);
  }

  /** A step of CSS px: what the eye sees, whatever the picture's size. */
  #step(x: number, y: number): void {
    if (!this.#drawing) return;
    const unit = this.#unit();
    const place = this.spots.places.get(this.#chosen) ?? { x: this.#size.width / 2, y: this.#size.height / 2 };
    this.spots.mark();
    this.#put({ x: place.x + x * unit, y: place.y + y * unit });
    this.draw();
    this.#soon();
  }

  #put(place: Place): void {
    const { width, height } = this.#size;
    this.spots.put(this.#chosen, { x: Math.min(Math.max(place.x, 0), width), y: Math.min(Math.max(place.y, 0), height) });
  }

  #back(step: () => void): void {
    step();
    this.draw();
    this.#soon();
  }

  #soon(): void {
    clearTimeout(this.#settling);
    this.#settling = window.setTimeout(() => { this.moved(); }, SETTLE_MS);
  }

  #buttons(kind: string): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(`[data-${kind}]`)];
  }

  #button(kind: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[data-${kind}]`);
  }
}

export function drawn(name: string, attributes: Record<string, string | number>): Element {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
