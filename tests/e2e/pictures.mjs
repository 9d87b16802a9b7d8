/**
 * Takes the pictures of docs/screens with synthetic patients. Not a test; run it after a change of looks:
 * `xvfb-run -a -s '-screen 0 1920x1080x24' node tests/e2e/pictures.mjs [FOLDER]`, and look at every one.
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshPlace, LUAD, PROGRAM, ROOT, WORDS } from "./program.mjs";
import { acceptFinding, createWorkspace, declineTheRest, holdPanel, importFiles, openTab, sign, signIn } from "./steps.mjs";
import { pause, startDriver, Window } from "./webdriver.mjs";

const FOLDER = process.argv[2] ?? join(ROOT, "docs/screens");
const SIZES = [
  [1280, 800],
  [1920, 1080],
];
const { button } = Window;

mkdirSync(FOLDER, { recursive: true });
const place = freshPlace();
const driver = await startDriver(place.surroundings);
let window = await Window.open(driver.base, PROGRAM);

async function take(name, sizes = SIZES, settleMs = 400) {
  for (const [width, height] of sizes) {
    await window.size(width, height);
    await pause(settleMs);
    writeFileSync(join(FOLDER, `${name}-${width}x${height}.png`), await window.picture());
  }
  await window.size(...SIZES[0]);
}

const filesOf = (patient) => {
  const folder = join(ROOT, "tests/cases", patient, "input");
  return readdirSync(folder).map((name) => join(folder, name));
};

try {
  await window.size(...SIZES[0]);
  await createWorkspace(window, (step) => take(step, [SIZES[0]]));
  for (const patient of ["CRC-01", "NIL-01", "MEL-01", "PAAD-01", "ODD-RARE-KANJI"]) await importFiles(window, filesOf(patient));
  await importFiles(window, filesOf("LUAD-02"));
  await pause(5_000);
  await openTab(window, "structure");
  await pause(3_000);
  await take("structure");
  await importFiles(window, LUAD, (step) => take(step, [SIZES[0]]));
  await pause(5_000);
  await take("summary");
  await openTab(window, "clinical");
  await take("clinical", [SIZES[0]]);
  await openTab(window, "findings");
  await take("findings");
  await acceptFinding(window, "オシメルチニブ", "L858R");
  await pause(5_000);
  await window.press("d");
  await take("findings-accepted", [SIZES[0]]);
  await openTab(window, "variants");
  await take("variants");
  await openTab(window, "records");
  await pause(1_000);
  await take("records");
  await openTab(window, "ledger");
  await take("ledger", [SIZES[0]]);
  await openTab(window, "findings");
  await declineTheRest(window, "今回は推奨しない（合成データ）");
  await holdPanel(window, (step) => take(step, [SIZES[0]]));
  await pause(5_000);
  await openTab(window, "panel");
  await take("panel");
  await window.press("v");
  await take("projection", [SIZES[1]]);
  await window.press("\uE00C");
  await openTab(window, "report");
  await take("report-panel", SIZES, 2_500);
  await window.click(`//button[@role='tab'][2]`);
  await pause(2_500);
  await take("report-patient", [SIZES[0]], 2_500);
  await sign(window, (step) => take(step, [SIZES[0]]));
  await pause(5_000);
  await take("signed", [SIZES[0]], 2_500);
  await openTab(window, "history");
  await take("history", [SIZES[0]]);
  await window.click(`//a[@href='#/worklist']`);
  await take("worklist");
  await window.press("?");
  await take("keys", [SIZES[0]]);
  await window.press("\uE00C");
  await window.click(`//button[contains(@class, 'sidebar-find')]`);
  await take("palette", [SIZES[0]]);
  await window.press("\uE00C");
  await window.click(`//a[@href='#/knowledge/rows']`);
  await window.find(`//h1[.='${WORDS["kb.title"]}']`);
  await take("knowledge", [SIZES[0]], 1_500);
  await window.click(`//a[@href='#/settings']`);
  await take("settings", [SIZES[0]]);
  await window.click(`//a[@href='#/audit']`);
  await take("audit", [SIZES[0]], 1_500);
  await window.click(`//a[@href='#/settings']`);
  await window.click(button(WORDS["appearance.dark"]));
  await window.click(`//a[@href='#/worklist']`);
  await take("worklist-dark", [SIZES[0]]);
  await window.click(`(//*[@role='row'][contains(., '光子')])[1]`);
  await openTab(window, "findings");
  await take("findings-dark", [SIZES[0]]);
  await window.close();
  window = await Window.open(driver.base, PROGRAM);
  await window.find(`//input[@name='login']`);
  await take("sign-in", [SIZES[0]]);
  await signIn(window);
} catch (error) {
  writeFileSync(join(FOLDER, "failed.png"), await window.picture());
  throw error;
} finally {
  await window.close().catch(() => undefined);
  driver.stop();
  place.remove();
}
