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
