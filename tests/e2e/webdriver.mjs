/**
 * The few words of WebDriver that the tests need, spoken directly to WebKit's own driver. Every call has a time limit:
 * a driver that hangs would otherwise hold the tests for minutes.
 */
import { spawn } from "node:child_process";
import { createServer } from "node:net";

const CALL_LIMIT_MS = 30_000;
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Tries again until there is an answer; the last failure is told when the time is over. */
export async function eventually(what, attempt, limitMs = 20_000) {
  const end = Date.now() + limitMs;
  let last;
  for (;;) {
    try {
      const answer = await attempt();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`not within ${limitMs} ms: ${what}`, { cause: last });
    await pause(100);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts the driver with the surroundings that the program will see. */
export async function startDriver(surroundings) {
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    env: { ...process.env, ...surroundings, TAURI_WEBVIEW_AUTOMATION: "true" },
    stdio: "ignore",
  });
  const base = `http://127.0.0.1:${port}`;
  await eventually("the driver answers", async () => (await fetch(`${base}/status`, { signal: AbortSignal.timeout(2_000) })).ok);
  return { base, stop: () => driver.kill() };
}

async function call(base, method, path, body) {
  const response = await fetch(base + path, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(CALL_LIMIT_MS),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${value?.error} ${value?.message ?? ""}`.trim());
  return value;
}

/** One run of the program. */
export class Window {
  constructor(base, session) {
    this.base = base;
    this.path = `/session/${session}`;
  }

  static async open(base, program) {
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary: program, args: [] } } };
    const { sessionId } = await call(base, "POST", "/session", { capabilities });
    return new Window(base, sessionId);
  }

  close() {
    return call(this.base, "DELETE", this.path);
  }

  size(width, height) {
    return call(this.base, "POST", `${this.path}/window/rect`, { x: 0, y: 0, width, height });
  }

  title() {
    return call(this.base, "GET", `${this.path}/title`);
  }

  address() {
    return call(this.base, "GET", `${this.path}/url`);
  }

  run(script, ...args) {
    return call(this.base, "POST", `${this.path}/execute/sync`, { script, args });
  }

  runAsync(script, ...args) {
    return call(this.base, "POST", `${this.path}/execute/async`, { script, args });
  }

  async picture() {
    return Buffer.from(await call(this.base, "GET", `${this.path}/screenshot`), "base64");
  }

  find(path, limitMs) {
    return eventually(
      path,
      async () => (await call(this.base, "POST", `${this.path}/element`, { using: "xpath", value: path }))[ELEMENT],
      limitMs,
    );
  }

  /** Whether it stands there now. */
  async has(path) {
    return (await call(this.base, "POST", `${this.path}/elements`, { using: "xpath", value: path })).length > 0;
  }

  async text(path, limitMs) {
    return call(this.base, "GET", `${this.path}/element/${await this.find(path, limitMs)}/text`);
  }

  async click(path, limitMs) {
    return eventually(`click ${path}`, async () => {
      const element = await this.find(path, 1_000);
      try {
        await call(this.base, "POST", `${this.path}/element/${element}/click`, {});
      } catch (error) {
        // What lies under a head that stays in place is scrolled to as a person would.
        await this.run("arguments[0].scrollIntoView({ block: 'center' })", { [ELEMENT]: element });
        throw error;
      }
      return true;
    }, limitMs);
  }

  /** Clicks until what follows is there: a page that still settles may move away under the pointer. */
  async clickFor(path, following, limitMs) {
    return eventually(`${following} after a click`, async () => {
      if (!(await this.has(following))) await this.click(path, 2_000);
      await this.find(following, 2_000);
      return true;
    }, limitMs);
  }

  async type(path, text) {
    return call(this.base, "POST", `${this.path}/element/${await this.find(path)}/value`, { text });
  }

  /** Types in place of what stands there. */
  async replace(path, text) {
    const [CONTROL, RELEASED] = ["\uE009", "\uE000"];
    return call(this.base, "POST", `${this.path}/element/${await this.find(path)}/value`, { text: `${CONTROL}a${RELEASED}${text}` });
  }

  /** Types a key where the focus is. */
  async press(key) {
    const focused = (await call(this.base, "GET", `${this.path}/element/active`))[ELEMENT];
    return call(this.base, "POST", `${this.path}/element/${focused}/value`, { text: key });
  }

  /** A field by its name. */
  static field(name) {
    return `//*[self::input or self::textarea][@name='${name}']`;
  }

  /** A button that holds a text. */
  static button(text) {
    return `//button[contains(normalize-space(.), '${text}')][not(@disabled)]`;
  }

  /** Anything whose own text holds a text. */
  static saying(text) {
    return `//*[contains(text(), '${text}')]`;
  }
}
