/** A circulated review by three persons, each with an account: they differ, meet, conclude, sign, and amend what they signed. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { noSeriousFault } from "./axe.mjs";
import { CRC, freshPlace, kept, NAMES, PROGRAM, WORDS } from "./program.mjs";
import {
  acceptFirst, addPerson, amend, attend, CHAIR, compose, conclude, convene, conveneAgain, createWorkspace, declineTheRest,
  exportDocument, firstSignIn, giveOpinion, importFiles, lock, openTab, reveal, sign, signIn,
} from "./steps.mjs";
import { eventually, startDriver, Window } from "./webdriver.mjs";

const PATIENT = JSON.parse(readFileSync(CRC[1], "utf8")).patient.name;
const AGREES = { name: "合成 賛成", login: "sansei", roles: ["panel_member"], qualifications: ["genetic_medicine"] };
const DIFFERS = { name: "合成 反対", login: "hantai", roles: ["panel_member"], qualifications: ["genetic_counselling"] };
const OVERALL = { chair: "座長の意見（試験）", agrees: "賛成の意見（試験）", differs: "反対の意見（試験）" };
const { button } = Window;

let place;
let driver;
let window;
const initial = {};

const step = (name, work) => kept(name, () => window, place, work);

const openCase = async () => {
  await window.click("//a[@href='#/worklist']");
  await window.click(`//*[@role='row'][contains(., '${PATIENT}')]`);
  await window.find(`//h1[.='${PATIENT}']`);
};

before(async () => {
  place = freshPlace();
  driver = await startDriver(place.surroundings);
  window = await Window.open(driver.base, PROGRAM);
}, { timeout: 60_000 });

after(async () => {
  await window?.close().catch(() => undefined);
  driver?.stop();
  if (place && !place.keep) place.remove();
});

test("the chair makes the workspace, and no screen on the way has a serious fault", { timeout: 240_000 }, () =>
  step("create", () => createWorkspace(window, (screen) => noSeriousFault(window, screen))));

test("two members get accounts", { timeout: 120_000 }, () =>
  step("people", async () => {
    for (const person of [AGREES, DIFFERS]) initial[person.login] = await addPerson(window, person);
    assert.notEqual(initial[AGREES.login], initial[DIFFERS.login]);
    await noSeriousFault(window, "settings");
  }));

test("the case is prepared and sent around", { timeout: 300_000 }, () =>
  step("circulate", async () => {
    await importFiles(window, CRC, () => noSeriousFault(window, "import"));
    await acceptFirst(window);
    await declineTheRest(window, "今回は推奨しない（試験）");
    await compose(window);
    await noSeriousFault(window, "report");
    await convene(window, undefined, [CHAIR, AGREES.name, DIFFERS.name], "2199-12-31");
    await giveOpinion(window, "recommend", OVERALL.chair);
    await noSeriousFault(window, "panel");
  }));

test("each member sees the case and nobody else's opinion", { timeout: 300_000 }, () =>
  step("opinions", async () => {
    for (const [person, stance, overall, others] of [
      [AGREES, "recommend", OVERALL.agrees, [OVERALL.chair]],
      [DIFFERS, "do_not_recommend", OVERALL.differs, [OVERALL.chair, OVERALL.agrees]],
    ]) {
      await lock(window, [PATIENT, OVERALL.chair]);
      await firstSignIn(window, person.login, initial[person.login]);
      await openCase();
      await openTab(window, "panel");
      await window.find(Window.field("opinion_overall"));
      const page = await window.run("return document.documentElement.outerHTML");
      for (const other of others) assert.ok(!page.includes(other), "an opinion is seen before it is revealed");
      assert.ok(!page.includes(WORDS["report.sign"]) || !(await window.has(button(WORDS["report.sign"]))), "a member does not sign");
      await giveOpinion(window, stance, overall);
    }
  }));

test("laid open, they differ: nothing is concluded, a meeting is due", { timeout: 240_000 }, () =>
  step("disagreement", async () => {
    await lock(window, [PATIENT, OVERALL.differs]);
    await signIn(window);
    await openCase();
    await openTab(window, "panel");
    await reveal(window, "合成の構成員2人は意見を出さないため（試験）");
    const matrix = await window.text(`//*[@aria-label='${WORDS["opinion.matrix"]}']`);
    for (const expected of [NAMES["stance.recommend"], NAMES["stance.do_not_recommend"], WORDS["opinion.differs"]]) assert.ok(matrix.includes(expected));
    assert.equal(await window.has(button(WORDS["conclusion.conclude"])), false, "what they differ on cannot be concluded by circulation");
    await noSeriousFault(window, "opinions");
  }));

test("they meet, conclude, and the chair signs", { timeout: 300_000 }, () =>
  step("meeting", async () => {
    await conveneAgain(window);
    await attend(window);
    await conclude(window, "会議での合意（試験）");
    await compose(window);
    await sign(window, () => noSeriousFault(window, "sign"));
    for (const kind of ["panel", "patient"]) {
      const target = join(place.folder, `first-${kind}.pdf`);
      await exportDocument(window, kind, target);
      assert.ok(existsSync(target));
    }
  }));

test("the signed report is amended, with its tasks, and signed anew", { timeout: 300_000 }, () =>
  step("amend", async () => {
    await amend(window, "clerical_correction", "誤記の訂正（試験）");
    const report = await window.text("//*[contains(@class, 'amendment')]");
    for (const task of ["tell_physician", "replace_patient_copy"]) assert.ok(report.includes(NAMES[`task.${task}`]), "what left the house leaves a task");
    await compose(window);
    await sign(window);
    const target = join(place.folder, "second-panel.pdf");
    await exportDocument(window, "panel", target);
    assert.notDeepEqual(readFileSync(target), readFileSync(join(place.folder, "first-panel.pdf")));
  }));

test("in the dark, on a projector, and in every place there is no serious fault", { timeout: 300_000 }, () =>
  step("places", async () => {
    const here = await window.address();
    for (const tab of ["summary", "clinical", "variants", "structure", "findings", "panel", "report", "ledger", "history"]) {
      await openTab(window, tab);
      await eventually("it is shown", () => window.has("//*[@role='tabpanel']"));
      await noSeriousFault(window, `case: ${tab}`);
    }
    await openTab(window, "panel");
    await window.press("v");
    await window.find("//*[contains(@class, 'projection')]");
    await noSeriousFault(window, "projection");
    await window.press("\uE00C");
    for (const screen of ["worklist", "import", "knowledge/rows", "audit", "settings"]) {
      await window.click(`//a[starts-with(@href, '#/${screen}')]`);
      await eventually("it is shown", () => window.has("//h1"));
      await noSeriousFault(window, screen);
    }
    await window.click(button(WORDS["appearance.dark"]));
    await noSeriousFault(window, "settings, dark");
    await window.run("location.href = arguments[0]", here);
    for (const tab of ["findings", "panel", "report"]) {
      await openTab(window, tab);
      await noSeriousFault(window, `case, dark: ${tab}`);
    }
  }));

test("whoever concluded, differed and signed is in the history", { timeout: 120_000 }, () =>
  step("history", async () => {
    await openTab(window, "history");
    const expected = ["opinion_recorded", "opinions_revealed", "panel_concluded", "report_signed", "amendment_opened"].map((kind) => NAMES[`event.${kind}`]);
    let history = "";
    await eventually("the history tells it", async () => {
      history += await window.text("//*[@role='grid']");
      await window.run("for (const one of document.querySelectorAll('[role=grid], [role=grid] *')) if (one.scrollHeight > one.clientHeight + 1) one.scrollTop += one.clientHeight / 2;");
      return expected.every((kind) => history.includes(kind));
    });
  }));
