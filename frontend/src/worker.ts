// The service worker: the app's files by their version, and the pages a session needs, for where there is no net.
// Pages are asked of the server first, always, so that nobody is held at an old version; what is kept is for when it
// does not answer. Requests to anywhere else it does not touch: there are none.
import { answerOf, keptName, type Scope } from "./worker/answer";
import { fill, type List } from "./worker/keep";

const scope = self as unknown as Scope;
const { shell, offline } = scope.kneeline;
const SHELL = keptName(scope.kneeline.version);

scope.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(SHELL).then(async (cache) => {
      await cache.addAll([...shell, offline].map((address) => new Request(address, { cache: "no-cache" })));
      await scope.skipWaiting();
    }),
  );
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then(async (names) => {
      const old = names.filter((name) => name.startsWith("kneeline-shell-") && name !== SHELL);
      await Promise.all(old.map((name) => caches.delete(name)));
      await scope.clients.claim();
    }),
  );
});

scope.addEventListener("fetch", (event) => {
  const answer = answerOf(event.request, scope);
  if (answer) event.respondWith(answer);
});

scope.addEventListener("message", (event) => {
  const told = event.data as { type?: string; list?: string };
  if (told.type === "keep" && told.list) event.waitUntil(keepAll(told.list));
});

/** Keeps what the server names: this week's pages and the clips of its exercises, and the guide. */
async function keepAll(list: string): Promise<void> {
  const answer = await fetch(list, { cache: "no-store" }).catch(() => null);
  if (answer?.ok) await fill((await answer.json()) as List, scope.kneeline.version);
}
