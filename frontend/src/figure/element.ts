import { Clock } from "./clock";
import { make, sheet } from "./dom";
import css from "./figure.css?inline";
import { bytesOf, clipOf, scoreOf } from "./load";
import { themeOf } from "./look";
import { between, VIEWS, type View } from "./orbit";
import { Panel, type ViewName } from "./panel";
import { captionAt, keyAt, keyFrom, phaseAt, type Score } from "./score";
import { Stage } from "./stage";
import { withoutWebGL } from "./still";
import { listen } from "./turning";
import { filled, type Words, wordsAt } from "./words";

const STYLE = sheet(css);
const GLIDE_S = 0.45;
const REST_MS = 160;

/**
 * `<kneeline-figure src="clamshell.glb">`: plays a clip of the figure.
 *
 * `src`: the clip (an address, `data:`, or `#id` of an element that holds it in base64); `autoplay`: moves once it is
 * in sight, unless less motion is asked for; `side`: `left` or `right`, shown in a mirror where the clip shows the
 * other; `bare`: the picture alone, without buttons; `held`: stands still for as long as it is there; `still`,
 * `animation`: SVG pictures for where there is no WebGL. What is inside shows until the clip is there.
 */
export class FigurePlayer extends HTMLElement {
  static readonly observedAttributes = ["side", "held"];
  readonly #root = this.attachShadow({ mode: "open" });
  readonly #still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  #stage: Stage | null = null;
  #panel: Panel | null = null;
  #score: Score | null = null;
  readonly #label = make("p", { class: "label", role: "status" });
  #clock = new Clock(0);
  #view: View = { azimuth_deg: 0, elevation_deg: 8, zoom: 1 };
  #glide: { from: View; to: View; share: number } | null = null;
  #frame = 0;
  #last = 0;
  #rest = 0;
  #leave: AbortController | null = null;

  connectedCallback(): void {
    this.#root.adoptedStyleSheets = [STYLE];
    this.#root.replaceChildren(make("slot"));
    this.#leave = new AbortController();
    void this.#start(this.#leave.signal);
  }

  attributeChangedCallback(name: string): void {
    if (!this.#score) return;
    if (name === "side") this.#onSide(this.#score);
    else this.#play(!this.hasAttribute("held"));
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
    const words = wordsAt(this);
    try {
      const bytes = await bytesOf(this.getAttribute("src") ?? "");
      const score = scoreOf(bytes);
      const canvas = make("canvas");
      const stage = stageOn(canvas);
      if (left.aborted) return;
      if (!stage) {
        this.#root.replaceChildren(withoutWebGL(this, score, words, this.#still));
      } else {
        stage.put(await clipOf(bytes), score.arrows, score.camera.near);
        this.#open(stage, canvas, score, words, left);
      }
      this.toggleAttribute("ready", true);
    } catch (error) {
      this.#root.replaceChildren(make("slot"), make("p", { role: "status", class: "failed" }, words.failed));
      console.error(error);
    }
  }

  #open(stage: Stage, canvas: HTMLCanvasElement, score: Score, words: Words, left: AbortSignal): void {
    [this.#stage, this.#score, this.#clock] = [stage, score, new Clock(score.duration_s)];
    const hint = make("p", { id: "turn", class: "hidden" }, words.turn);
    const label = filled(words.figure, { name: score.name });
    const picture = make("div", { class: "picture", role: "img", tabindex: "0", "aria-label": label, "aria-describedby": "turn" }, canvas);
    this.#panel = new Panel(score, words, this.#still, {
      play: () => { this.#play(!this.#clock.playing); },
      step: (by) => { this.#step(by); },
      seek: (time) => {
        this.#play(false);
        this.#seek(time);
      },
      slow: (on) => (this.#clock.slow = on),
      mirror: (on) => { this.#mirror(on); },
      view: (name) => { this.#lookFrom(name, !this.#still); },
      muscle: (id) => { this.#light(id); },
    });
    this.#root.replaceChildren(make("div", { class: "frame" }, picture, this.#label), hint);
    if (!this.hasAttribute("bare")) this.#root.append(this.#panel.element);
    listen(picture, {
      view: () => this.#glide?.to ?? this.#view,
      show: (view, glide) => { this.#turn(view, glide && !this.#still); },
      tapped: (x, y) => { this.#light(stage.muscleAt(x, y)); },
    });
    this.#watch(canvas, left);
    this.#lookFrom("start", false);
    this.#onSide(score);
    this.#seek(0);
  }

  #watch(canvas: HTMLCanvasElement, left: AbortSignal): void {
    const theme = (): void => {
      this.#stage?.paint(themeOf(this));
      this.#draw();
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", theme, { signal: left });
    const size = new ResizeObserver(() => {
      this.#stage?.resize();
      this.#stage?.look(this.#view);
      this.#draw();
    });
    size.observe(canvas);
    const sight = new IntersectionObserver((seen) => {
      const inSight = seen.at(-1)?.isIntersecting ?? false;
      if (!inSight) this.#play(false);
      else if (this.hasAttribute("autoplay") && this.#clock.rounds === 0 && !this.#still) this.#play(!this.hasAttribute("held"));
    }, { threshold: 0.2 });
    sight.observe(canvas);
    left.addEventListener("abort", () => {
      size.disconnect();
      sight.disconnect();
    });
    this.#stage?.resize();
    this.#stage?.paint(themeOf(this));
  }

  #play(on: boolean): void {
    this.#clock.playing = on && !this.#still;
    this.#draw();
  }

  #step(by: 1 | -1): void {
    const { keys } = this.#score ?? { keys: [] };
    const next = this.#score ? keys[keyFrom(this.#score, this.#clock.time, by)] : undefined;
    this.#clock.playing = false;
    this.#clock.rounds = 0;
    if (next) this.#seek(next.time_s);
  }

  #seek(time: number): void {
    this.#clock.set(time);
    this.#place();
    this.#draw();
  }

  #place(): void {
    const { time } = this.#clock;
    if (this.#score) this.#stage?.show(time, phaseAt(this.#score, time));
  }

  #onSide(score: Score): void {
    this.#mirror(this.hasAttribute("side") && score.side !== "both" && this.getAttribute("side") !== score.side);
  }

  #mirror(other: boolean): void {
    this.#stage?.mirror(other);
    this.#stage?.look(this.#view);
    this.#draw();
  }

  #light(muscle: string | null): void {
    this.#stage?.highlight(muscle);
    this.#panel?.lights(muscle);
    const named = this.#score?.muscles.find(({ id }) => id === muscle);
    this.#label.textContent = named ? `${named.name}: ${named.plain}` : "";
    this.#draw();
  }

  #lookFrom(name: ViewName, glide: boolean): void {
    const { azimuth_deg, elevation_deg } = name === "start" && this.#score ? this.#score.camera : VIEWS[name === "start" ? "front" : name];
    this.#turn({ azimuth_deg, elevation_deg, zoom: 1 }, glide);
    this.#panel?.looksFrom(name);
  }

  #turn(view: View, glide: boolean): void {
    this.#panel?.looksFrom(null);
    this.#glide = glide ? { from: this.#view, to: view, share: 0 } : null;
    if (!glide) this.#look(view);
    this.#draw();
  }

  #look(view: View): void {
    this.#view = view;
    this.#stage?.look(view);
  }

  /** Draws in the screen's next frame, and goes on for as long as something moves. */
  #draw(): void {
    if (this.hasAttribute("resting")) this.removeAttribute("resting");
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame((now) => { this.#next(now); });
  }

  #next(now: number): void {
    const passed = Math.min((now - this.#last) / 1000, 0.1);
    this.#last = now;
    if (this.#clock.playing) {
      this.#clock.pass(passed);
      this.#place();
    }
    if (this.#glide) this.#slide(passed);
    const moving = this.#clock.playing || this.#glide !== null;
    this.#tell();
    this.#stage?.draw(moving ? 1000 * passed : 0);
    clearTimeout(this.#rest);
    if (moving) this.#draw();
    else this.#rest = window.setTimeout(() => { this.#settle(); }, REST_MS);
  }

  /** Draws finely what has come to rest, and says so. */
  #settle(): void {
    this.#stage?.draw(null);
    this.toggleAttribute("resting", true);
  }

  #slide(passed: number): void {
    if (!this.#glide) return;
    this.#glide.share = Math.min(1, this.#glide.share + passed / GLIDE_S);
    const { from, to, share } = this.#glide;
    this.#look(between(from, to, share * share * (3 - 2 * share)));
    if (share === 1) this.#glide = null;
  }

  #tell(): void {
    if (!this.#score || !this.#panel) return;
    const { time, playing, rounds } = this.#clock;
    const caption = captionAt(this.#score, time);
    // Said aloud in the first round and on every step; a loop that goes on is not.
    this.#panel.show({ time, key: keyAt(this.#score, time), caption, playing, speaks: rounds === 0 });
  }
}

function stageOn(canvas: HTMLCanvasElement): Stage | null {
  try {
    return new Stage(canvas);
  } catch {
    return null;
  }
}
