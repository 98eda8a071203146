// Pictures of a check in this browser's own storage, for a day: no server sees them here.
const NAME = "kneeline-pictures";
const STORE = "pictures";
const KEPT_MS = 24 * 3600 * 1000;

interface Kept {
  blob: Blob;
  until: number;
}

/** The picture under this name ("check/index"), or null where there is none, or none any more. */
export async function picture(key: string, now = Date.now()): Promise<Blob | null> {
  const kept = await within<Kept | undefined>("readonly", (store) => store.get(key) as IDBRequest<Kept | undefined>);
  return kept && kept.until > now ? kept.blob : null;
}

/** Keep a picture for a day. */
export async function keep(key: string, blob: Blob, now = Date.now()): Promise<void> {
  await within("readwrite", (store) => store.put({ blob, until: now + KEPT_MS }, key));
}

/** Drop every picture of a check. */
export async function forget(check: string): Promise<void> {
  await within("readwrite", (store) => store.delete(IDBKeyRange.bound(`${check}/`, `${check}/\uffff`)));
}

/** Drop every picture. */
export async function forgetAll(): Promise<void> {
  await within("readwrite", (store) => store.clear());
}

/** Drop what has been here for a day. */
export async function sweep(now = Date.now()): Promise<void> {
  const keys = await within("readonly", (store) => store.getAllKeys());
  for (const key of keys ?? []) {
    const kept = await within<Kept | undefined>("readonly", (store) => store.get(key) as IDBRequest<Kept | undefined>);
    if (kept && kept.until <= now) await within("readwrite", (store) => store.delete(key));
  }
}

/** One step in the store; undefined where a browser keeps nothing (a private window, a full disk). */
async function within<Result>(mode: IDBTransactionMode, step: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result | undefined> {
  try {
    const database = await opened();
    try {
      return await settled(step(database.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => { request.result.createObjectStore(STORE); };
  return settled(request);
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error("no storage")); };
  });
}
