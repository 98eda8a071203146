import { languageAt } from "../figure/words";
import { noteOf, type Note, toldIn } from "../offline/note";
import { keep, kept } from "../offline/kept";
import { net, waitingOn } from "../offline/net";
import { Frame } from "./frame";
import { backward, ended, firstOpen, inWay, keptPlace, at, type Place, shownAt, skip, toKeep, type Told } from "./place";
import { type Plan, workOf } from "./plan";
import { Runner } from "./runner";
import { askScreen, beginScreen, DoScreen, endScreen, hurtScreen } from "./screens";
import { Light, Tones, Voice } from "./sound";
import { playerWords } from "./words";

const KEEP_MS = 1000;
const MUTED = "kneeline-muted";

/**
 * `<kneeline-session data-session="…">`: the player over a session's list (plans/playing.py), and its forms.
 */
export class SessionPlayer extends HTMLElement {
  readonly #words = playerWords(this);
  readonly #plan = JSON.parse(this.dataset.session ?? "null") as Plan | null;
  readonly #tones = new Tones();
  readonly #voice = new Voice(languageAt(this));
  readonly #light = new Light();
  readonly #how = new Map<string, string>();
  #runner: Runner | null = null;
  #frame: Frame | null = null;
  #doing: DoScreen | null = null;
  #shown = "";
  #keptAt = 0;
  #sent = true;
  #onTheirWay = 0;
  #doneBefore = false;

  connectedCallback(): void {
    this.querySelectorAll("form").forEach((form) => { form.addEventListener("submit", (event) => { this.#corrected(event, form); }); });
    const muted = (kept(MUTED) ?? "").split(" ");
    [this.#tones.on, this.#voice.on] = [!muted.includes("sound"), !muted.includes("voice")];
    void this.#overlay().then(() => { this.#offer(); });
    addEventListener("pagehide", () => { this.#keepPlace(true); });
  }

  /** What waits in this browser counts as noted, too. */
  async #overlay(): Promise<void> {
    for (const { exercise, noted } of this.#plan?.exercises ?? []) if (noted) this.#how.set(exercise, this.#words.noted);
    if (!this.#plan) return;
    try {
      for (const [exercise, note] of await waitingOn(this.#plan.date)) this.#mark(exercise, note);
    } catch {
      // A browser that keeps nothing has nothing waiting.
    }
  }

  #offer(): void {
    const begin = this.querySelector<HTMLElement>("[data-begin]");
    const plan = this.#plan;
    if (!plan || !begin) return;
    begin.hidden = plan.date > today();
    begin.addEventListener("click", (event) => {
      event.preventDefault();
      this.#open(plan, keptPlace(plan, kept(this.#key(plan))) ?? firstOpen(plan, new Set(this.#how.keys())));
    });
    const left = keptPlace(plan, kept(this.#key(plan)));
    if (left && left.screen !== "end" && kept(`${this.#key(plan)}-open`) !== null && !begin.hidden) this.#open(plan, left);
  }

  #open(plan: Plan, place: Place): void {
    const frame = new Frame(this.#words, this.#ways(plan), { sound: this.#tones.on, voice: this.#voice.on, speaks: this.#voice.there });
    const finished = place.screen === "end" ? firstOpen(plan, new Set(this.#how.keys())) : place;
    this.#runner = new Runner(plan, finished, this.#words, this.#tones, this.#voice, () => { this.#show(plan); });
    [this.#frame, this.#shown] = [frame, ""];
    frame.dialog.addEventListener("keydown", (event) => { this.#pressed(event); });
    frame.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.#hurt(plan);
    });
    frame.dialog.addEventListener("close", () => { if (this.#frame === frame) this.#close(); });
    this.append(frame.dialog);
    frame.dialog.showModal();
    keep(`${this.#key(plan)}-open`, "yes");
    this.#show(plan);
    frame.main.focus();
  }

  #close(): void {
    this.#runner?.pause();
    this.#light.keep(false);
    if (this.#plan) keep(`${this.#key(this.#plan)}-open`, null);
    const dialog = this.#frame?.dialog;
    [this.#frame, this.#runner] = [null, null];
    dialog?.close();
    dialog?.remove();
    this.querySelector<HTMLElement>("[data-begin]")?.focus();
  }

  #ways(plan: Plan): ConstructorParameters<typeof Frame>[1] {
    return {
      previous: () => { this.#previous(plan); },
      main: () => { this.#main(plan); },
      skip: () => { this.#skip(plan); },
      hurt: () => { this.#hurt(plan); },
      close: () => { this.#close(); },
      sound: () => (this.#tones.on = this.#muting(!this.#tones.on, this.#voice.on)[0]),
      voice: () => {
        this.#voice.hush();
        return (this.#voice.on = this.#muting(this.#tones.on, !this.#voice.on)[1]);
      },
    };
  }

  #muting(sound: boolean, voice: boolean): [boolean, boolean] {
    keep(MUTED, [...(sound ? [] : ["sound"]), ...(voice ? [] : ["voice"])].join(" "));
    return [sound, voice];
  }

  #move(to: (place: Place) => Place): void {
    if (this.#runner) this.#runner.go(to(this.#runner.place));
  }

  #main(plan: Plan): void {
    const runner = this.#runner;
    if (!runner) return;
    const { place } = runner;
    if (place.screen === "begin") runner.go({ ...place, screen: "do" });
    if (place.screen === "begin" || (place.screen === "do" && !runner.running)) runner.run();
    else if (place.screen === "do") runner.pause();
    else if (place.screen === "end") location.assign(plan.afterwards);
    else this.#move((now) => at(plan, now.exercise + 1));
  }

  /** Past what is there; where it hurt, past the rest of the session. */
  #skip(plan: Plan): void {
    this.#move((place) => (place.screen === "hurt" ? ended(plan) : place.screen === "end" ? place : skip(plan, place)));
  }

  /** Back; from a stop that was none, the stop is taken back, too. */
  #previous(plan: Plan): void {
    const place = this.#runner?.place;
    if (place?.screen === "hurt") void this.#note(plan, place, { stopped: null, pain: null }, !this.#doneBefore && place.finished.length === 0);
    this.#move((now) => (now.screen === "hurt" ? { ...now, screen: "do", told: {} } : backward(plan, now)));
  }

  /** At once: the timer halts, the stop is noted, what to do is said. */
  #hurt(plan: Plan): void {
    const place = this.#runner?.place;
    if (!place || place.screen === "hurt" || place.screen === "end") return;
    this.#doneBefore = this.#how.has(shownAt(plan, place).played.exercise);
    this.#move((now) => ({ ...now, screen: "hurt" }));
    void this.#note(plan, place, { stopped: "pain" });
  }

  #show(plan: Plan): void {
    const [runner, frame] = [this.#runner, this.#frame];
    if (!runner || !frame) return;
    const { place } = runner;
    const { played, way, part } = shownAt(plan, place);
    const shown = [place.screen, played.exercise, place.way].join(" ");
    if (shown !== this.#shown) this.#change(plan, frame, place, shown);
    if (place.screen === "do") this.#doing?.show(plan, place, this.#voice.on && this.#voice.there);
    const side = way.rounds[part?.round ?? 0]?.side ?? "";
    frame.figure(played, side);
    frame.moving(place.screen !== "do" || runner.running);
    this.#buttons(frame, runner, place);
    this.#light.keep(runner.running);
    this.#keepPlace(false);
  }

  /** Another screen: what was reached by the timer is noted before anything is asked. */
  #change(plan: Plan, frame: Frame, place: Place, shown: string): void {
    const { played, way } = shownAt(plan, place);
    const before = this.#shown;
    this.#shown = shown;
    frame.where(plan, place, played);
    if (place.screen === "ask" && before !== "") void this.#note(plan, place, this.#asked(plan, place));
    frame.put(this.#screen(plan, place), place.screen, before !== "" && place.screen !== "do");
    frame.dialog.dataset.way = way.stage;
  }

  #screen(plan: Plan, place: Place): HTMLElement {
    const { played, way } = shownAt(plan, place);
    const pressed = {
      way: (by: -1 | 1) => { this.#move((now) => inWay(plan, now, by)); },
      told: (told: Told) => { this.#told(plan, told); },
    };
    if (place.screen === "begin") return beginScreen(this.#words, played, place, pressed);
    if (place.screen === "ask") return askScreen(this.#words, played, way, place, pressed);
    if (place.screen === "hurt") return hurtScreen(this.#words, plan, played, place, pressed);
    if (place.screen === "end") return endScreen(this.#words, plan, this.#how, this.#sent);
    this.#doing = new DoScreen(this.#words);
    return this.#doing.element;
  }

  #buttons(frame: Frame, runner: Runner, place: Place): void {
    const words = this.#words;
    const main = { begin: words.begin, do: runner.running ? words.pause : words.go_on, ask: words.note, hurt: words.next_exercise, end: words.afterwards };
    label(frame.main, main[place.screen]);
    label(frame.skip, place.screen === "hurt" ? words.end_session : words.skip);
    label(frame.previous, place.screen === "hurt" ? words.was_nothing : words.previous);
    frame.skip.hidden = place.screen === "end" || place.screen === "ask";
    frame.hurt.hidden = place.screen === "end" || place.screen === "hurt";
    frame.previous.hidden = place.screen === "begin" && place.exercise === 0;
  }

  #told(plan: Plan, told: Told): void {
    const runner = this.#runner;
    if (!runner) return;
    const { place } = runner;
    runner.go({ ...place, told: { ...place.told, ...told } });
    void this.#note(plan, runner.place, told);
  }

  /** What is known of the answers when they begin to be asked. */
  #asked(plan: Plan, place: Place): Note["told"] {
    const { way } = shownAt(plan, place);
    const reps = way.rounds[0]?.reps ?? 0;
    const last = place.finished.includes(way.rounds.length - 1);
    return { stopped: null, ...place.told, ...(reps > 0 && last ? { last_set_reps: place.told.last_set_reps ?? reps } : {}) };
  }

  /** Keeps what was done and said; where nothing was finished and something stood there before, that stays. */
  async #note(plan: Plan, place: Place, told: Note["told"], struck = false): Promise<void> {
    const { played, way } = shownAt(plan, place);
    const work = place.finished.length > 0 || !this.#how.has(played.exercise) ? workOf(way, played.side, place.finished) : undefined;
    const note = { ...noteOf(net()?.person ?? "", plan.date, played.exercise, told, work), struck };
    this.#mark(played.exercise, note);
    this.#sent = false; // so that the end does not say so while the last one is still on its way
    this.#onTheirWay += 1;
    const stand = await net()?.note(note);
    this.#onTheirWay -= 1;
    this.#sent = stand === "sent" && this.#onTheirWay === 0;
    if (this.#runner?.place.screen === "end") this.#frame?.put(this.#screen(plan, this.#runner.place), "end", false);
  }

  #mark(exercise: string, note: Note): void {
    if (note.struck) this.#how.delete(exercise);
    else if (note.told.stopped !== undefined || !this.#how.has(exercise)) this.#how.set(exercise, note.told.stopped === "pain" ? this.#words.noted_hurt : this.#words.noted);
    const item = this.querySelector(`[data-exercise="${exercise}"]`);
    item?.classList.toggle("noted", !note.struck);
    const said = item?.querySelector(".noted-words");
    if (said) said.textContent = note.struck ? "" : (this.#how.get(exercise) ?? "");
  }

  #corrected(event: SubmitEvent, form: HTMLFormElement): void {
    const [date, exercise] = [form.dataset.date, form.dataset.exercise];
    if (!net() || !date || !exercise) return;
    event.preventDefault();
    const struck = event.submitter?.getAttribute("name") === "strike";
    const note = { ...noteOf(net()?.person ?? "", date, exercise, toldIn(new FormData(form))), struck };
    void net()?.note(note).then((stand) => {
      this.#mark(exercise, note);
      const said = form.querySelector(".sent");
      if (said) said.textContent = (stand === "sent" ? form.dataset.sent : form.dataset.kept) ?? "";
    });
  }

  #pressed(event: KeyboardEvent): void {
    const inside = event.target instanceof HTMLElement && event.target.closest("button, input, a, kneeline-figure") !== null;
    if (event.key === " " && !inside) this.#frame?.main.click();
    else if (event.key === "ArrowRight" && !inRadio(event)) this.#frame?.skip.click();
    else if (event.key === "ArrowLeft" && !inRadio(event)) this.#frame?.previous.click();
    else return;
    event.preventDefault();
  }

  #key(plan: Plan): string {
    return `kneeline-session-${plan.date}`;
  }

  #keepPlace(now: boolean): void {
    if (!this.#runner || !this.#plan || (!now && this.#runner.running && performance.now() - this.#keptAt < KEEP_MS)) return;
    this.#keptAt = performance.now();
    keep(this.#key(this.#plan), toKeep(this.#plan, this.#runner.place));
  }
}

function label(made: HTMLButtonElement, text: string): void {
  if (made.textContent !== text) made.textContent = text;
}

function inRadio(event: KeyboardEvent): boolean {
  return event.target instanceof HTMLInputElement || (event.target instanceof HTMLElement && event.target.closest("kneeline-figure") !== null);
}

/** The day here, as 2026-11-30. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
}
