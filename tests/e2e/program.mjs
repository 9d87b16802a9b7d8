/** Where the built program is, and a place for it of its own: nothing of the person who runs the tests is touched. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(fileURLToPath(new URL("../..", import.meta.url)));
export const PROGRAM = process.env.SHIRUBE_DESKTOP ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/shirube-desktop");

const words = (name) => JSON.parse(readFileSync(join(ROOT, "ui/src/wording", name), "utf8"));
/** What the screens say, so that the tests follow the words and not the other way round. */
export const WORDS = words("ja.json");
export const NAMES = words("names.ja.json");

const patient = (name, files) => files.map((file) => join(ROOT, "tests/cases", name, "input", `${name}.${file}`));
/** The files of a synthetic patient whose whole genome was read. */
export const LUAD = patient("LUAD-01", ["mutect2.vep.vcf", "clinical.json"]);
/** The files of a synthetic patient of a gene panel, of which a panel may be circulated. */
export const CRC = patient("CRC-01", ["cats.json", "clinical.json"]);

/** A fresh folder with a workspace to be, and what the program must be told about it. */
export function freshPlace() {
  assert.ok(existsSync(PROGRAM), `${PROGRAM} is missing: build the screens (npm run build in ui) and the program (cargo build -p shirube-desktop) first`);
  const folder = mkdtempSync(join(tmpdir(), "shirube-e2e-"));
  const surroundings = {
    SHIRUBE_WORKSPACE: join(folder, "workspace"),
    SHIRUBE_RESOURCES: process.env.SHIRUBE_RESOURCES ?? ROOT,
    XDG_DATA_HOME: join(folder, "user"),
    XDG_CONFIG_HOME: join(folder, "user"),
    XDG_CACHE_HOME: join(folder, "user"),
    // No keyring of the person who runs the tests.
    DBUS_SESSION_BUS_ADDRESS: "disabled:",
    TZ: "Asia/Tokyo",
  };
  return { folder, surroundings, remove: () => removeOnceQuiet(folder) };
}

/** Runs a step; when it fails, what the window showed is kept. */
export async function kept(name, shown, place, work) {
  try {
    await work();
  } catch (error) {
    const file = join(place.folder, `failed-${name}.png`);
    const picture = await shown().picture().catch(() => null);
    if (picture !== null) {
      writeFileSync(file, picture);
      console.error(`${name}: the window as it was: ${file}`);
    }
    place.keep = true;
    throw error;
  }
}

/** The page's processes write for a moment after the window is gone, also into what was just removed: begun anew each time. */
function removeOnceQuiet(folder) {
  for (let left = 50; left > 0; left -= 1) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (left === 1) console.warn(`${folder} could not be removed: ${error.code}`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
}
