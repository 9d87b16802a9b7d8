import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fill } from "../src/wording/fill";

const SOURCE = join(__dirname, "../src");
const CATALOGUE = join(__dirname, "../../crates/workflow/wording");
const JAPANESE = /[\u3000-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]/;

const read = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
const slots = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]));
}

describe("words", () => {
  it.each([
    [join(SOURCE, "wording/ja.json"), join(SOURCE, "wording/en.json")],
    [join(SOURCE, "wording/names.ja.json"), join(SOURCE, "wording/names.en.json")],
    [join(CATALOGUE, "ja.json"), join(CATALOGUE, "en.json")],
  ])("both languages have the same keys and slots in %s", (japanesePath, englishPath) => {
    const [japanese, english] = [read(japanesePath), read(englishPath)];
    expect(Object.keys(english).sort()).toEqual(Object.keys(japanese).sort());
    for (const [key, sentence] of Object.entries(japanese)) expect([key, ...slots(english[key] ?? "")]).toEqual([key, ...slots(sentence)]);
  });

  it("no component carries a Japanese word of its own", () => {
    const sources = files(SOURCE).filter((path) => /\.tsx?$/.test(path) && !path.endsWith("bindings.ts") && !path.includes(".test."));
    expect(sources.length).toBeGreaterThan(40);
    expect(sources.filter((path) => JAPANESE.test(readFileSync(path, "utf8")))).toEqual([]);
  });

  it("every word of the screens is used by one of them", () => {
    const text = files(SOURCE)
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => readFileSync(path, "utf8"))
      .join("\n");
    const composed = [/^tab\./, /^kb\.tab\./, /^decision\.toast_/];
    const unused = Object.keys(read(join(SOURCE, "wording/ja.json"))).filter((key) => !text.includes(`"${key}"`) && !composed.some((form) => form.test(key)));
    expect(unused).toEqual([]);
  });

  it("a slot without a value stays visible", () => {
    expect(fill("{a} of {b}", { a: 1 })).toBe("1 of {b}");
  });
});
