// Fills what is kept, a few at a time, so that whoever uses the app meanwhile doesn't wait.
import { keepable, keptName, PAGES } from "./answer";

/** `pages` change with what was done and are asked anew; `texts` and `files` are the same for a version. */
export interface List {
  version: string;
  pages: string[];
  texts: string[];
  files: string[];
}

/** Keeps what a list names and lets go of pages it no longer names. */
export async function fill(list: List, version: string): Promise<void> {
  const pages = await caches.open(PAGES);
  const before = await pages.match(MARK);
  const same = (await before?.text()) === list.version;
  const wanted = new Set([...list.pages, ...list.texts].map((each) => new URL(each, location.href).href));
  for (const request of await pages.keys()) if (!wanted.has(request.url) && !request.url.endsWith(MARK)) await pages.delete(request);
  for (const address of list.pages) await keepPage(pages, address);
  for (const address of list.texts) if (!same || !(await pages.match(address, { ignoreVary: true }))) await keepPage(pages, address);
  const files = await caches.open(keptName(version));
  for (const address of list.files) if (!(await caches.match(address, { ignoreVary: true }))) await keepFile(files, address);
  await pages.put(MARK, new Response(list.version));
}

const MARK = "/kneeline-kept";

async function keepPage(cache: Cache, address: string): Promise<void> {
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer && keepable(answer)) await cache.put(address, answer);
}

async function keepFile(cache: Cache, address: string): Promise<void> {
  const answer = await fetch(address).catch(() => null);
  if (answer?.status === 200) await cache.put(address, answer);
}
