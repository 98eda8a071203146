// Loads the islands of a page when the first of them comes near the screen; until then a page shows what is inside
// the element: a still, or words.
const ISLANDS = "kneeline-figure, kneeline-explorer";
const NEAR = "400px";

const near = new IntersectionObserver(
  (seen) => {
    if (seen.some((entry) => entry.isIntersecting)) {
      near.disconnect();
      later.disconnect();
      void import(/* @vite-ignore */ import.meta.url.replace(/[^/]*$/, "figure.js"));
    }
  },
  { rootMargin: NEAR },
);
const look = (): void => { for (const island of document.querySelectorAll(ISLANDS)) near.observe(island); };
const later = new MutationObserver(look); // the session's player puts its figure in when it is opened
look();
later.observe(document.documentElement, { childList: true, subtree: true });
