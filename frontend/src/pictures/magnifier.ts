import type { Place } from "./spots";

const SVG = "http://www.w3.org/2000/svg";
const SHOWN_PX = 66; // CSS px of the picture that are seen in it
const ACROSS_PX = 132; // so twice as large

/** A round glass in the far upper corner that shows what lies under the finger. */
export class Magnifier {
  readonly #glass = document.createElementNS(SVG, "svg");

  constructor(
    readonly surface: HTMLElement,
    readonly size: { width: number; height: number },
  ) {
    surface.querySelector(".board-glass")?.remove();
    this.#glass.setAttribute("class", "board-glass");
    this.#glass.setAttribute("aria-hidden", "true");
    this.#glass.setAttribute("hidden", "");
    surface.append(this.#glass);
  }

  show(place: Place): void {
    const { width } = this.surface.getBoundingClientRect();
    const across = (SHOWN_PX * this.size.width) / width;
    if (this.#glass.hasAttribute("hidden")) this.#glass.replaceChildren(...this.#picture());
    this.#glass.setAttribute("viewBox", `${place.x - across / 2} ${place.y - across / 2} ${across} ${across}`);
    this.#glass.classList.toggle("right", (place.x / this.size.width) * width < ACROSS_PX + SHOWN_PX);
    this.#cross(place, across);
    this.#glass.removeAttribute("hidden");
  }

  hide(): void {
    this.#glass.setAttribute("hidden", "");
  }

  #picture(): Element[] {
    const image = this.surface.querySelector("img");
    const cross = document.createElementNS(SVG, "path");
    cross.setAttribute("class", "board-cross");
    if (!image) return [...[...this.surface.querySelectorAll(".line-figure > *")].map((part) => part.cloneNode(true) as Element), cross];
    const copy = document.createElementNS(SVG, "image");
    copy.setAttribute("href", image.currentSrc || image.src);
    copy.setAttribute("width", String(this.size.width));
    copy.setAttribute("height", String(this.size.height));
    return [copy, cross];
  }

  #cross({ x, y }: Place, across: number): void {
    const half = across / 5;
    const cross = this.#glass.querySelector(".board-cross");
    cross?.setAttribute("d", `M${x - half} ${y}h${2 * half}M${x} ${y - half}v${2 * half}`);
    cross?.setAttribute("stroke-width", String(across / 60));
  }
}
