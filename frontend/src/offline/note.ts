// One note of one exercise on one day, as the server takes it (plans/noting.py).

export interface Work {
  stage: string;
  side: "left" | "right" | "both";
  sets: number;
  reps_not_seen: number;
  seconds: number;
}

/** What is left out stays as it was; null takes it back. */
export interface Told {
  felt?: string | null;
  pain?: number | null;
  pain_next_morning?: number | null;
  stopped?: "pain" | "tired" | "other" | null;
  last_set_reps?: number | null;
}

export interface Note {
  /** The day and the exercise: a day keeps one note an exercise. */
  key: string;
  /** Whose it is: a person's word of `kneeline-net`. */
  person: string;
  id: string;
  at: string;
  date: string;
  exercise: string;
  struck: boolean;
  work?: Work;
  told: Told;
}

/** A new note, made now. */
export function noteOf(person: string, date: string, exercise: string, told: Told, work?: Work): Note {
  const made: Note = { key: `${date}/${exercise}`, person, id: newId(), at: new Date().toISOString(), date, exercise, struck: false, told };
  return work ? { ...made, work } : made;
}

/** A note that waits and a newer one of the same day and exercise, as one. */
export function merged(waiting: Note | undefined, newer: Note): Note {
  if (waiting?.person !== newer.person || waiting.struck || newer.struck) return newer;
  const work = newer.work ?? waiting.work;
  return { ...newer, told: { ...waiting.told, ...newer.told }, ...(work ? { work } : {}) };
}

/** What a form beside an exercise says. */
export function toldIn(form: FormData): Told {
  const told: Told = { felt: word(form, "felt"), pain: number(form, "pain"), last_set_reps: number(form, "last_set_reps") };
  told.stopped = word(form, "stopped") as Exclude<Told["stopped"], undefined>;
  if (form.has("pain_next_morning")) told.pain_next_morning = number(form, "pain_next_morning");
  return told;
}

function word(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === "string" && value !== "" ? value : null;
}

function number(form: FormData, name: string): number | null {
  const text = word(form, name);
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/** A random id; `crypto.randomUUID` is there on secure pages alone. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
