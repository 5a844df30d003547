// Types into forms of several lines and looks for the text after a reload, after saving, and after
// somebody else signed in. Told in ja at 360 px and in en at 1280 px.
// Usage: node keep.cjs BINARY

const { chromium } = require("playwright-core");
const { spawn } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { tmpdir } = require("node:os");

const [binary] = process.argv.slice(2);
const PASSWORD = "a long quiet evening";
let passed = 0;
const failures = [];
const check = (what, held) => { if (held) passed += 1; else { failures.push(what); console.error(`FAILED ${what}`); } };

function serve(database) {
  const server = { out: "", process: spawn(binary, ["serve", "--listen", "127.0.0.1:0", "--database-url", database], { stdio: ["ignore", "pipe", "pipe"] }) };
  server.found = new Promise((resolve, reject) => {
    const read = (chunk) => {
      server.out += chunk;
      const url = server.out.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
      if (url && /setup/.test(server.out)) resolve(url);
    };
    server.process.stdout.on("data", read);
    server.process.stderr.on("data", read);
    server.process.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${server.out}`)));
  });
  return server;
}

async function signIn(page, url) {
  await page.goto(`${url}/login`);
  await page.fill("[name=email]", "owner@example.com");
  await page.fill("[name=password]", PASSWORD);
  await page.press("[name=password]", "Enter");
  await page.waitForURL((at) => !at.pathname.startsWith("/login"));
}

/** Until the page has looked for what this device keeps of its forms. */
const settled = (page) => page.evaluate(() => import(document.querySelector("script[src*='form.js']").src.replace("form.js", "keep.js")).then((keep) => keep.begun).then(() => undefined));

/** Types into every free field of the form that goes there, loads the page again, and looks whether it is back. */
async function again(page, url, at, action, say) {
  await page.goto(url + at);
  const form = `main form[action="${action}"]`;
  await page.$$eval(`${form} details`, (all) => all.forEach((one) => { one.open = true; }));
  const names = await page.$$eval(`${form} input[type=text], ${form} textarea`, (all) => all.filter((el) => el.offsetParent).map((el) => el.name));
  check(`${say} ${at}: has fields`, names.length > 1);
  for (const [n, name] of names.entries()) await page.fill(`${form} [name="${name}"]`, `typed ${n}`);
  await page.reload();
  await settled(page);
  const back = await page.$$eval(`${form} input[type=text], ${form} textarea`, (all) => all.map((el) => el.value).filter((v) => v.startsWith("typed")).length);
  check(`${say} ${at}: all ${names.length} are back, not ${back}`, back === names.length);
  check(`${say} ${at}: it is said`, await page.isVisible(`main .done button`));
}

async function tell(browser, lang, width) {
  const folder = mkdtempSync(join(tmpdir(), "ryokai-keep-"));
  const server = serve(`sqlite:${join(folder, "keep.db")}`);
  const url = await server.found;
  const say = `${lang} ${width}`;
  try {
    const context = await browser.newContext({ serviceWorkers: "block", locale: lang === "ja" ? "ja-JP" : "en-GB", viewport: { width, height: 740 } });
    const page = await context.newPage();
    await page.goto(server.out.match(/http:\S*\/setup\S*/)[0]);
    for (const [name, value] of [["practice", "Sakura"], ["name", "Madoka"], ["email", "owner@example.com"], ["password", PASSWORD]]) await page.fill(`[name=${name}]`, value);
    await page.click("main form button:not(.plain)");
    await page.waitForURL(/today|\/$/);
    // A person who is saved is not restored, and nothing says that something is back.
    await page.goto(`${url}/people/new`);
    await settled(page);
    await page.fill("[name=name]", "Tom Beckett");
    await page.fill("[name=role]", "baker");
    await page.fill("[name=mail]", "tom@@example.com");
    await page.click("main form button.btn");
    check(`${say}: a form with a fault keeps what was typed`, (await page.inputValue("[name=role]")) === "baker");
    await page.reload({ waitUntil: "load" }).catch(() => {});
    await page.goto(`${url}/people/new`);
    await settled(page);
    check(`${say}: and has it when it is opened again`, (await page.inputValue("[name=role]")) === "baker");
    await page.fill("[name=mail]", "tom@example.com");
    await page.click("main form button.btn");
    await page.waitForURL(/\/clients\/[^/]+(\?|$)/);
    const client = new URL(page.url()).pathname;
    await page.goto(`${url}/people/new`);
    await settled(page);
    check(`${say}: what was saved is not typed again`, (await page.inputValue("[name=role]")) === "" && !(await page.isVisible("main .done button")));
    for (const [at, action] of [
      [`${client}/profile`, `${client}/profile`], [`${client}/contacts`, `${client}/contacts`], [`${client}/gifts`, `${client}/gifts`],
      ["/contact", "/contact"], ["/people/new", "/people/new"],
    ]) await again(page, url, at, action, say);
    await page.goto(`${url}${client}/profile`);
    await Promise.all([page.waitForEvent("load"), page.click("main .done button")]);
    await settled(page);
    check(`${say}: what is saved can be shown in its place`, (await page.inputValue("[name=role]")) === "baker");
    // Whoever signs out leaves nothing behind.
    await page.click("footer form button");
    await page.waitForURL(/login/);
    check(`${say}: nothing is left`, (await page.evaluate(() => Object.keys(localStorage).length)) === 0);
    await signIn(page, url);
    await page.goto(`${url}/people/new`);
    await settled(page);
    check(`${say}: and nothing comes back`, (await page.inputValue("[name=role]")) === "");
    await context.close();
  } finally {
    const ended = new Promise((resolve) => server.process.once("exit", resolve));
    server.found.catch(() => {});
    server.process.removeAllListeners("exit");
    server.process.once("exit", () => {});
    server.process.kill("SIGTERM");
    await Promise.race([ended, new Promise((resolve) => server.process.once("close", resolve))]);
    rmSync(folder, { recursive: true, force: true });
  }
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  for (const [lang, width] of [["ja", 360], ["en", 1280]]) await tell(browser, lang, width);
  await browser.close();
  console.log(`${passed} checks held, ${failures.length} failed`);
  process.exit(failures.length > 0 ? 1 : 0);
})();
