// Builds the islands: one file each with nothing imported from another, so that a page can also hold it inline and a
// service worker can be one file. (Built together they would share pieces in further files.)
import { build } from "vite";

const ENTRIES = ["figure", "islands", "pictures", "stopwatch", "camera", "pose", "legs", "app", "worker"];

let first = true;
for (const name of ENTRIES) {
  await build({
    logLevel: "warn",
    build: { emptyOutDir: first, rolldownOptions: { input: { [name]: `src/${name}.ts` }, output: { entryFileNames: "[name].js" } } },
  });
  first = false;
}
