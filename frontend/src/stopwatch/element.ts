const TICK_MS = 100;

/**
 * `<kneeline-stopwatch data-start data-stop data-most>`: seconds counted into the field inside. It stops by itself at
 * `data-most`; the field can be typed into as well.
 */
export class Stopwatch extends HTMLElement {
  readonly #button = document.createElement("button");
  readonly #shown = document.createElement("output");
  #began: number | null = null;
  #ticking = 0;

  connectedCallback(): void {
    const room = document.createElement("div");
    room.className = "stopwatch";
    this.#button.type = "button";
    this.#button.className = "button quiet";
    this.#button.textContent = this.dataset.start ?? "";
    this.#button.addEventListener("click", () => {
      if (this.#began === null) this.#start();
      else this.#stop();
    });
    this.#shown.setAttribute("aria-live", "off");
    this.#shown.textContent = "0";
    room.append(this.#button, this.#shown);
    this.prepend(room);
  }

  disconnectedCallback(): void {
    clearInterval(this.#ticking);
  }

  #start(): void {
    this.#began = performance.now();
    this.#button.textContent = this.dataset.stop ?? "";
    this.#ticking = window.setInterval(() => { this.#tick(); }, TICK_MS);
  }

  #tick(): void {
    this.#shown.textContent = String(Math.floor(this.#passed()));
    if (this.#passed() >= Number(this.dataset.most)) this.#stop();
  }

  #stop(): void {
    clearInterval(this.#ticking);
    const seconds = Math.min(Math.floor(this.#passed()), Number(this.dataset.most));
    this.#began = null;
    this.#shown.textContent = String(seconds);
    this.#button.textContent = this.dataset.start ?? "";
    const field = this.querySelector("input");
    if (!field) return;
    field.value = String(seconds);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #passed(): number {
    return this.#began === null ? 0 : (performance.now() - this.#began) / 1000;
  }
}
