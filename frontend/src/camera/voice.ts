/** What is said: always as a caption, aloud where the person wants it and the browser can. */
export class Voice {
  #muted: boolean;
  #audio: AudioContext | null = null;
  readonly #caption: HTMLElement;
  readonly #language: string;

  constructor(caption: HTMLElement, language: string) {
    this.#caption = caption;
    this.#language = language;
    this.#muted = kept("kneeline-muted") === "yes";
  }

  get muted(): boolean {
    return this.#muted;
  }

  set muted(muted: boolean) {
    this.#muted = muted;
    keep("kneeline-muted", muted ? "yes" : "no");
    if (muted && "speechSynthesis" in window) speechSynthesis.cancel();
  }

  /** Say something; what is being said is broken off, for it is out of date. */
  say(text: string, aloud = text): void {
    this.#caption.textContent = text;
    if (this.#muted || !("speechSynthesis" in window) || !aloud) return;
    speechSynthesis.cancel();
    const words = new SpeechSynthesisUtterance(aloud);
    words.lang = this.#language;
    speechSynthesis.speak(words);
  }

  /** A short tone; it may sound only after a press, which a browser asks for. */
  tone(hertz: number, seconds = 0.12): void {
    if (this.#muted || !("AudioContext" in window)) return;
    this.#audio ??= new AudioContext();
    const audio = this.#audio;
    const source = audio.createOscillator();
    const volume = audio.createGain();
    source.frequency.value = hertz;
    volume.gain.setValueAtTime(0.2, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + seconds);
    source.connect(volume).connect(audio.destination);
    source.start();
    source.stop(audio.currentTime + seconds);
  }

  /** Nothing more is said. */
  hush(): void {
    if ("speechSynthesis" in window) speechSynthesis.cancel();
    void this.#audio?.close();
    this.#audio = null;
  }
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // a browser that keeps nothing asks again next time
  }
}
