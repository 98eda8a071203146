// Loads the islands of a page when the first of them comes near the screen; until then a page shows what is inside
// the element: a still, or words.
const ISLANDS = "kneeline-figure, kneeline-explorer";
const NEAR = "400px";

const near = new IntersectionObserver(
  (seen) => {
    if (seen.some((entry) => entry.isIntersecting)) {
      near.disconnect();
      void import(/* @vite-ignore */ import.meta.url.replace(/[^/]*$/, "figure.js"));
    }
  },
  { rootMargin: NEAR },
);
for (const island of document.querySelectorAll(ISLANDS)) near.observe(island);
