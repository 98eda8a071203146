// Fills what is kept, a few at a time, so that whoever uses the app meanwhile doesn't wait.
import { keepable, keptName, PAGES } from "./answer";

/** `pages` change with what was done, and `state` with them; all else is the same for a `version`: files of the next
 * session `first`, then `texts`, then the other `files`. */
export interface List {
  version: string;
  state: string;
  pages: string[];
  first: string[];
  texts: string[];
  files: string[];
}

const MARK = "/kneeline-kept";
let filling: Promise<void> = Promise.resolve();

/** Keeps what a list names and lets go of pages it no longer names; one list after the other. */
export function fill(list: List, version: string): Promise<void> {
  filling = filling.then(() => fillNow(list, version)).catch(() => undefined);
  return filling;
}

async function fillNow(list: List, version: string): Promise<void> {
  const pages = await caches.open(PAGES);
  const [sameVersion, sameState] = ((await (await pages.match(MARK))?.text()) ?? "\n").split("\n");
  const wanted = new Set([MARK, ...list.pages, ...list.texts].map((each) => new URL(each, location.href).href));
  for (const request of await pages.keys()) if (!wanted.has(request.url)) await pages.delete(request);
  const changed = sameState !== list.state || sameVersion !== list.version;
  for (const address of list.pages) if (changed || !(await pages.match(address, { ignoreVary: true }))) await keepPage(pages, address);
  await keepFiles(list.first, version);
  for (const address of list.texts) if (sameVersion !== list.version || !(await pages.match(address, { ignoreVary: true }))) await keepPage(pages, address);
  await keepFiles(list.files, version);
  await pages.put(MARK, new Response(`${list.version}\n${list.state}`));
}

async function keepPage(cache: Cache, address: string): Promise<void> {
  const answer = await fetch(address).catch(() => null);
  if (answer && keepable(answer)) await cache.put(address, answer);
}

async function keepFiles(addresses: readonly string[], version: string): Promise<void> {
  const cache = await caches.open(keptName(version));
  for (const address of addresses) {
    if (await caches.match(address, { ignoreVary: true })) continue;
    const answer = await fetch(address).catch(() => null);
    if (answer?.status === 200) await cache.put(address, answer);
  }
}
