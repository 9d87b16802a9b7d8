/** What a person does, step by step. Used by the test and by the pictures of the screens. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { NAMES, WORDS } from "./program.mjs";
import { eventually, Window } from "./webdriver.mjs";

export const CHAIR = "試験 一郎";
export const PASSPHRASE = "synthetic-passphrase-for-tests";
const ENTER = "\uE007";
const { button, field, saying } = Window;
const escaped = (key, values = {}) => WORDS[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

const STEP_MS = 30_000;
export const FIRST = "shiken";
/** What the authenticator application of each person holds, and the last step a code of which was shown. */
const authenticators = new Map();

/** The bytes of an unpadded base-32 text (RFC 4648). */
function base32(text) {
  const bits = [...text].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of a step, as RFC 4226 and RFC 6238 say. */
function codeOf(secret, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", secret).update(counter).digest();
  const place = hash[hash.length - 1] & 15;
  return String((hash.readUInt32BE(place) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}

/** A code that was not shown yet: of this step, or of the next one, which is taken as well. */
export async function freshCode(login = FIRST) {
  const authenticator = authenticators.get(login);
  const now = () => Math.floor(Date.now() / STEP_MS);
  await eventually("a step whose code was not shown yet", () => authenticator.lastStep <= now(), 2 * STEP_MS);
  authenticator.lastStep = Math.max(authenticator.lastStep + 1, now());
  return codeOf(authenticator.secret, authenticator.lastStep);
}

/** Reads the secret as a person would type it, and shows a code of it. */
export async function enrolSecondFactor(window, before = async () => undefined, login = FIRST) {
  const shown = await window.text("//*[contains(@class, 'factor-typed')]", 60_000);
  const secret = base32(shown.replace(/\s/g, ""));
  authenticators.set(login, { secret, lastStep: 0 });
  assert.equal(secret.length, 20);
  assert.ok((await window.run("return document.querySelector('.qr-dark').getAttribute('d').length")) > 1_000, "a picture stands there to be read");
  await before("enrol");
  await window.type(field("factor_code"), "000000");
  await window.type(field("factor_passphrase"), PASSPHRASE);
  await window.click(button(WORDS["factor.enrol"]));
  await window.find("//*[@role='alert']", 60_000);
  await window.type(field("factor_code"), await freshCode(login));
  await window.click(button(WORDS["factor.enrol"]));
  await window.find("//*[contains(@class, 'recovery-codes')]", 60_000);
  const codes = await window.run("return [...document.querySelectorAll('.recovery-codes li')].map((code) => code.textContent)");
  assert.equal(new Set(codes).size, 10);
  await before("recovery_codes");
  await window.click(`//label[contains(., '${WORDS["factor.codes_kept"]}')]`);
  await window.click(button(WORDS["factor.done"]));
}

/** Locks the window; nothing of a patient may stay in it. */
export async function lock(window, words) {
  await window.click(button(WORDS["frame.lock"]));
  await window.find(field("passphrase"), 60_000);
  const page = await window.run("return document.documentElement.outerHTML");
  for (const word of words) assert.ok(!page.includes(word), `the locked window still holds ${word}`);
}

export async function createWorkspace(window, before = async () => undefined) {
  await window.type(field("institution"), "合成がんセンター");
  await window.type(field("display_name"), CHAIR);
  await window.type(field("login"), FIRST);
  for (const role of ["attending_physician", "data_manager", "panel_chair"]) {
    await window.click(`//label[contains(., '${NAMES[`role.${role}`]}')]`);
  }
  await window.type(field("passphrase"), PASSPHRASE);
  await window.type(field("passphrase_again"), PASSPHRASE);
  await before("create");
  await window.click(button(WORDS["create.create"]));
  await window.find(button(WORDS["recovery.written"]), 60_000);
  await before("recovery");
  const halves = await window.run("return [...document.querySelectorAll('.half-key')].map((half) => half.textContent)");
  assert.equal(halves.length, 2);
  await window.click(button(WORDS["recovery.written"]));
  for (const [index, half] of halves.entries()) {
    await window.type(field(`half-${index + 1}`), half.replace(/[^0-9A-Za-z]/g, "").slice(-6));
  }
  await window.click(button(WORDS["recovery.confirm"]));
  await enrolSecondFactor(window, before);
  await window.find(`//h1[.='${WORDS["worklist.title"]}']`);
}

export async function signIn(window, login = FIRST) {
  await window.type(field("login"), login);
  await window.type(field("passphrase"), PASSPHRASE);
  await window.type(field("code"), await freshCode(login));
  await window.click(button(WORDS["sign_in.open"]));
  await eventually("signed in", async () => (await window.run("return document.querySelector('.sidebar') !== null")) === true, 60_000);
}

/** Gives somebody an account, and returns the passphrase that is told once. */
export async function addPerson(window, { name, login, roles, qualifications }) {
  await window.click(`//a[@href='#/settings']`);
  await window.clickFor(button(WORDS["people.add_title"]), field("person_name"));
  await window.type(field("person_name"), name);
  await window.type(field("person_login"), login);
  for (const role of roles) await window.click(inDialog(`//label[contains(., '${NAMES[`role.${role}`]}')]`));
  for (const seat of qualifications) await window.click(inDialog(`//label[contains(., '${NAMES[`qualification.${seat}`]}')]`));
  await window.click(inDialog(button(WORDS["people.add"])));
  const initial = await window.text("//*[contains(@class, 'initial-passphrase')]", 60_000);
  await window.click(inDialog(button(WORDS["people.told"])));
  return initial;
}

/** The first sign-in of somebody: a passphrase of one's own, then the second factor. */
export async function firstSignIn(window, login, initial) {
  await window.type(field("login"), login);
  await window.type(field("passphrase"), initial);
  await window.click(button(WORDS["sign_in.open"]));
  await window.find(field("old_passphrase"), 60_000);
  await window.type(field("old_passphrase"), initial);
  await window.type(field("new_passphrase"), PASSPHRASE);
  await window.type(field("new_passphrase_again"), PASSPHRASE);
  await window.click(button(WORDS["own.choose"]));
  await enrolSecondFactor(window, undefined, login);
}

export async function importFiles(window, paths, before = async () => undefined) {
  await window.click(`//a[@href='#/import']`);
  for (const path of paths) {
    await window.type(field("path"), path + ENTER);
    await window.find(saying(path.split("/").at(-1)));
  }
  await before("import");
  await window.click(button(WORDS["import.run"]));
  await eventually("the case is shown", async () => (await window.address()).includes("#/case/"), 60_000);
}

export async function openTab(window, tab) {
  await window.click(`//*[@role='tab'][contains(., '${WORDS[`tab.${tab}`]}')]`);
}

/** Chooses the finding of a drug on a variant and accepts it by key. */
export async function acceptFinding(window, drug, variant) {
  await openTab(window, "findings");
  await window.click(`//*[@role='group'][@aria-label='${drug}']//*[@role='option'][contains(., '${variant}')]`);
  await window.press("a");
  await window.find(button(WORDS["decision.withdraw"]));
}

/** Accepts by key the first finding that waits. */
export async function acceptFirst(window) {
  await openTab(window, "findings");
  await window.click(`(//*[@role='option'][.//*[contains(@class, 'decision-mark open')]])[1]`);
  await window.press("a");
  await window.find(button(WORDS["decision.withdraw"]));
}

/** Declines whatever still waits, with a reason; the report cannot be signed before. */
export async function declineTheRest(window, reason) {
  const waiting = `//*[@role='option'][.//*[contains(@class, 'decision-mark open')]]`;
  for (let left = 60; left > 0; left -= 1) {
    const open = await window.run("return document.querySelectorAll('.decision-mark.open').length");
    if (open === 0) return;
    await window.click(waiting);
    await window.press("d");
    await window.type(field("reason"), reason);
    await window.click(button(WORDS["decision.decline_with_reason"]));
    await eventually("one less waits", async () => (await window.run("return document.querySelectorAll('.decision-mark.open').length")) < open);
  }
  throw new Error("findings are still waiting");
}

export async function compose(window) {
  await openTab(window, "report");
  await window.click(button(WORDS["report.compose"].slice(0, 3)));
  await window.find("//iframe", 60_000);
}

const inDialog = (path) => `//*[@role='dialog']${path}`;
/** A choice of a group, both by what they are called. */
const choice = (group, text) => `//*[@aria-label='${group}']//button[normalize-space(.)='${text}']`;

const closed = (window) => eventually("the dialog is closed", async () => !(await window.has("//*[@role='dialog']")));

/** Says of everything that was accepted that no confirmatory test is made, in somebody's name. */
export async function waiveConfirmations(window, by, because) {
  await openTab(window, "panel");
  const waiting = `//li[contains(@class, 'confirmation-row')][contains(., '${NAMES["confirmation.none"]}')]`;
  await window.find(`//li[contains(@class, 'confirmation-row')]`);
  for (let left = 20; left > 0; left -= 1) {
    const open = await window.run("return [...document.querySelectorAll('.confirmation-row .mark')].filter((mark) => mark.textContent === arguments[0]).length", NAMES["confirmation.none"]);
    if (open === 0) return;
    await window.click(`(${waiting})[1]${button(WORDS["confirm.record"])}`);
    await window.click(inDialog(button(WORDS["confirm.waived"])));
    await window.type(field("waived_by"), by);
    await window.type(field("waived_because"), because);
    await window.click(inDialog(button(WORDS["confirm.save"])));
    await closed(window);
  }
  throw new Error("confirmatory tests are still waiting");
}

async function tick(window, label) {
  if (!(await window.has(`${label}[@data-selected]`))) await window.click(label);
}

/** The persons that the public rule asks for: those with an account come first, the others are called by name. */
const SEATS = ["drug_therapy", "genetic_medicine", "genetic_counselling", "pathology", "molecular_genetics"];

/** Calls a panel on that day, today where none is told; those with an account sit on the first seats. */
export async function convene(window, before = async () => undefined, accounts = [CHAIR], circulatedUntil = null) {
  await openTab(window, "panel");
  await window.click(button(WORDS["panel.convene"]));
  if (circulatedUntil !== null) {
    await window.click(inDialog(button(NAMES["meeting.circulated"])));
    await window.replace(field("panel_day"), circulatedUntil);
  }
  for (const circumstance of ["convene.sequenced_in_house", "convene.paediatric_cancer"]) await window.click(inDialog(choice(WORDS[circumstance], WORDS["convene.no"])));
  for (const [place, seat] of SEATS.entries()) {
    if (place < accounts.length) await window.click(inDialog(button(escaped("convene.add_account", { name: accounts[place] }))));
    else {
      await window.click(inDialog(button(WORDS["convene.add_name"])));
      await window.type(field(`member_name_${place}`), `合成 構成員${place + 1}`);
    }
    await tick(window, `//fieldset[@aria-label='${escaped("convene.person", { number: place + 1 })}']//label[contains(., '${NAMES[`qualification.${seat}`]}')]`);
  }
  await before("convene");
  await window.click(inDialog(button(WORDS["convene.call"])));
  await closed(window);
}

/** The persons of the panel before meet today. */
export async function conveneAgain(window) {
  await openTab(window, "panel");
  await window.click(button(WORDS["panel.convene"]));
  await window.click(inDialog(button(WORDS["convene.call"])));
  await closed(window);
}

/** One's own opinion: the same stance on every finding that is asked about. */
export async function giveOpinion(window, stance, overall) {
  await openTab(window, "panel");
  await window.find(field("opinion_overall"));
  const asked = await window.run("return document.querySelectorAll('.opinion-finding').length");
  assert.ok(asked > 0, "the panel is asked about what was accepted");
  for (let place = 1; place <= asked; place += 1) {
    await window.click(`(//fieldset[contains(@class, 'opinion-finding')])[${place}]//button[normalize-space(.)='${NAMES[`stance.${stance}`]}']`);
  }
  await window.type(field("opinion_overall"), overall);
  await window.click(button(WORDS["opinion.save"]));
  await eventually("the opinion is given", async () => (await window.run("return document.querySelector('[name=opinion_overall]') === null")) === true);
}

/** The opinions are laid open before everybody has answered, for a reason. */
export async function reveal(window, because) {
  await window.click(button(WORDS["opinion.reveal"]));
  await window.type(field("reveal_because"), because);
  await window.click(inDialog(button(WORDS["opinion.reveal_now"])));
  await window.find(`//*[@aria-label='${WORDS["opinion.matrix"]}']`);
}

/** Everybody was there, and every requirement is met. */
export async function attend(window) {
  await window.click(button(WORDS["panel.everybody"]));
  await window.click(choice(WORDS["panel.attending"], NAMES["attending.present"]));
  await window.click(button(WORDS["panel.record_attendance"]));
  await window.find(button(WORDS["panel.change_attendance"]));
  const unmet = await window.run("return document.querySelectorAll('.requirements .requirement-row .mark:not(.positive)').length");
  assert.equal(unmet, 0, "a requirement of the rule is not met");
}

/** Recommends what was accepted, each with its way and a reason. */
export async function conclude(window, reason, before = async () => undefined) {
  await window.find(`//select[@name='recommendation_route_0']`);
  const count = await window.run("return document.querySelectorAll('.recommendation-form').length");
  for (let place = 0; place < count; place += 1) {
    await window.click(`//select[@name='recommendation_route_${place}']/option[@value='insured']`);
    await window.type(field(`recommendation_reason_${place}`), reason);
  }
  await window.type(field("minutes"), "合成データによる試験の議事");
  await before("conclusion");
  await window.click(button(WORDS["conclusion.conclude"]));
  await window.find(button(WORDS["conclusion.withdraw"]));
}

/** Everything between the decisions and the signature: confirmatory tests, a draft, a meeting, and the draft with its conclusion. */
export async function holdPanel(window, before, chair = CHAIR) {
  await waiveConfirmations(window, chair, "合成データのため");
  await compose(window);
  await convene(window, before, [chair]);
  await attend(window);
  await conclude(window, "合成データによる試験のため", before);
  await compose(window);
  await window.find(button(WORDS["report.sign"]), 60_000);
}

export async function sign(window, before = async () => undefined) {
  await window.click(button(WORDS["report.sign"]));
  await window.type(field("sign_passphrase"), PASSPHRASE);
  await before("sign");
  await window.click(`//*[@role='dialog']${button(WORDS["sign.sign"])}`);
  await window.find(button(WORDS["report.export"]), 60_000);
}

export async function exportDocument(window, kind, target) {
  await window.click(`//button[@role='tab'][contains(., '${NAMES[`document.${kind}`]}')]`);
  await window.click(button(WORDS["report.export"]));
  await window.type(field("export_path"), target);
  await window.type(field("export_passphrase"), PASSPHRASE);
  await window.click(`//*[@role='dialog']${button(WORDS["export.write"])}`);
  await window.find(saying(escaped("export.done")));
  await window.click(`//*[contains(@class, 'dialog-foot')]${button(WORDS["action.close"])}`);
}

/** Opens the signed report again. */
export async function amend(window, kind, because) {
  await openTab(window, "report");
  await window.click(button(WORDS["amendment.start"]));
  await window.click(`//select[@name='amendment_kind']/option[@value='${kind}']`);
  await window.type(field("amendment_because"), because);
  await window.click(inDialog(button(WORDS["amendment.open"])));
  await closed(window);
}
