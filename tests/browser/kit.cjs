// Holds the ground that every browser script stands on: a server of its own on a free port with a database of its own
// (a file, or one on the server that TEST_POSTGRES_URL names), contexts by size, language and mode, signing up and in,
// axe, pictures of pages, and the count of what held. A script is called as: node SCRIPT.cjs BINARY [SCREENSHOT_FOLDER].

const { chromium } = require("playwright-core");
const { execFileSync, spawn } = require("node:child_process");
const { mkdtempSync, mkdirSync, readFileSync, rmSync } = require("node:fs");
const { basename, dirname, join } = require("node:path");
const { tmpdir } = require("node:os");

const [binary, shots = join(__dirname, "screenshots")] = process.argv.slice(2);
/** The same program on a day that stands still; it is built beside the release. */
const workbench = join(dirname(binary ?? "."), "examples/workbench");
const NAME = basename(process.argv[1] ?? "kit", ".cjs");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const SIZES = { 360: 740, 768: 1024, 1280: 900 };
const OWNER = { practice: "Sakura", name: "Madoka", email: "owner@example.com", password: "a long quiet evening" };
/** The members of the demonstration, by the language in which their clients speak. */
const MEMBERS = { ja: "madoka.sakura@demo.example", en: "owen.hartley@demo.example" };

let passed = 0;
const failures = [];

/** Counts one thing that must hold. */
function check(what, held) {
  if (held) {
    passed += 1;
    return;
  }
  failures.push(what);
  console.error(`FAILED ${what}`);
}

/** Counts an act that broke off. */
function broke(what, error) {
  failures.push(`${what}: ${error.message}`);
  console.error(what, error);
}

/** How many did not hold so far. */
function failed() { return failures.length; }

let made = 0;

/** Makes a database of its own; `drop` takes it away. */
function database(folder) {
  made += 1;
  const server = process.env.TEST_POSTGRES_URL;
  if (!server) return { url: `sqlite:${join(folder, `${NAME}-${made}.db`)}`, drop: () => {} };
  const name = `${NAME}_${process.pid}_${made}`;
  execFileSync("psql", ["-q", "-c", `CREATE DATABASE ${name}`, server]);
  const drop = () => execFileSync("psql", ["-q", "-c", `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, server], { stdio: "ignore" });
  return { url: server.replace(/\/[^/]*$/, `/${name}`), drop };
}

/** The program on a port that stays its own: it can be killed and started again. */
class Server {
  constructor({ program = binary, env = {} } = {}) {
    this.folder = mkdtempSync(join(tmpdir(), `ryokai-${NAME}-`));
    this.database = database(this.folder);
    Object.assign(this, { program, env: { ...process.env, ...env }, url: null, out: "" });
  }

  async start() {
    const listen = this.url ? new URL(this.url).host : "127.0.0.1:0";
    const args = ["serve", "--listen", listen, "--database-url", this.database.url];
    this.process = spawn(this.program, args, { env: this.env, stdio: ["ignore", "pipe", "pipe"] });
    this.ended = new Promise((resolve) => { this.process.once("exit", resolve); });
    this.url = await new Promise((resolve, reject) => {
      const read = (chunk) => {
        this.out += chunk;
        const found = this.out.match(/http:\/\/127\.0\.0\.1:\d+/);
        if (found) resolve(found[0]);
      };
      this.process.stdout.on("data", read);
      this.process.stderr.on("data", read);
      this.process.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${this.out}`)));
    });
    for (let tries = 0; tries < 400; tries += 1) {
      if (await fetch(`${this.url}/healthz`).then((answer) => answer.ok, () => false)) return this;
      await new Promise((resolve) => { setTimeout(resolve, 25); });
    }
    throw new Error(`the server does not answer: ${this.out}`);
  }

  /** The link to set up the practice, as it is printed while nobody can sign in. */
  get setup() { return this.out.match(/http:\S*\/setup\?token=[\w-]+/)?.[0] ?? this.url; }

  async kill() {
    this.process?.kill("SIGKILL");
    await this.ended;
  }

  /** Ends the program and takes away everything that it wrote. */
  async close() {
    await this.kill();
    this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs another command of the program on the same database. */
  command(...args) {
    return execFileSync(this.program, [...args, "--database-url", this.database.url], { env: this.env, encoding: "utf8" });
  }

  /** Loads the demonstration and answers each member's password. */
  demo(...more) {
    const said = this.command("demo", ...more);
    return new Map([...said.matchAll(/^(\S+@\S+) .* password (\S+) /gm)].map(([, email, word]) => [email, word]));
  }
}

/**
 * A device: its width, its language, and whether it likes the dark. STATIC=static takes styles and scripts from that
 * folder in the place of those that were built in, for a quick look at a change.
 */
async function device(browser, { lang, width, height = SIZES[width], dark = false, ...more }) {
  const locale = lang === "ja" ? "ja-JP" : "en-GB";
  const context = await browser.newContext({ locale, viewport: { width, height }, colorScheme: dark ? "dark" : "light", ...more });
  const folder = process.env.STATIC;
  if (folder) {
    await context.route(/\/static\/[^/]+\/[^/]+\.(css|js)$/, (route) => {
      const name = basename(new URL(route.request().url()).pathname);
      return route.fulfill({ path: join(folder, name), contentType: name.endsWith(".css") ? "text/css" : "text/javascript" });
    });
  }
  return context;
}

/** Sets up the practice and its owner. */
async function signUp(page, server, owner = OWNER) {
  await page.goto(server.setup);
  for (const name of ["practice", "name", "email", "password"]) await page.fill(`[name=${name}]`, owner[name]);
  await page.click("main form button:not(.plain)");
  await page.waitForURL(/today|\/$/);
}

async function signIn(page, url, email = OWNER.email, password = OWNER.password) {
  await page.goto(`${url}/login`);
  await page.fill("[name=email]", email);
  await page.fill("[name=password]", password);
  await page.press("[name=password]", "Enter");
  await page.waitForURL((at) => !at.pathname.startsWith("/login"));
}

/** Looks at the page with axe; `more` names further sets of rules, `only` the rules that alone are asked. */
async function axe(page, say, more = [], only = null) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const runOnly = only ? { type: "rule", values: only } : { type: "tag", values: [...WCAG, ...more] };
  const { violations } = await page.evaluate((run) => window.axe.run(document, { runOnly: run, resultTypes: ["violations"] }), runOnly);
  const found = violations.map((one) => `${one.id} ${one.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(" | ")}`);
  check(`${say}: axe finds nothing${found.length ? ` (${found.join("; ")})` : ""}`, found.length === 0);
}

/** Looks whether the page is wider than its window. */
async function sideways(page, say) {
  const [width, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  check(`${say}: no sideways scroll (${width} px)`, width <= view);
}

/** Takes a picture of the page into the folder of screenshots. */
async function shot(page, name, fullPage = true) {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}.png`), fullPage });
}

/** Runs one act; when it breaks off, takes a picture of every page that is open, and goes on. */
async function act(context, say, todo) {
  try {
    return await todo();
  } catch (error) {
    broke(say, error);
    for (const [n, page] of context.pages().entries()) await shot(page, `failed-${NAME}-${say}-${n}`).catch(() => {});
    return undefined;
  }
}

/** Chooses by the environment: ONLY=crash,long tells some cases, LANG_ONLY=ja one language. */
const chosen = {
  act: (name) => !process.env.ONLY || process.env.ONLY.split(",").includes(name),
  lang: (lang) => !process.env.LANG_ONLY || lang === process.env.LANG_ONLY,
};

/** Tells each telling in one browser, then does the last act, says what held, and ends the process with it. */
async function tellAll(tellings, tell, last = () => {}) {
  if (!binary) throw new Error(`usage: node ${NAME}.cjs BINARY [SCREENSHOT_FOLDER]`);
  const began = Date.now();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--font-render-hinting=none", "--disable-lcd-text",
    ],
  });
  for (const telling of tellings) {
    if (!chosen.lang(telling.lang)) continue;
    await tell(browser, telling).catch((error) => broke(`${telling.lang} ${telling.width}`, error));
  }
  await browser.close();
  last();
  console.log(`${NAME}: ${passed} held, ${failures.length} failed, ${((Date.now() - began) / 1000).toFixed(0)} s`);
  process.exit(failures.length === 0 ? 0 : 1);
}

/** What the file of the demonstration holds. */
const story = () => JSON.parse(readFileSync(join(__dirname, "../data/demo_sessions.json"), "utf8"));

module.exports = {
  MEMBERS, OWNER, Server, act, axe, binary, broke, check, chosen, device, failed, shot, shots, sideways, signIn, signUp, story, tellAll,
  workbench,
};
