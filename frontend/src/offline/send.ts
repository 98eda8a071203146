// Sends what waits: whose the browser is now, and a fresh token, are asked first; then everything goes at once.
import type { Note } from "./note";
import { all, dropForeign, settle } from "./queue";

/** What came of it. `stranger`: the browser is nobody's now; `foreign`: notes of somebody else were dropped. */
export interface Sent {
  outcome: "nothing" | "sent" | "unreachable" | "stranger";
  waiting: number;
  refused: number;
  foreign: number;
}

interface Answer {
  person?: string;
  token?: string;
  outcomes?: Record<string, "kept" | "older" | "refused">;
}

/** Sends everything, one tab at a time: two at once would do no harm, but ask twice. */
export async function send(address: string): Promise<Sent> {
  if (!("locks" in navigator)) return await sendAll(address);
  return await navigator.locks.request("kneeline-send", async () => await sendAll(address));
}

async function sendAll(address: string): Promise<Sent> {
  const before = await all();
  if (before.length === 0) return { outcome: "nothing", waiting: 0, refused: 0, foreign: 0 };
  const still = { waiting: before.length, refused: 0, foreign: 0 };
  const hello = await asked(address, {});
  if (typeof hello === "string") return { outcome: hello, ...still };
  const foreign = await dropForeign(hello.person ?? "");
  const notes = await all();
  if (notes.length === 0) return { outcome: "nothing", waiting: 0, refused: 0, foreign };
  const body = JSON.stringify({ notes: notes.map(wire) });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": hello.token ?? "" };
  const answer = await asked(address, { method: "POST", headers, body });
  if (typeof answer === "string") return { outcome: answer, ...still, foreign };
  const answered = notes.filter(({ id }) => answer.outcomes?.[id] !== undefined);
  await settle(answered);
  const refused = answered.filter(({ id }) => answer.outcomes?.[id] === "refused").length;
  const waiting = (await all()).length;
  return { outcome: waiting < notes.length ? "sent" : "unreachable", waiting, refused, foreign };
}

/** A note without what is this browser's own. */
function wire({ id, at, date, exercise, struck, work, told }: Note): object {
  return { id, at, date, exercise, struck, told, ...(work ? { work } : {}) };
}

async function asked(address: string, init: RequestInit): Promise<Answer | "unreachable" | "stranger"> {
  try {
    const answer = await fetch(address, { ...init, cache: "no-store", redirect: "manual" });
    if (answer.ok) return (await answer.json()) as Answer;
    const shutOut = answer.status === 403 || answer.type === "opaqueredirect"; // to sign in, or to the welcome page
    return shutOut && init.method === undefined ? "stranger" : "unreachable";
  } catch {
    return "unreachable";
  }
}
