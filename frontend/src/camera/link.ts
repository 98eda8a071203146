const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2000;
const MOST_BUFFERED = 4 * 928;

/** How long to wait before the next try to connect. */
export function waitOf(tries: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
}

/** The socket to the server: it opens again by itself, drops frames it can't send at once, and never queues them. */
export class Link {
  readonly #address: string;
  readonly #heard: (event: unknown) => void;
  readonly #changed: (open: boolean) => void;
  #socket: WebSocket | null = null;
  #tries = 0;
  #timer = 0;
  #closed = false;

  constructor(path: string, heard: (event: unknown) => void, changed: (open: boolean) => void) {
    const address = new URL(path, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    this.#address = address.href;
    this.#heard = heard;
    this.#changed = changed;
    this.#connect();
  }

  get open(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Send a frame, unless earlier ones still wait: then it is dropped. */
  frame(frame: Float32Array): boolean {
    if (!this.#socket || !this.open || this.#socket.bufferedAmount > MOST_BUFFERED) return false;
    this.#socket.send(frame as Float32Array<ArrayBuffer>);
    return true;
  }

  tell(message: object): void {
    if (this.open) this.#socket?.send(JSON.stringify(message));
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #connect(): void {
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#tries = 0;
      this.#changed(true);
    });
    socket.addEventListener("message", (event: MessageEvent<string>) => {
      this.#heard(JSON.parse(event.data));
    });
    socket.addEventListener("close", () => {
      if (this.#closed) return;
      this.#changed(false);
      this.#timer = window.setTimeout(() => {
        this.#connect();
      }, waitOf(this.#tries++));
    });
  }
}
