import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const FACES = readFileSync(join(__dirname, "../src/shared/styles/fonts.css"), "utf8").split("@font-face").slice(1);

it.each(["400", "700"])("hyphen, underscore, dashes and minus of weight %s never come from the font that loses them", (weight) => {
  const house = FACES.filter((face) => face.includes('"BIZ UDPGothic"') && face.includes(`font-weight: ${weight}`));
  const safe = house.filter((face) => face.includes("noto-sans-jp-latin"));
  expect(safe.length).toBe(1);
  expect(house.indexOf(safe[0] ?? "")).toBe(house.length - 1);
  for (const range of ["U+002D", "U+005F", "U+2010-2015", "U+2212"]) expect(safe[0]).toContain(range);
});

it("characters of Japanese names that the house font lacks are in the font behind it", () => {
  const slices = readFileSync(join(__dirname, "../node_modules/@fontsource/noto-sans-jp/400.css"), "utf8");
  const ranges = [...slices.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)].map(([, first = "", last = first]) => [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const);
  const missing = ["9ad9", "fa11", "6ff5", "5fb7", "7028", "6852", "6801", "9751", "6df8", "6a6b", "20bb7"].filter((code) => {
    const place = Number.parseInt(code, 16);
    return !ranges.some(([first, last]) => first <= place && place <= last);
  });
  expect(missing).toEqual([]);
});
