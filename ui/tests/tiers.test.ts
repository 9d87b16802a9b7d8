import { ESLint } from "eslint";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const FOLDER = join(__dirname, "..");
const eslint = new ESLint({ cwd: FOLDER });

async function problems(path: string, source: string): Promise<number> {
  const [result] = await eslint.lintText(`${source}\nexport {};\n`, { filePath: join(FOLDER, path) });
  return (result?.messages ?? []).filter(({ ruleId }) => ruleId === "no-restricted-imports").length;
}

describe("the tiers of the screens", () => {
  it.each([
    ["src/shared/made_up.ts", 'import "@/findings/sections";'],
    ["src/findings/made_up.ts", 'import "@/report/preview";'],
    ["src/findings/made_up.ts", 'import "@/screens/gate";'],
    ["src/findings/made_up.ts", 'import "../report/preview";'],
    ["src/screens/made_up.ts", 'import "@tauri-apps/api/core";'],
    ["src/backend/made_up.ts", 'import "@/shared/icon";'],
  ])("%s may not say %s", async (path, source) => {
    expect(await problems(path, source)).toBe(1);
  }, 20_000);

  it.each([
    ["src/findings/made_up.ts", 'import "@/shared/icon"; import "@/backend/context"; import "@/wording/words"; import "@/findings/sections";'],
    ["src/screens/made_up.ts", 'import "@/findings/sections"; import "@/report/preview";'],
    ["src/backend/made_up.ts", 'import "@tauri-apps/api/core";'],
  ])("%s may say %s", async (path, source) => {
    expect(await problems(path, source)).toBe(0);
  }, 20_000);
});
