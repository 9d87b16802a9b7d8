/** What axe finds on the screen that is shown: rules of WCAG 2 A and AA, in the real page. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./program.mjs";

const AXE = readFileSync(join(ROOT, "ui/node_modules/axe-core/axe.min.js"), "utf8");
const SERIOUS = ["serious", "critical"];

/** Fails on what axe calls serious or critical, and names each place. */
export async function noSeriousFault(window, screen) {
  if ((await window.run("return typeof window.axe")) === "undefined") await window.run(AXE);
  const found = await window.runAsync(`
    const done = arguments[0];
    // A colour on its way to another is nobody's colour.
    Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"] }),
      ).then(({ violations, passes }) => done({ passes: passes.length, violations: violations.map(({ id, impact, nodes }) =>
        ({ id, impact, places: nodes.map(({ target, failureSummary }) => target.join(" ") + ": " + failureSummary) })) }))
      .catch((error) => done({ passes: 0, violations: [{ id: String(error), impact: "critical", places: [] }] }));`);
  assert.ok(found.passes > 0, `${screen}: axe looked at nothing`);
  const serious = found.violations.filter(({ impact }) => SERIOUS.includes(impact));
  assert.deepEqual(serious, [], `${screen}: what axe calls serious`);
}
