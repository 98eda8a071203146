const LEAST_PULL = 4; // m/s² along the screen; less, and the device lies too flat to tell
const NEWEST = 0.05; // share of what is felt now in what counts: about a third of a second

interface Pull {
  x: number;
  y: number;
  z: number;
}

/** Away from the earth, for a camera: to the right in its picture, up in it, ahead of it; of length 1. */
export type Up = [number, number, number];

/**
 * Where up is for a camera, from the pull of gravity on its device (to the right and up along the screen as it is held
 * naturally, and out of it) and how the screen is turned on that; `selfie`: the camera looks at who looks at the screen.
 */
export function upOf({ x, y, z }: Pull, screenAngle: number, selfie: boolean): Up | null {
  if (!Number.isFinite(x + y + z) || Math.hypot(x, y) < LEAST_PULL) return null;
  const turned = (screenAngle * Math.PI) / 180;
  const right = x * Math.cos(turned) - y * Math.sin(turned);
  const above = x * Math.sin(turned) + y * Math.cos(turned);
  // some devices give the pull, some its opposite: upside down is the right way up
  const length = Math.hypot(x, y, z) * (above < 0 ? -1 : 1);
  return [(selfie ? -right : right) / length, above / length, (selfie ? z : -z) / length];
}

/** The middle of several, as the server takes it. */
export function middleOf(ups: readonly Up[]): Up | null {
  if (!ups.length) return null;
  const mean = (axis: 0 | 1 | 2): number => Number((ups.reduce((sum, up) => sum + up[axis], 0) / ups.length).toFixed(4));
  return [mean(0), mean(1), mean(2)];
}

interface Asked {
  requestPermission?: () => Promise<string>;
}

/** Listens to how the device is held, where it tells. */
export class Level {
  #pull: Pull | null = null;
  readonly #heard = ({ accelerationIncludingGravity: pull }: DeviceMotionEvent): void => {
    const { x, y, z } = pull ?? {};
    if (typeof x !== "number" || typeof y !== "number" || typeof z !== "number") return;
    const before = this.#pull ?? { x, y, z };
    const calm = (now: number, then: number): number => then + NEWEST * (now - then);
    this.#pull = { x: calm(x, before.x), y: calm(y, before.y), z: calm(z, before.z) };
  };

  async start(): Promise<void> {
    if (!("DeviceMotionEvent" in window && "orientation" in screen)) return;
    const asked = DeviceMotionEvent as unknown as Asked;
    if (asked.requestPermission && (await asked.requestPermission().catch(() => "denied")) !== "granted") return;
    addEventListener("devicemotion", this.#heard);
  }

  /** Where up is for the device's camera on this side; null where that is not known. */
  up(selfie: boolean): Up | null {
    return this.#pull && upOf(this.#pull, screen.orientation.angle, selfie);
  }

  stop(): void {
    removeEventListener("devicemotion", this.#heard);
    this.#pull = null;
  }
}
