// `<kneeline-net>` stands on every page: it keeps the app at hand for where there is no net, sends what waits, and says
// in one line how things stand.
import { make } from "../figure/dom";
import { filled } from "../figure/words";
import { forgetAll } from "../pictures/store";
import { keep, kept, keptNames } from "./kept";
import type { Note } from "./note";
import { all, dropForeign, empty, put, recover } from "./queue";
import { send, type Sent } from "./send";
import { netWords } from "./words";

const AGAIN_MS = 15_000;
const SHOWN_MS = 6_000;
const PLACES = "kneeline-session-";

/** How a note stands: with the server, or waiting here. */
export type Stand = "sent" | "waiting";

export class Net extends HTMLElement {
  readonly #words = netWords(this);
  readonly #said = make("p", { role: "status" });
  readonly #again = make("button", { type: "button", class: "button quiet" }, this.#words.again);
  #beat = 0;
  #hide = 0;
  #fromCache = false;

  connectedCallback(): void {
    this.#fromCache = document.documentElement.dataset.from === "cache";
    this.append(this.#said, this.#again);
    this.#again.addEventListener("click", () => void this.#retry());
    addEventListener("online", () => void this.flush());
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-leave]")) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        void this.#leave(form);
      });
    }
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") void this.flush(); });
    void this.#arrive();
  }

  /** Keeps a note, sends it if that is possible now, and says how it stands. */
  async note(note: Note): Promise<Stand> {
    await put(note);
    return (await this.flush()).waiting === 0 ? "sent" : "waiting";
  }

  /** Whose notes these are. */
  get person(): string {
    return this.dataset.person ?? "";
  }

  /** Sends what waits. */
  async flush(): Promise<Sent> {
    const sent = await send(this.dataset.notes ?? "");
    if (sent.outcome === "sent") {
      this.#fromCache = false;
      await this.#keep();
      this.dispatchEvent(new CustomEvent("kneeline-sent"));
    }
    this.#tell(sent);
    clearTimeout(this.#beat);
    if (sent.outcome === "unreachable") this.#beat = window.setTimeout(() => void this.flush(), AGAIN_MS);
    return sent;
  }

  async #arrive(): Promise<void> {
    await recover();
    if (this.hasAttribute("data-forget")) await this.#forget(true);
    else if (this.person === "") await this.#forget(false);
    else await this.#own();
    if ("serviceWorker" in navigator) await this.#serve();
  }

  /** Somebody is at home in this browser: what is somebody else's goes, what waits is sent. */
  async #own(): Promise<void> {
    const before = kept("kneeline-person");
    if (before !== null && before !== this.person) await this.#forget(false);
    keep("kneeline-person", this.person);
    const foreign = await dropForeign(this.person);
    if (foreign > 0) this.#say(this.#words.other_person, false);
    await this.flush();
  }

  async #serve(): Promise<void> {
    try {
      await navigator.serviceWorker.register(this.dataset.worker ?? "", { updateViaCache: "none" });
      if (this.person !== "" && !this.#fromCache) await this.#keep();
    } catch {
      // Without it everything works, but for where there is no net.
    }
  }

  /** Asks the worker to keep what a session needs, once the page itself has come. */
  async #keep(): Promise<void> {
    const list = this.dataset.list;
    if (!list || !("serviceWorker" in navigator)) return;
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage({ type: "keep", list });
  }

  /** Nothing of anybody stays in what is kept, nor where somebody was; `everything`: nor what waits, nor pictures. */
  async #forget(everything: boolean): Promise<void> {
    if ("caches" in window) for (const name of await caches.keys()) if (name.startsWith("kneeline-pages")) await caches.delete(name);
    for (const name of [...keptNames(PLACES), "kneeline-person"]) keep(name, null);
    if (everything) await Promise.all([empty(), forgetAll()]);
  }

  /** Before signing out what waits is sent; where that can't be, leaving is asked for once more. */
  async #leave(form: HTMLFormElement): Promise<void> {
    still(form, true);
    const { waiting } = await this.flush();
    if (waiting === 0) {
      await this.#left(form);
      return;
    }
    const words = this.#words;
    const said = make("p", { role: "alert" }, `${this.#waits(waiting)} ${words.leaving}`);
    const first = make("button", { type: "button", class: "button" }, words.send_first);
    const leave = make("button", { type: "button", class: "button grave" }, words.leave);
    first.addEventListener("click", () => void this.#leave(form));
    leave.addEventListener("click", () => void this.#left(form));
    still(form, false);
    form.querySelector(".leaving")?.remove();
    form.append(make("div", { class: "leaving notice first" }, said, make("p", { class: "actions" }, first, leave)));
    first.focus();
  }

  async #left(form: HTMLFormElement): Promise<void> {
    still(form, true);
    await this.#forget(true);
    form.submit();
  }

  #waits(count: number): string {
    return count === 1 ? this.#words.waiting_one : filled(this.#words.waiting, { count });
  }

  async #retry(): Promise<void> {
    const sent = await this.flush();
    if (sent.outcome !== "unreachable" && this.#fromCache) location.reload();
  }

  #tell(sent: Sent): void {
    const { waiting, refused } = sent;
    const waits = this.#waits(waiting);
    if (refused > 0) this.#say(this.#words.refused, false);
    else if (sent.outcome === "sent" && waiting === 0) this.#say(this.#words.sent, false);
    else if (this.#fromCache) this.#say(waiting > 0 ? `${this.#words.offline} ${waits}` : `${this.#words.offline} ${this.#words.kept}`, true);
    else if (waiting > 0) this.#say(`${waits} ${this.#words.kept}`, true);
    else this.hidden = true;
  }

  #say(text: string, stays: boolean): void {
    clearTimeout(this.#hide);
    this.#said.textContent = text;
    this.#again.hidden = !stays;
    this.hidden = false;
    if (!stays) this.#hide = window.setTimeout(() => { this.hidden = true; }, SHOWN_MS);
  }
}

/** Nothing of a form can be pressed while it is `busy`: sent twice, the second would meet somebody who has gone. */
function still(form: HTMLFormElement, busy: boolean): void {
  for (const button of form.querySelectorAll("button")) button.disabled = busy;
}

/** The one on this page; without it (a page of its own) nothing is kept. */
export function net(): Net | null {
  return document.querySelector<Net>("kneeline-net");
}

/** The exercises of a day of which a note waits, and how each was. */
export async function waitingOn(date: string): Promise<Map<string, Note>> {
  return new Map((await all()).filter((note) => note.date === date).map((note) => [note.exercise, note]));
}
