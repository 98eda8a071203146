import type { Look } from "./asking";
import { Camera, type Side } from "./camera";
import { Eyes, type Model, type Places } from "./eyes";
import { Level, type Up } from "./level";
import type { Link } from "./link";
import { median, type Take } from "./take";

const SLOW_MS = 110;
const TRIED = 12;
const TELL_EVERY_MS = 500;

/** What was seen of one frame; `timeS`: when it was taken, on the camera's clock; `cameMs`: when the page got it, on its own. */
export interface Sight extends Look {
  timeS: number;
  cameMs: number;
}

export interface Listener {
  /** A frame was looked at; the picture is this listener's to draw, and closed afterwards. */
  seen(sight: Sight): void;
  /** The device is too slow for the full model: a lighter one follows from now on. */
  slow(): void;
}

/** Camera, pose and socket together: each frame is looked at, shown and sent, or dropped where there is no time. */
export class Seeing {
  readonly camera = new Camera();
  readonly #level = new Level();
  mirrored = false;
  /** Frames are kept here as well, while there is a take. */
  take: Take | null = null;
  readonly #places: Places;
  readonly #listener: Listener;
  readonly #people: number;
  #eyes: Eyes | null = null;
  #model: Model = "full";
  #busy = false;
  #paused = false;
  #spent: number[] = [];
  #people_seen = 0;
  #light: number | null = null;
  #told = 0;
  link: Link | null = null;

  constructor(places: Places, listener: Listener, people: number) {
    this.#places = places;
    this.#listener = listener;
    this.#people = people;
  }

  get model(): Model {
    return this.#model;
  }

  /** Open camera and model. Throws NoCamera, or what the model fails with. */
  async start(side: Side): Promise<void> {
    await this.#level.start();
    await Promise.all([this.camera.start(side), this.#load(this.#model)]);
    this.camera.frames((timeS) => {
      void this.#frame(timeS);
    });
  }

  /** Look through the camera on the other side. */
  async turn(): Promise<void> {
    await this.camera.start(this.camera.side === "user" ? "environment" : "user");
    this.camera.frames((timeS) => {
      void this.#frame(timeS);
    });
  }

  /** Leave the processor to something else; the picture goes on. */
  pause(paused: boolean): void {
    this.#paused = paused;
  }

  stop(): void {
    this.camera.stop();
    this.#level.stop();
    this.#eyes?.close();
    this.#eyes = null;
    this.link?.close();
    this.link = null;
  }

  /** Tell the server what it can't see in the landmarks; at once, or when it is due. */
  tellAround(now = true): void {
    const { videoWidth: width, videoHeight: height } = this.camera.video;
    if (!width || (!now && performance.now() - this.#told < TELL_EVERY_MS)) return;
    this.#told = performance.now();
    const { mirrored } = this;
    const known = { width, height, mirrored, people: this.#people_seen, light: this.#light, up: this.#up };
    this.link?.tell({ type: "around", ...known, model: this.#model });
  }

  /** Where up is for the camera, where it is built into a device that feels it. */
  get #up(): Up | null {
    const { facing } = this.camera;
    return facing && this.#level.up(facing === "user");
  }

  async #load(model: Model): Promise<void> {
    const eyes = new Eyes(this.#places);
    await eyes.load(model, true, this.#people);
    this.#eyes?.close();
    this.#eyes = eyes;
    this.#model = model;
    this.#spent = [];
  }

  async #frame(timeS: number): Promise<void> {
    const look = this.#eyes && !this.#busy && !this.#paused;
    const { take } = this;
    const cameMs = performance.now();
    if (!look && !take) return;
    if (look) this.#busy = true;
    try {
      const picture = await createImageBitmap(this.camera.video);
      if (take) take.add(timeS, look ? await createImageBitmap(picture) : picture, this.#up);
      if (look && this.#eyes) await this.#look(this.#eyes, picture, timeS, cameMs);
    } catch {
      // a frame that could not be taken or looked at is a frame less; the next one comes
    } finally {
      if (look) this.#busy = false;
    }
  }

  async #look(eyes: Eyes, picture: ImageBitmap, timeS: number, cameMs: number): Promise<void> {
    const seen = await eyes.look(picture, timeS);
    this.#people_seen = seen.people;
    this.#light = seen.light;
    this.tellAround(false);
    this.link?.frame(seen.frame);
    this.#listener.seen({ ...seen, timeS, cameMs });
    seen.picture.close();
    this.#spent.push(seen.ms);
    if (this.#model === "full" && this.#spent.length === TRIED && median(this.#spent) > SLOW_MS) {
      await this.#load("lite");
      this.#listener.slow();
    }
  }
}
