import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const SHEET = readFileSync(join(__dirname, "../src/shared/styles/tokens.css"), "utf8");
const AA = 4.5;

/** The colour of a token in a scheme, as the sheet writes it. */
function colour(token: string, scheme: "light" | "dark"): string {
  const written = new RegExp(`--${token}:\\s*(?:light-dark\\((#\\w{6}),\\s*(#\\w{6})\\)|(#\\w{6}))`).exec(SHEET);
  if (written === null) throw new Error(`no colour for ${token}`);
  return written[3] ?? (scheme === "light" ? (written[1] ?? "") : (written[2] ?? ""));
}

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  const [red = 0, green = 0, blue = 0] = parts;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ["ground", "surface", "surface-sunken", "surface-raised", "surface-hover"];
const PAIRS: [string, string][] = [
  ...["text", "text-quiet", "text-faint"].flatMap((text) => GROUNDS.map((ground): [string, string] => [text, ground])),
  ["text-quiet", "surface-chosen"],
  ["text", "surface-chosen"],
  ["accent", "surface"],
  ["accent-strong", "surface"],
  ["accent-strong", "accent-soft"],
  ["accent-on", "accent-ground"],
  ["positive", "positive-soft"],
  ["positive", "surface"],
  ["positive", "surface-chosen"],
  ["caution", "caution-soft"],
  ["caution", "surface"],
  ["caution", "surface-chosen"],
  ["against", "against-soft"],
  ["against", "surface"],
  ["accent-on", "against-ground"],
  ["notice", "notice-soft"],
  ["accent-on", "level-b"],
  ["level-c", "level-c-soft"],
];

describe.each(["light", "dark"] as const)("in the %s scheme", (scheme) => {
  it.each(PAIRS)("%s on %s can be read", (text, ground) => {
    expect(contrast(colour(text, scheme), colour(ground, scheme))).toBeGreaterThanOrEqual(AA);
  });
});
