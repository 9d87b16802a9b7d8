/** The walking line in the real window: files in, a finding read and accepted, signed, exported; and after a restart it is still so. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { freshPlace, kept, LUAD, NAMES, PROGRAM, WORDS } from "./program.mjs";
import { acceptFinding, compose, createWorkspace, declineTheRest, exportDocument, freshCode, holdPanel, importFiles, lock, openTab, PASSPHRASE, sign, signIn } from "./steps.mjs";
import { eventually, startDriver, Window } from "./webdriver.mjs";

const PATIENT = JSON.parse(readFileSync(LUAD[1], "utf8")).patient.name;
const DRUG = "オシメルチニブ";

let place;
let driver;
let window;

const step = (name, work) => kept(name, () => window, place, work);

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

test("a first start makes the workspace after the recovery key was typed back and a second factor was enrolled", { timeout: 180_000 }, () =>
  step("create", () => createWorkspace(window)));

test("the page can leave to nowhere, open nothing, and call only what it was granted", { timeout: 60_000 }, () =>
  step("refusals", async () => {
    const here = await window.address();
    await window.run("location.href = 'https://example.org/'");
    assert.equal(await window.run("return window.open('https://example.org/') === null"), true);
    assert.equal(await window.address(), here);
    assert.equal(await window.run("return typeof window.__TAURI__"), "undefined");
    const refused = await window.runAsync(
      "const done = arguments[0]; window.__TAURI_INTERNALS__.invoke('plugin:dialog|message', { message: 'x' }).then(() => done('allowed'), (error) => done(String(error)))",
    );
    assert.match(refused, /not allowed/);
    const evaluated = await window.runAsync(
      "const done = arguments[0]; const element = document.createElement('script'); element.textContent = 'window.slippedIn = true'; document.head.append(element); setTimeout(() => done(window.slippedIn === true), 200)",
    );
    assert.equal(evaluated, false, "a script written into the page must not run");
  }));

test("files named by their path become a case", { timeout: 120_000 }, () =>
  step("import", async () => {
    await importFiles(window, LUAD);
    assert.equal(await window.text("//h1"), PATIENT);
    assert.equal(await window.title(), "Shirube", "a title is seen by others: no name may stand in it");
  }));

test("a locked window holds nothing of the patient and opens with passphrase and code alone", { timeout: 240_000 }, () =>
  step("lock", async () => {
    await lock(window, [PATIENT, "EGFR", "L858R", DRUG]);
    await window.type(Window.field("login"), "shiken");
    await window.type(Window.field("passphrase"), PASSPHRASE);
    await window.click(Window.button(WORDS["sign_in.open"]));
    await window.find("//*[@role='alert']", 60_000);
    // The login stands there still; the passphrase was taken away.
    await window.type(Window.field("passphrase"), PASSPHRASE);
    await window.type(Window.field("code"), await freshCode());
    await window.click(Window.button(WORDS["sign_in.open"]));
    await eventually("the case is shown again", async () => (await window.text("//h1")) === PATIENT, 60_000);
  }));

test("the log tells who looked at the case, and is whole", { timeout: 120_000 }, () =>
  step("audit", async () => {
    const here = await window.address();
    await window.click("//a[@href='#/audit']");
    const kinds = ["case_viewed", "signed_in", "signed_out"].map((kind) => NAMES[`event.${kind}`]);
    const log = await eventually("the log tells of looks and of signing in", async () => {
      const text = await window.text("//*[@role='grid']", 60_000);
      return kinds.every((kind) => text.includes(kind)) && text;
    }, 60_000);
    assert.ok(!log.includes(PATIENT), "no name stands in the log");
    await window.click(Window.button(WORDS["audit.check"]));
    await window.find(`//*[contains(@class, 'remark positive')]`, 60_000);
    await window.run("location.href = arguments[0]", here);
    await eventually("the case is shown again", async () => (await window.text("//h1")) === PATIENT, 60_000);
  }));

test("the finding says what it is and why it is there", { timeout: 60_000 }, () =>
  step("read", async () => {
    await openTab(window, "findings");
    await window.click(`//*[@role='group'][@aria-label='${DRUG}']//*[@role='option'][contains(., 'L858R')]`);
    const detail = await window.text("//article");
    for (const expected of [DRUG, "osimertinib", "EGFR p.L858R", "55191822", NAMES["access.jp_approved"], WORDS["finding.why"]]) {
      assert.ok(detail.includes(expected), `the finding does not say ${expected}`);
    }
    const against = await window.text(`//*[@role='group'][.//h2[contains(., '${NAMES["finding_section.against"]}')]]`);
    assert.ok(against.includes("T790M"), "what speaks against a therapy stands apart");
  }));

test("it is accepted by key, the others are declined with a reason", { timeout: 240_000 }, () =>
  step("decide", async () => {
    await acceptFinding(window, DRUG, "L858R");
    await declineTheRest(window, "今回は推奨しない（試験）");
  }));

test("a draft alone cannot be signed: what is missing is told, each with its way out", { timeout: 60_000 }, () =>
  step("blocked", async () => {
    await compose(window);
    const disabled = `//button[contains(normalize-space(.), '${WORDS["report.sign"]}')][@disabled]`;
    await window.find(disabled);
    await window.click(Window.button(WORDS["report.solve_in"].replace("{tab}", WORDS["tab.panel"])));
    await window.find(Window.button(WORDS["panel.convene"]));
  }));

test("confirmatory tests are answered for, a panel is held and concludes", { timeout: 240_000 }, () =>
  step("panel", () => holdPanel(window)));

test("the documents are signed with the passphrase and exported", { timeout: 180_000 }, () =>
  step("sign", async () => {
    await sign(window);
    for (const kind of ["panel", "patient"]) {
      const target = join(place.folder, `${kind}.pdf`);
      await exportDocument(window, kind, target);
      assert.ok(existsSync(target));
      assert.equal(readFileSync(target).subarray(0, 5).toString(), "%PDF-");
      const text = execFileSync("pdftotext", ["-layout", target, "-"], { encoding: "utf8" });
      assert.ok(text.includes(DRUG), `${kind}.pdf does not name the drug`);
      assert.ok(!text.includes("下書き"), `${kind}.pdf is signed and must not carry the draft mark`);
    }
  }));

test("after a restart it opens with the passphrase and everything is still there", { timeout: 180_000 }, () =>
  step("restart", async () => {
    await window.close();
    window = await Window.open(driver.base, PROGRAM);
    await signIn(window);
    await window.find(Window.saying(PATIENT));
    await window.find(`//*[@role='row'][contains(., '${NAMES["state.signed"]}')]`);
    await window.click(`//*[@role='row'][contains(., '${PATIENT}')]`);
    await openTab(window, "history");
    let history = "";
    // The grid holds only the rows in sight.
    await eventually("the history is shown to its end", async () => {
      history += await window.text("//*[@role='grid']");
      return window.run(`
        const grid = document.querySelector("[role=grid]");
        const scrolls = (one) => one.scrollHeight > one.clientHeight + 1 && getComputedStyle(one).overflowY !== "visible";
        const body = [grid.parentElement, grid, ...grid.querySelectorAll("*")].find(scrolls);
        if (!body) return true;
        const atEnd = body.scrollTop + body.clientHeight >= body.scrollHeight - 1;
        body.scrollTop += body.clientHeight / 2;
        return atEnd;`);
    });
    for (const kind of ["case_opened", "finding_accepted", "draft_composed", "confirmation_waived", "panel_convened", "attendance_recorded", "panel_concluded", "report_signed", "document_exported"]) {
      assert.ok(history.includes(NAMES[`event.${kind}`]), `${kind} is not in the history`);
    }
  }));
