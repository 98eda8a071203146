import { make, sheet } from "../figure/dom";
import css from "../figure/figure.css?inline";
import { bytesOf, clipOf } from "../figure/load";
import { themeOf } from "../figure/look";
import { between, type View, VIEWS } from "../figure/orbit";
import { Stage } from "../figure/stage";
import { listen } from "../figure/turning";
import { languageAt, wordsAt } from "../figure/words";
import { Controls } from "./controls";
import own from "./explorer.css?inline";
import { Line } from "./line";
import { Poser } from "./poser";
import { type Places, Table, type Told } from "./table";
import { sentences } from "./words";

const STYLES = [sheet(css), sheet(own)];
const GLIDE_S = 0.35;
const REST_MS = 160;
const LEG_PARTS = /^(pelvis|thigh|shank|foot|forefoot|big_toe)/;

/** A person's own leg: where the sliders stand for it, and its numbers in words. */
interface OwnLeg {
  places: Places;
  said: string;
  side?: "left" | "right";
}

/**
 * `<kneeline-explorer src="…glb" table="#table">`: one leg of the figure, posed by sliders, with what it measures.
 *
 * `src`: the standing figure; `table`: its rows (an address or `#id`), both as a clip's `src`; `own`: a person's own
 * leg as JSON: `places` of the sliders, `said` (its numbers in words), `side`.
 */
export class ValgusExplorer extends HTMLElement {
  readonly #root = this.attachShadow({ mode: "open" });
  readonly #still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  #stage: Stage | null = null;
  #poser: Poser | null = null;
  #line: Line | null = null;
  #view: View = { ...VIEWS.front, zoom: 1 };
  #turning: { from: View; to: View } | null = null;
  #gliding = 1;
  #frame = 0;
  #last = 0;
  #rest = 0;
  #leave: AbortController | null = null;

  connectedCallback(): void {
    this.#root.adoptedStyleSheets = STYLES;
    this.#root.replaceChildren(make("slot"));
    this.#leave = new AbortController();
    void this.#start(this.#leave.signal);
  }

  disconnectedCallback(): void {
    this.#leave?.abort();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    this.#stage?.dispose();
    this.#stage = null;
    this.#root.replaceChildren();
  }

  async #start(left: AbortSignal): Promise<void> {
    try {
      const [clip, packed] = await Promise.all([bytesOf(this.getAttribute("src") ?? ""), this.#told()]);
      const table = new Table(packed);
      if (left.aborted) return;
      await this.#open(table, clip, left);
      this.toggleAttribute("ready", true);
    } catch (error) {
      this.#root.replaceChildren(make("slot"), make("p", { role: "status", class: "failed" }, wordsAt(this).failed));
      console.error(error);
    }
  }

  async #told(): Promise<Told> {
    const source = this.getAttribute("table") ?? "";
    const held = source.startsWith("#") ? document.getElementById(source.slice(1))?.textContent : null;
    return JSON.parse(held ?? (await (await fetch(source)).text())) as Told;
  }

  async #open(table: Table, clip: ArrayBuffer, left: AbortSignal): Promise<void> {
    const words = sentences(languageAt(this));
    const mine = JSON.parse(this.getAttribute("own") ?? "null") as OwnLeg | null;
    const outer = (mine?.side ?? table.told.leg) === "left" ? VIEWS.side.azimuth_deg : -VIEWS.side.azimuth_deg;
    const canvas = make("canvas");
    const picture = make("div", { class: "picture", role: "img", tabindex: "0", "aria-label": "" }, canvas);
    const controls = new Controls(table, words, wordsAt(this), mine, {
      pose: (places) => { this.#pose(table, controls, picture, places); },
      view: (name) => { this.#turn({ ...VIEWS[name], zoom: 1, azimuth_deg: name === "side" ? outer : 0 }, true); },
    });
    const frame = make("div", { class: "frame" }, picture);
    this.#root.replaceChildren(make("div", { class: "explorer" }, make("div", { class: "shown" }, frame, controls.numbers), controls.sliders, controls.signs));
    if (await this.#stand(table, canvas, frame, clip, left)) {
      listen(picture, { view: () => this.#view, show: (view, glide) => { this.#turn(view, glide); }, tapped: () => undefined });
      this.#stage?.mirror(mine?.side !== undefined && mine.side !== table.told.leg);
    } else {
      frame.replaceChildren(make("slot"));
    }
    controls.go(mine?.places ?? table.told.start);
  }

  /** Puts the figure on its stage; false where there is no WebGL. */
  async #stand(table: Table, canvas: HTMLCanvasElement, frame: HTMLElement, clip: ArrayBuffer, left: AbortSignal): Promise<boolean> {
    try {
      this.#stage = new Stage(canvas);
    } catch {
      return false;
    }
    const stage = this.#stage;
    stage.put(await clipOf(clip), []);
    this.#poser = new Poser(stage, table.told.leg);
    this.#line = new Line(table.told.leg);
    frame.append(this.#line.element);
    const far = Object.values(table.told.signs).map(({ example }) => example);
    stage.frame([table.told.start, { ...table.told.start, bend: 0 }, ...far].map((places) => () => { this.#take(table, places); }), (name) => LEG_PARTS.test(name));
    this.#watch(stage, canvas, left);
    return true;
  }

  #take(table: Table, places: Places): void {
    this.#poser?.towards(table.pose(places));
    this.#poser?.glide(1);
  }

  #watch(stage: Stage, canvas: HTMLCanvasElement, left: AbortSignal): void {
    const theme = (): void => {
      stage.paint(themeOf(this));
      this.#draw();
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", theme, { signal: left });
    const size = new ResizeObserver(() => {
      stage.resize();
      stage.look(this.#view);
      this.#draw();
    });
    size.observe(canvas);
    left.addEventListener("abort", () => { size.disconnect(); });
    stage.resize();
    stage.look(this.#view);
    theme();
  }

  #pose(table: Table, controls: Controls, picture: HTMLElement, places: Places): void {
    const numbers = table.numbers(places);
    picture.setAttribute("aria-label", controls.show(places, numbers, table.signs(places)));
    this.#line?.mark(numbers.fppa, table.told.in_line, controls.said(numbers.fppa, "hidden"));
    this.#poser?.towards(table.pose(places));
    this.#gliding = this.#still ? 1 : 0;
    if (this.#still) this.#poser?.glide(1);
    this.#draw();
  }

  #turn(view: View, glide: boolean): void {
    this.#turning = glide && !this.#still ? { from: this.#view, to: view } : null;
    if (this.#turning) this.#gliding = Math.min(this.#gliding, 0);
    else this.#look(view);
    this.#draw();
  }

  #look(view: View): void {
    this.#view = view;
    this.#stage?.look(view);
  }

  #draw(): void {
    this.toggleAttribute("resting", false);
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame((now) => { this.#next(now); });
  }

  #next(now: number): void {
    const passed = Math.min((now - this.#last) / 1000, 0.1);
    this.#last = now;
    const moving = this.#gliding < 1;
    if (moving) this.#glide(passed);
    this.#stage?.draw(moving ? 1000 * passed : 0);
    if (this.#stage) this.#line?.draw(this.#stage, this.#view);
    clearTimeout(this.#rest);
    if (this.#gliding < 1) this.#draw();
    else this.#rest = window.setTimeout(() => { this.#settle(); }, REST_MS);
  }

  /** Draws finely what has come to rest, and says so. */
  #settle(): void {
    this.#stage?.draw(null);
    this.toggleAttribute("resting", true);
  }

  #glide(passed: number): void {
    this.#gliding = Math.min(1, this.#gliding + passed / GLIDE_S);
    const share = this.#gliding * this.#gliding * (3 - 2 * this.#gliding);
    this.#poser?.glide(share);
    if (this.#turning) this.#look(between(this.#turning.from, this.#turning.to, share));
    if (this.#gliding === 1) this.#turning = null;
  }
}
