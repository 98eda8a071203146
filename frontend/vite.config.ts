import { defaultClientConditions } from "vite";
import { defineConfig } from "vitest/config";

// What build.mjs builds each island with.
export default defineConfig({
  publicDir: false,
  // ONNX Runtime then takes its WebAssembly from where it is told, and no second copy is made of it
  resolve: { conditions: ["onnxruntime-web-use-extern-wasm", ...defaultClientConditions] },
  build: {
    outDir: "../src/kneeline/report/assets/islands",
    target: "es2022",
    modulePreload: false,
    chunkSizeWarningLimit: 900,
  },
  test: { include: ["src/**/*.test.ts"] },
});
