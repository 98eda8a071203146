import { Board } from "./board";
import { pair, Spots } from "./spots";

/**
 * `<kneeline-marks>`: points marked on a photo that never leaves this device. `input[type=file]` takes the photo,
 * `input[type=hidden]` the points as the server reads them, once all are there.
 */
export class MarkBoard extends Board {
  #address = "";

  connectedCallback(): void {
    const [surface, file] = [this.querySelector<HTMLElement>(".board-surface"), this.querySelector<HTMLInputElement>("input[type=file]")];
    if (!surface || !file) return;
    this.listen(surface);
    // the photo's own change is not an answer
    file.addEventListener("change", (event) => { event.stopPropagation(); void this.#take(file.files?.[0]); });
    this.toggleAttribute("ready", true);
  }

  disconnectedCallback(): void {
    if (this.#address) URL.revokeObjectURL(this.#address);
  }

  protected override moved(): void {
    const open = this.names.find((name) => !this.spots.places.get(name));
    if (open) this.choose(open);
    const answer = this.querySelector<HTMLInputElement>("input[type=hidden]");
    if (!answer) return;
    const points = this.names.map((name) => pair(this.spots.places.get(name) ?? null));
    answer.value = open ? "" : JSON.stringify(points);
    answer.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async #take(photo: File | undefined): Promise<void> {
    if (!photo) return;
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = URL.createObjectURL(photo);
    const image = new Image();
    image.alt = "";
    image.src = this.#address;
    const readable = await image.decode().then(() => true, () => false);
    this.toggleAttribute("unreadable", !readable);
    this.toggleAttribute("marking", readable);
    if (!readable) return;
    this.surface.querySelector("img")?.remove();
    this.surface.prepend(image);
    this.open({ width: image.naturalWidth, height: image.naturalHeight }, new Spots(new Map(this.names.map((name) => [name, null]))));
    this.surface.focus({ preventScroll: true });
  }
}
