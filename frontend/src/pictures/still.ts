import { keep, picture } from "./store";

/**
 * `<kneeline-still data-picture="check/index" data-source="…" data-may-stay>`: a picture of a check in place of its line
 * figure, where this browser still has it, or may fetch it now (the server gives it out once).
 */
export class Still extends HTMLElement {
  #address = "";

  connectedCallback(): void {
    if (!this.querySelector(":scope > img")) void this.#show();
  }

  disconnectedCallback(): void {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = "";
  }

  async #show(): Promise<void> {
    const key = this.dataset.picture ?? "";
    const blob = (await picture(key)) ?? (await this.#fetched(key));
    const figure = this.querySelector(".line-figure");
    if (!blob || !this.isConnected || !figure) return;
    this.#address = URL.createObjectURL(blob);
    const image = new Image();
    image.alt = "";
    image.src = this.#address;
    await image.decode().catch(() => undefined);
    figure.replaceWith(image);
    this.dispatchEvent(new CustomEvent("pictured"));
  }

  async #fetched(key: string): Promise<Blob | null> {
    const source = this.dataset.source;
    if (!source) return null;
    const answer = await fetch(source).catch(() => null);
    if (!answer?.ok) return null;
    const blob = await answer.blob();
    if (this.dataset.mayStay !== undefined) await keep(key, blob);
    return blob;
  }
}
