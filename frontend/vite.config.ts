import { defineConfig } from "vitest/config";

// One file an island, nothing imported from anywhere else, so that a page can also hold it inline.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "../src/kneeline/report/assets/islands",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: { figure: "src/figure.ts", islands: "src/islands.ts", pictures: "src/pictures.ts", stopwatch: "src/stopwatch.ts" },
      output: { entryFileNames: "[name].js" },
    },
  },
  test: { include: ["src/**/*.test.ts"] },
});
