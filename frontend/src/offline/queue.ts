// Notes that wait to be sent, in this browser's IndexedDB. A note stays until the server has answered for it. IndexedDB
// answers later, and a page that is left before is cut short: so a note is first jotted down in localStorage.
import { keep, kept, keptNames } from "./kept";
import { merged, type Note } from "./note";

const NAME = "kneeline";
const NOTES = "notes";
const JOTTED = "kneeline-note-";
/** So long a note waits for the person it is of; then it is dropped, so that nothing lies about for ever. */
export const LONGEST_WAIT_MS = 30 * 24 * 3600 * 1000;

/** Puts a note into the queue, together with what waits of the same day and exercise; from the call on it can't be lost. */
export async function put(note: Note): Promise<void> {
  keep(JOTTED + note.id, JSON.stringify(note));
  await queue(note);
  keep(JOTTED + note.id, null);
}

/** Puts into the queue what was jotted down on a page that was left before it could be. */
export async function recover(): Promise<void> {
  const jotted = keptNames(JOTTED).flatMap((name) => {
    const text = kept(name);
    return text === null ? [] : [JSON.parse(text) as Note];
  });
  for (const note of jotted.sort((one, other) => one.at.localeCompare(other.at))) await put(note);
}

/** Everything that waits. */
export async function all(): Promise<Note[]> {
  return (await on("readonly", (store) => store.getAll())) as Note[];
}

/** Takes notes out that the server has answered for; one that was changed meanwhile stays. */
export async function settle(answered: readonly Note[]): Promise<void> {
  for (const { key, id } of answered) {
    await on("readwrite", (store) => {
      const now = store.get(key);
      now.onsuccess = () => { if ((now.result as Note | undefined)?.id === id) store.delete(key); };
      return now;
    });
  }
}

/** Takes everything out that is somebody else's, or has waited too long; how many were somebody else's. */
export async function dropForeign(person: string, now = Date.now()): Promise<number> {
  const waiting = await all();
  const foreign = waiting.filter((note) => person !== "" && note.person !== person);
  await settle([...foreign, ...waiting.filter(({ at }) => now - Date.parse(at) > LONGEST_WAIT_MS)]);
  return foreign.length;
}

/** Takes everything out. */
export async function empty(): Promise<void> {
  for (const name of keptNames(JOTTED)) keep(name, null);
  await on("readwrite", (store) => store.clear());
}

async function queue(note: Note): Promise<void> {
  await on("readwrite", (store) => {
    const before = store.get(note.key);
    before.onsuccess = () => { store.put(merged(before.result as Note | undefined, note)); };
    return before;
  });
}

async function on<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await opened();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(NOTES, mode, { durability: "strict" });
      const request = act(transaction.objectStore(NOTES));
      transaction.oncomplete = () => { resolve(request.result); };
      transaction.onabort = transaction.onerror = () => { reject(transaction.error ?? new Error("the queue could not be used")); };
    });
  } finally {
    database.close();
  }
}

async function opened(): Promise<IDBDatabase> {
  return await new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(NOTES, { keyPath: "key" });
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error("this browser keeps nothing")); };
  });
}
