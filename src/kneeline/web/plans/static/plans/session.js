// The session, one exercise after the other, with a timer and its sounds. Without it the page is a list with a form
// beside each exercise; with it nothing is asked twice and nothing is lost: where one is stays in this browser, and what
// was done is sent exercise by exercise.

const READY_S = 5;
const TICK_MS = 200;

/** What a timer runs through, in order: {label, seconds, reps, beep}. A round is a set on a side (plans/doing.py). */
export function partsOf(rounds, words) {
  return rounds.flatMap((round, index) => {
    const parts = [{ kind: "ready", label: [words.ready, round.side].filter(Boolean).join(": "), seconds: READY_S }];
    if (round.reps) {
      parts.push({ kind: "work", label: round.side, seconds: round.reps * round.pace_s, reps: round.reps, pace_s: round.pace_s });
    } else if (round.seconds) {
      parts.push({ kind: "work", label: round.side, seconds: round.seconds });
    }
    const last = index === rounds.length - 1;
    if (round.rest_s && !last) parts.push({ kind: "rest", label: words.rest, seconds: round.rest_s });
    return parts;
  });
}

/** What stands large on the screen: the repetition one is at, or the seconds left. */
export function shownAt(part, elapsed_s) {
  if (part.reps) return `${Math.min(part.reps, Math.floor(elapsed_s / part.pace_s) + 1)} / ${part.reps}`;
  return String(Math.max(0, Math.ceil(part.seconds - elapsed_s)));
}

class Sound {
  constructor() {
    this.on = true;
  }

  /** A short soft tone. A browser allows it from the first tap on. */
  beep(high) {
    if (!this.on) return;
    this.context ??= new AudioContext();
    const [tone, loud] = [this.context.createOscillator(), this.context.createGain()];
    const now = this.context.currentTime;
    tone.frequency.value = high ? 880 : 587;
    loud.gain.setValueAtTime(0.0001, now);
    loud.gain.exponentialRampToValueAtTime(0.25, now + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.0001, now + 0.3);
    tone.connect(loud).connect(this.context.destination);
    tone.start(now);
    tone.stop(now + 0.35);
  }
}

class Timer {
  constructor(room, rounds, words, sound) {
    this.parts = partsOf(rounds, words);
    Object.assign(this, { room, words, sound, at: 0, elapsed: 0, since: null });
    room.hidden = false;
    room.innerHTML =
      '<p class="timer-label" role="status"></p><p class="timer-count" aria-live="off"></p><p class="actions"><button class="button" type="button"></button></p>';
    [this.label, this.count, this.button] = ["timer-label", "timer-count"]
      .map((name) => room.querySelector(`.${name}`))
      .concat(room.querySelector("button"));
    this.button.addEventListener("click", () => (this.since === null ? this.run() : this.pause()));
    this.show();
  }

  run() {
    if (this.at >= this.parts.length) [this.at, this.elapsed] = [0, 0];
    this.since = performance.now();
    this.beat = setInterval(() => this.tick(), TICK_MS);
    this.sound.beep(false);
    this.show();
  }

  pause() {
    if (this.since === null) return;
    clearInterval(this.beat);
    this.elapsed += (performance.now() - this.since) / 1000;
    this.since = null;
    this.show();
  }

  tick() {
    const part = this.parts[this.at];
    const now = this.elapsed + (performance.now() - this.since) / 1000;
    const shown = shownAt(part, now);
    if (shown !== this.count.textContent && part.reps && now < part.seconds) this.sound.beep(false);
    if (now >= part.seconds) this.next();
    else this.show();
  }

  next() {
    this.at += 1;
    [this.elapsed, this.since] = [0, performance.now()];
    this.sound.beep(true);
    if (this.at < this.parts.length) return this.show();
    clearInterval(this.beat);
    this.since = null;
    this.show();
    this.room.dispatchEvent(new CustomEvent("timed", { bubbles: true }));
  }

  show() {
    const part = this.parts[this.at];
    const running = this.since !== null;
    const now = this.elapsed + (running ? (performance.now() - this.since) / 1000 : 0);
    const label = part ? part.label : this.words.done;
    if (this.label.textContent !== label) this.label.textContent = label;
    this.count.textContent = part ? shownAt(part, now) : "✓";
    this.room.dataset.kind = part ? part.kind : "done";
    this.button.textContent = running ? this.words.pause : this.elapsed || this.at ? this.words.on : this.words.start;
    if (!part) this.button.textContent = this.words.start;
  }
}

class Session extends HTMLElement {
  connectedCallback() {
    this.words = this.dataset;
    this.items = [...this.querySelectorAll(".doing-one")];
    this.sound = new Sound();
    this.timers = this.items.map((item) => this.timer(item)).filter(Boolean);
    this.at = Math.min(this.kept() ?? this.firstOpen(), this.items.length - 1);
    if (this.items.length) this.bar();
    this.addEventListener("timed", (event) => event.target.closest("li").querySelector("form").scrollIntoView({ block: "center" }));
    this.addEventListener("htmx:afterRequest", (event) => this.sent(event));
    this.all = false;
    this.show();
  }

  timer(item) {
    const [room, rounds] = [item.querySelector(".timer"), JSON.parse(item.dataset.rounds)];
    return room && rounds.length ? new Timer(room, rounds, this.words, this.sound) : null;
  }

  bar() {
    const [bar, ways] = ["session-bar", "session-ways"].map((name) =>
      Object.assign(document.createElement("p"), { className: name }),
    );
    const button = (place, words, act) => {
      const made = document.createElement("button");
      Object.assign(made, { type: "button", className: "button quiet", textContent: words });
      made.addEventListener("click", act);
      place.append(made);
      return made;
    };
    this.back = button(bar, this.words.back, () => this.go(this.at - 1));
    this.sounds = button(ways, this.words.sound, () => {
      this.sound.on = !this.sound.on;
      this.show();
    });
    this.everything = button(ways, this.words.all, () => {
      this.all = !this.all;
      this.show();
    });
    this.onwards = button(bar, this.words.next, () => this.go(this.at + 1));
    this.prepend(ways);
    this.append(bar);
  }

  go(to) {
    for (const timer of this.timers) timer.pause();
    this.at = Math.max(0, Math.min(this.items.length - 1, to));
    try {
      localStorage.setItem(this.key(), String(this.at));
    } catch {
      // A browser that keeps nothing begins at the first open exercise again.
    }
    this.show();
    this.items[this.at].scrollIntoView({ block: "start" });
  }

  sent(event) {
    const item = event.target.closest("li");
    if (!item) return;
    const status = item.querySelector(".sent");
    if (!event.detail.successful) {
      status.textContent = this.words.unsent;
      return;
    }
    item.classList.add("noted");
    status.textContent = "✓";
    if (!this.all && this.at + 1 < this.items.length) this.go(this.at + 1);
  }

  show() {
    this.classList.toggle("one", !this.all);
    this.items.forEach((item, index) => item.classList.toggle("current", index === this.at));
    if (!this.back) return;
    this.back.disabled = this.all || this.at === 0;
    this.onwards.disabled = this.all || this.at === this.items.length - 1;
    this.everything.textContent = this.all ? this.words.one : this.words.all;
    this.sounds.setAttribute("aria-pressed", String(this.sound.on));
  }

  firstOpen() {
    const open = this.items.findIndex((item) => !item.classList.contains("noted"));
    return open < 0 ? 0 : open;
  }

  kept() {
    try {
      const kept = localStorage.getItem(this.key());
      return kept === null ? null : Number(kept);
    } catch {
      return null;
    }
  }

  key() {
    return `kneeline-session-${this.dataset.key}`;
  }
}

customElements.define("kneeline-session", Session);
