import { defineConfig } from "vitest/config";

// One file an island, nothing imported from anywhere else, so that a page can also hold it inline. What shares code is
// built by itself (`vite build --mode camera`), or it would share a file.
const ISLANDS: Record<string, Record<string, string>> = {
  production: { figure: "src/figure.ts", islands: "src/islands.ts", pictures: "src/pictures.ts", stopwatch: "src/stopwatch.ts" },
  camera: { camera: "src/camera.ts" },
  pose: { pose: "src/pose.ts" },
};

export default defineConfig(({ mode }) => ({
  publicDir: false,
  build: {
    outDir: "../src/kneeline/report/assets/islands",
    emptyOutDir: mode === "production",
    target: "es2022",
    modulePreload: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: ISLANDS[mode] ?? {},
      output: { entryFileNames: "[name].js" },
    },
  },
  test: { include: ["src/**/*.test.ts"] },
}));
