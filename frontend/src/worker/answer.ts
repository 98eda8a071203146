// How the worker answers: files from what is kept, pages from the server, else as they were when it was last there.

export const PAGES = "kneeline-pages";
/** So long a page that is kept waits for the server. */
const PATIENCE_MS = 6000;

interface Extended extends Event {
  waitUntil: (done: Promise<unknown>) => void;
}

/** What a service worker has that a page has not; types of both worlds cannot stand in one program. */
export interface Scope {
  kneeline: { version: string; shell: string[]; offline: string; session: string; statics: string[] };
  clients: { claim: () => Promise<void> };
  skipWaiting: () => Promise<void>;
  location: Location;
  addEventListener: {
    (type: "install" | "activate", listener: (event: Extended) => void): void;
    (type: "fetch", listener: (event: Extended & { request: Request; respondWith: (answer: Promise<Response>) => void }) => void): void;
    (type: "message", listener: (event: Extended & { data: unknown }) => void): void;
  };
}

/** The cache of a version's files. */
export function keptName(version: string): string {
  return `kneeline-shell-${version}`;
}

/** The answer to a request; null leaves it to the browser. */
export function answerOf(request: Request, scope: Scope): Promise<Response> | null {
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== scope.location.origin) return null;
  if (request.mode === "navigate") return page(request, address, scope);
  return scope.kneeline.statics.some((start) => address.pathname.startsWith(start)) ? file(request, address, scope) : null;
}

/** A file: one whose address changes with it is the same for ever; of others the newest, if it can be had. */
async function file(request: Request, address: URL, scope: Scope): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true });
  const forEver = address.searchParams.has("v") || address.pathname.endsWith(".css");
  if (kept && forEver) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.status === 200) await (await caches.open(keptName(scope.kneeline.version))).put(request, answer.clone());
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function page(request: Request, address: URL, scope: Scope): Promise<Response> {
  const kept = await (await caches.open(PAGES)).match(request, { ignoreVary: true });
  try {
    const answer = await inTime(fetch(request), kept ? PATIENCE_MS : null);
    if (keepable(answer)) await (await caches.open(PAGES)).put(request, answer.clone());
    return answer;
  } catch {
    return await withoutNet(kept, address, scope);
  }
}

/** Whether a page may be kept: the server says so, page by page. */
export function keepable(answer: Response): boolean {
  return answer.status === 200 && !answer.redirected && answer.headers.get("X-Kneeline-Keep") === "yes";
}

async function inTime(answer: Promise<Response>, patience_ms: number | null): Promise<Response> {
  if (patience_ms === null) return await answer;
  const late = new Promise<never>((_, reject) => setTimeout(() => { reject(new Error("late")); }, patience_ms));
  return await Promise.race([answer, late]);
}

/** The page as it was; of another day's Today, today's session; else a calm page that says what can be done. */
async function withoutNet(kept: Response | undefined, address: URL, scope: Scope): Promise<Response> {
  const day = dayOf(new Date());
  if (kept && (address.pathname !== "/" || dayOf(new Date(kept.headers.get("Date") ?? 0)) === day)) return await asKept(kept);
  if (address.pathname === "/" && (await caches.match(scope.kneeline.session + day, { ignoreVary: true }))) return Response.redirect(scope.kneeline.session + day, 302);
  const pages = await caches.open(PAGES);
  const calm = (await pages.match(scope.kneeline.offline, { ignoreVary: true })) ?? (await caches.match(scope.kneeline.offline, { ignoreVary: true }));
  return calm ? await asKept(calm) : Response.error();
}

/** The page marked as one from here, so that it can say so. */
export async function asKept(kept: Response): Promise<Response> {
  const text = (await kept.text()).replace("<html ", '<html data-from="cache" ');
  return new Response(text, { status: 200, headers: kept.headers });
}

/** The day here, as 2026-11-30. */
export function dayOf(moment: Date): string {
  return [moment.getFullYear(), String(moment.getMonth() + 1).padStart(2, "0"), String(moment.getDate()).padStart(2, "0")].join("-");
}
