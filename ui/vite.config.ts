/// <reference types="vitest/config" />
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The licences of the bundled fonts go with them. */
const FONTS = ["biz-udpgothic", "ibm-plex-mono", "noto-sans-jp"];
const fontLicences: Plugin = {
  name: "font-licences",
  apply: "build",
  generateBundle() {
    for (const font of FONTS) {
      const source = readFileSync(here(`node_modules/@fontsource/${font}/LICENSE`));
      this.emitFile({ type: "asset", fileName: `licences/${font}.txt`, source });
    }
  },
};

export default defineConfig({
  plugins: [react(), fontLicences],
  resolve: {
    alias: { "@catalogue": here("../crates/workflow/wording"), "@": here("src") },
  },
  server: { port: 5180, strictPort: true, fs: { allow: [".", "../crates/workflow/wording"] } },
  // The page policy allows fonts and pictures from the program only, so nothing may be inlined as a data address.
  build: { target: "es2022", assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  test: { testTimeout: 30_000, environment: "happy-dom", environmentOptions: { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: true } } }, include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.ts"], setupFiles: ["tests/setup.ts"] },
});
