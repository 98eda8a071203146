// What is heard: soft tones, and a voice where the device has one of its own.

const NEAR_HZ = 587;
const FAR_HZ = 880;

/** Short soft tones. A browser allows them from the first tap on. */
export class Tones {
  on = true;
  #context: AudioContext | null = null;

  /** One tone: low while something runs, high where something new begins. */
  play(high: boolean): void {
    if (!this.on || typeof AudioContext === "undefined") return;
    this.#context ??= new AudioContext();
    const [tone, loud] = [this.#context.createOscillator(), this.#context.createGain()];
    const now = this.#context.currentTime;
    tone.frequency.value = high ? FAR_HZ : NEAR_HZ;
    loud.gain.setValueAtTime(0.0001, now);
    loud.gain.exponentialRampToValueAtTime(0.25, now + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.0001, now + 0.3);
    tone.connect(loud).connect(this.#context.destination);
    tone.start(now);
    tone.stop(now + 0.35);
  }
}

/** A voice that speaks on the device itself: one that asks a server would carry what is said away. */
export class Voice {
  on = true;

  constructor(readonly language: string) {}

  /** Whether there is such a voice. Browsers load theirs a moment after the page. */
  get there(): boolean {
    return this.#own() !== undefined;
  }

  say(text: string): void {
    const voice = this.#own();
    if (!this.on || !voice || text === "") return;
    const said = new SpeechSynthesisUtterance(text);
    [said.voice, said.lang, said.rate] = [voice, voice.lang, 0.95];
    speechSynthesis.cancel();
    speechSynthesis.speak(said);
  }

  hush(): void {
    if (typeof speechSynthesis !== "undefined") speechSynthesis.cancel();
  }

  #own(): SpeechSynthesisVoice | undefined {
    if (typeof speechSynthesis === "undefined") return undefined;
    const own = speechSynthesis.getVoices().filter((each) => each.localService && each.lang.toLowerCase().startsWith(this.language));
    return own.find((each) => each.default) ?? own[0];
  }
}

/** Keeps the screen lit while something runs; a browser that can't, or may not now, just doesn't. */
export class Light {
  #lock: WakeLockSentinel | null = null;
  #wanted = false;

  constructor() {
    document.addEventListener("visibilitychange", () => {
      if (this.#wanted && document.visibilityState === "visible") void this.#take();
    });
  }

  keep(lit: boolean): void {
    if (lit === this.#wanted) return;
    this.#wanted = lit;
    if (lit) void this.#take();
    else void this.#lock?.release().catch(() => undefined);
  }

  async #take(): Promise<void> {
    try {
      this.#lock = "wakeLock" in navigator ? await navigator.wakeLock.request("screen") : null;
      if (!this.#wanted) await this.#lock?.release();
    } catch {
      this.#lock = null;
    }
  }
}
