export type Side = "user" | "environment";

const WIDE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

/** Why there is no camera, as a key of the words. */
export type Refusal = "insecure" | "denied" | "none" | "busy";

export class NoCamera extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal);
  }
}

/** What a browser's refusal of a camera means. */
export function refusalOf(error: unknown): Refusal {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "none";
}

/** A time of each frame, s, that rises: the frame's own where the browser tells it, else the clock. */
export function rising(before: number, told: number | undefined, clockMs: number): number {
  const time = told !== undefined && told > 0 ? told : clockMs / 1000;
  return time > before ? time : before + 0.001;
}

/** A camera whose every frame is handed out once; the stream is asked for once and kept. */
export class Camera {
  readonly video: HTMLVideoElement;
  #stream: MediaStream | null = null;
  #side: Side = "user";
  #running = false;
  #last = 0;

  constructor() {
    this.video = document.createElement("video");
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.setAttribute("playsinline", "");
  }

  get side(): Side {
    return this.#side;
  }

  get open(): boolean {
    return this.#stream !== null;
  }

  /** Whether the picture is shown as in a mirror: of a camera that looks at who looks at the screen. */
  get selfie(): boolean {
    return (this.facing ?? this.#side) === "user";
  }

  /** Which side of the device it is built into; null where it is not known to be built in. */
  get facing(): Side | null {
    const told = this.#stream?.getVideoTracks()[0]?.getSettings().facingMode;
    return told === "user" || told === "environment" ? told : null;
  }

  /** Open the camera on this side of the device. Throws NoCamera. */
  async start(side: Side): Promise<void> {
    if (!("mediaDevices" in navigator)) throw new NoCamera("insecure");
    this.stop();
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ video: { ...WIDE, facingMode: side }, audio: false });
      this.#side = side;
      this.video.srcObject = this.#stream;
      await this.video.play();
    } catch (error) {
      this.stop();
      throw new NoCamera(refusalOf(error));
    }
  }

  stop(): void {
    this.#running = false;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.video.srcObject = null;
  }

  /** Hand out frames with their times, s, until the camera stops. */
  frames(take: (timeS: number) => void): void {
    this.#running = true;
    const { video } = this;
    const next = (): void => {
      if (!this.#running) return;
      if ("requestVideoFrameCallback" in HTMLVideoElement.prototype) video.requestVideoFrameCallback(now);
      else requestAnimationFrame((clock) => {
          now(clock);
        });
    };
    const now = (clock: number, told?: VideoFrameCallbackMetadata): void => {
      if (!this.#running) return;
      this.#last = rising(this.#last, told?.mediaTime, clock);
      if (video.videoWidth > 0) take(this.#last);
      next();
    };
    next();
  }
}
