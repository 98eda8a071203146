const LEAST_PULL = 4; // m/s² along the screen; less, and the device lies too flat to tell

/** How far a device is rolled, deg, from the pull of gravity along its screen and how the screen is turned on it. */
export function rollOf(x: number, y: number, screenAngle: number): number | null {
  if (!Number.isFinite(x) || !Number.isFinite(y) || Math.hypot(x, y) < LEAST_PULL) return null;
  const turned = (Math.atan2(x, y) * 180) / Math.PI - screenAngle;
  const wrapped = ((((turned + 180) % 360) + 360) % 360) - 180;
  // some devices give the pull, some its opposite: upside down is the right way up
  return Math.abs(wrapped) > 90 ? wrapped - Math.sign(wrapped) * 180 : wrapped;
}

interface Asked {
  requestPermission?: () => Promise<string>;
}

/** Listens to how the device is rolled, where it tells. */
export class Level {
  roll: number | null = null;
  readonly #heard = (event: DeviceMotionEvent): void => {
    const pull = event.accelerationIncludingGravity;
    this.roll = rollOf(pull?.x ?? NaN, pull?.y ?? NaN, screen.orientation.angle);
  };

  async start(): Promise<void> {
    if (!("DeviceMotionEvent" in window)) return;
    const asked = DeviceMotionEvent as unknown as Asked;
    if (asked.requestPermission && (await asked.requestPermission().catch(() => "denied")) !== "granted") return;
    addEventListener("devicemotion", this.#heard);
  }

  stop(): void {
    removeEventListener("devicemotion", this.#heard);
    this.roll = null;
  }
}
