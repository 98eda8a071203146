// What stands in the middle of the player: one screen each for getting ready, doing, telling how it felt, stopping, end.
import { make } from "../figure/dom";
import { filled } from "../figure/words";
import { momentOf, type Plan, type Played, secondsLeft, type Way } from "./plan";
import { type Place, shownAt, type Told } from "./place";
import { cueAt, nextWords, roundWords } from "./runner";
import type { Words } from "./words";

const MOST_PAIN = 10;

export interface Pressed {
  way: (by: -1 | 1) => void;
  told: (told: Told) => void;
}

/** How to get into position, and an easier or a harder way. */
export function beginScreen(words: Words, played: Played, place: Place, pressed: Pressed): HTMLElement {
  const way = played.ways[place.way];
  const steps = make("ol", { class: "doing-steps" }, ...played.steps.map((step) => make("li", {}, step)));
  const how = way && (way.how || way.load) ? make("p", { class: "player-how" }, make("strong", {}, filled(words.way, { name: way.name })), ` ${way.how} ${way.load}`) : "";
  const made = make("div", { class: "player-begin" }, make("h2", { tabindex: "-1" }, played.name), make("p", { class: "player-dose" }, way?.dose ?? ""));
  made.append(waysOf(words, played, place, pressed), how, make("p", {}, played.start), steps);
  if (played.bend) made.append(make("p", {}, make("strong", {}, `${played.bend}.`)));
  made.append(make("p", {}, make("strong", {}, words.feel), ` ${played.feel}`));
  if (played.coach) made.append(make("p", {}, make("a", { class: "link", href: played.coach }, words.coach)));
  return made;
}

function waysOf(words: Words, played: Played, place: Place, pressed: Pressed): HTMLElement {
  const made = make("p", { class: "player-variants" });
  const offer = (label: string, by: -1 | 1): void => {
    const each = make("button", { type: "button", class: "button quiet" }, label);
    each.addEventListener("click", () => { pressed.way(by); });
    made.append(each);
  };
  if (place.way > 0) offer(place.way > played.planned ? words.as_planned : words.easier, -1);
  if (place.way + 1 < played.ways.length) offer(place.way < played.planned ? words.as_planned : words.harder, 1);
  return made;
}

/** The timer's screen: side, count, what to think of. */
export class DoScreen {
  readonly #label = make("p", { class: "player-label", role: "status" });
  readonly #count = make("p", { class: "player-count" });
  readonly #of = make("p", { class: "player-of" });
  readonly #phase = make("p", { class: "player-phase" });
  readonly #cue = make("p", { class: "player-cue" });
  readonly element = make("div", { class: "player-do" }, this.#label, make("div", { class: "player-counts" }, this.#count, make("div", {}, this.#of, this.#phase)), this.#cue);

  constructor(readonly words: Words) {}

  /** `spoken`: a voice says it, so that a screen reader need not. */
  show(plan: Plan, place: Place, spoken: boolean): void {
    const { way, part, played } = shownAt(plan, place);
    const round = part && way.rounds[part.round];
    if (!part || !round) return;
    this.#label.setAttribute("aria-live", spoken ? "off" : "polite");
    this.element.dataset.kind = part.kind;
    const where = roundWords(this.words, way, part.round) || played.name;
    if (part.kind !== "work") {
      const label = part.kind === "ready" ? this.words.ready : this.words.rest;
      const next = part.kind === "ready" ? where : nextWords(this.words, way, part);
      this.#put(label, String(secondsLeft(part.seconds, place.elapsed_s)), this.words.seconds, "", next);
      return;
    }
    const { repetition, phase, left } = momentOf(round, place.elapsed_s);
    const cue = cueAt(played.cues, place, way, part);
    if (round.reps === 0) this.#put(where, String(left), this.words.seconds, "", cue);
    else this.#put(where, String(repetition), filled(this.words.of, { count: round.reps }), phase ? filled(this.words[phase], { left }) : "", cue);
  }

  #put(...texts: [string, string, string, string, string]): void {
    [this.#label, this.#count, this.#of, this.#phase, this.#cue].forEach((element, index) => {
      const text = texts[index] ?? "";
      if (element.textContent !== text) element.textContent = text;
    });
  }
}

/** How it felt. */
export function askScreen(words: Words, played: Played, way: Way, place: Place, pressed: Pressed): HTMLElement {
  const felt = { yes: words.felt_yes, no: words.felt_no, elsewhere: words.felt_elsewhere };
  const made = make("div", { class: "player-ask" }, make("h2", { tabindex: "-1" }, words.how), make("p", {}, played.feel));
  const elsewhere = make("p", { class: "notice" }, played.felt_elsewhere);
  elsewhere.hidden = place.told.felt !== "elsewhere" && place.told.felt !== "no";
  made.append(scale(words.felt, Object.entries(felt), place.told.felt ?? "", (value) => {
    elsewhere.hidden = value === "yes";
    pressed.told({ felt: value });
  }), elsewhere);
  made.append(pains(words.pain, words, place.told, pressed));
  const asked = way.rounds[0]?.reps ?? 0;
  if (asked > 0) made.append(lastSet(words, place.told.last_set_reps ?? asked, pressed));
  return made;
}

function lastSet(words: Words, reps: number, pressed: Pressed): HTMLElement {
  const shown = make("output", {}, String(reps));
  const change = (label: string, sign: string, by: number): HTMLButtonElement => {
    const each = make("button", { type: "button", class: "button quiet", "aria-label": label }, sign);
    each.addEventListener("click", () => {
      reps = Math.min(200, Math.max(0, reps + by));
      shown.textContent = String(reps);
      pressed.told({ last_set_reps: reps });
    });
    return each;
  };
  return make("div", { class: "player-last", role: "group", "aria-label": words.last }, make("strong", {}, words.last), change(words.fewer, "−", -1), shown, change(words.more, "+", 1));
}

/** It was stopped: what to do, and how much it hurt. */
export function hurtScreen(words: Words, plan: Plan, played: Played, place: Place, pressed: Pressed): HTMLElement {
  const rules = make("ul", { class: "plain" }, ...plan.stop_rules.map((rule) => make("li", {}, rule)));
  const made = make("div", { class: "player-hurt" }, make("h2", { tabindex: "-1" }, words.stopped), make("p", { class: "player-advice" }, played.stop));
  made.append(pains(words.pain_now, words, place.told, pressed), make("h3", {}, words.rules), rules);
  return made;
}

/** What was done of the session. */
export function endScreen(words: Words, plan: Plan, how: ReadonlyMap<string, string>, sent: boolean): HTMLElement {
  const all = plan.exercises.every(({ exercise }) => how.has(exercise));
  const rows = plan.exercises.map(({ exercise, name }) => {
    const said = how.get(exercise);
    return make("li", {}, name, " ", make("span", { class: `outcome ${said === undefined ? "cannot_compare" : "not_seen"}` }, said ?? words.not_noted));
  });
  const made = make("div", { class: "player-end" }, make("h2", { tabindex: "-1" }, all ? words.end : words.end_early), make("ul", { class: "plain" }, ...rows));
  if (how.size > 0) made.append(make("p", { role: "status" }, sent ? words.sent : words.kept_here), make("p", { class: "detail" }, words.correct));
  return made;
}

function pains(legend: string, words: Words, told: Told, pressed: Pressed): HTMLElement {
  const numbers = Array.from({ length: MOST_PAIN + 1 }, (_, pain) => String(pain));
  const made = scale(legend, numbers.map((each) => [each, each]), told.pain === undefined ? "" : String(told.pain), (value) => { pressed.told({ pain: Number(value) }); });
  made.append(make("p", { class: "player-ends" }, make("span", {}, `0: ${words.pain_none}`), make("span", {}, `${MOST_PAIN}: ${words.pain_worst}`)));
  return made;
}

let names = 0;

function scale(legend: string, choices: [string, string][], chosen: string, picked: (value: string) => void): HTMLElement {
  const name = `player-scale-${++names}`;
  const labels = choices.map(([value, words]) => {
    const input = make("input", { type: "radio", name, value, checked: value === chosen });
    input.addEventListener("change", () => { picked(value); });
    return make("label", {}, input, make("span", {}, words));
  });
  return make("fieldset", { class: "question" }, make("legend", {}, legend), make("div", { class: choices.length > 5 ? "scale scale-numbers" : "scale" }, ...labels));
}
