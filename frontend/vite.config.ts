import { defineConfig } from "vitest/config";

// What build.mjs builds each island with.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "../src/kneeline/report/assets/islands",
    target: "es2022",
    modulePreload: false,
    chunkSizeWarningLimit: 900,
  },
  test: { include: ["src/**/*.test.ts"] },
});
