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

/**
 * The font for characters of names that the house font lacks, such as U+9AD9 and U+20BB7: in slices, each fetched when one
 * of its characters is shown. It serves every weight, and the older of its two formats stays at home.
 */
const fallbackFont: Plugin = {
  name: "fallback-font",
  enforce: "pre",
  transform(code, id) {
    if (!id.includes("noto-sans-jp/400.css")) return undefined;
    return code.replace(/, url\([^)]*\.woff\) format\('woff'\)/g, "").replaceAll("font-weight: 400;", "font-weight: 400 700;").replaceAll("font-display: swap;", "font-display: block;");
  },
};

export default defineConfig({
  plugins: [react(), fontLicences, fallbackFont],
  resolve: {
    alias: { "@catalogue": here("../crates/workflow/wording"), "@": here("src") },
  },
  server: { port: 5180, strictPort: true, fs: { allow: [".", "../crates/workflow/wording"] } },
  // The page policy allows fonts and pictures from the program only, so nothing may be inlined as a data address.
  build: { target: "es2022", assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  test: { testTimeout: 30_000, environment: "happy-dom", environmentOptions: { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: true } } }, include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.ts"], setupFiles: ["tests/setup.ts"] },
});
