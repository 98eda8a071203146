import { Board } from "./board";
import { type Place, Spots } from "./spots";

/**
 * `<kneeline-joints data-width data-height>`: the joints of a check on its picture. Each time one comes to rest the
 * server is asked what the check says now; its answer, with the lines it draws, stands in `.measured-again`.
 */
export class JointBoard extends Board {
  #asked: AbortController | null = null;

  connectedCallback(): void {
    const surface = this.querySelector<HTMLElement>(".board-surface");
    if (!surface) return;
    this.listen(surface);
    const size = { width: Number(this.dataset.width), height: Number(this.dataset.height) };
    this.open(size, new Spots(this.#places("x", "y"), this.#places("firstX", "firstY")));
    this.toggleAttribute("ready", true);
    this.#offer();
  }

  protected override moved(): void {
    this.#offer();
    void this.#ask();
  }

  #places(x: string, y: string): Map<string, Place | null> {
    const buttons = [...this.querySelectorAll<HTMLElement>("[data-spot]")];
    return new Map(
      buttons.map(({ dataset }) => [dataset.spot ?? "", dataset[x] ? { x: Number(dataset[x]), y: Number(dataset[y]) } : null]),
    );
  }

  #offer(): void {
    const joints = this.querySelector<HTMLInputElement>("input[name=joints]");
    if (joints) joints.value = JSON.stringify(this.spots.moved());
  }

  async #ask(): Promise<void> {
    const [form, said] = [this.querySelector("form"), this.querySelector<HTMLElement>(".measured-again")];
    if (!form || !said) return;
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    said.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), signal: asked.signal });
      said.innerHTML = await answer.text();
      said.removeAttribute("aria-busy");
    } catch {
      if (!asked.signal.aborted) {
        said.textContent = said.dataset.unreachable ?? "";
        said.removeAttribute("aria-busy");
      }
    }
  }
}
