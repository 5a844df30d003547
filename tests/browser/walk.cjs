// Walks every address of the program that answers with a page, in both languages at 360 px: axe in the light and its
// contrasts in the dark, nothing wider than the window, and nothing to press that a thumb misses. The addresses come
// from the program (`workbench routes`); one that is never reached is a fault, unless it is named below with its reason.
// Usage: node walk.cjs BINARY [SCREENSHOT_FOLDER]

const { execFileSync } = require("node:child_process");
const { Server, act, axe, chosen, check, device, shot, sideways, signIn, tellAll, workbench, MEMBERS } = require("./kit.cjs");

/** Addresses that are no pages, or that only another script reaches. */
const APART = {
  "/healthz": "for machines", "/readyz": "for machines", "/favicon.ico": "a picture", "/worker.js": "a script",
  "/static/{hash}/{name}": "files", "/manifest.webmanifest": "for machines", "/device/key": "for scripts",
  "/calendar/{token}": "a calendar", "/clients/{person}/sessions/{session}/calendar": "a calendar",
  "/clients/{person}/sessions/{session}/question": "leads to the session",
  "/offline": "the log page, told in offline.cjs", "/setup": "closed once there is an owner, told in story.cjs",
};
/** Pages to which no link leads from those of the demonstration, or only a form. */
const TYPED = ["/login", "/log", "/search?q=a", "/people/new", "/contact", "/digest", "/review", "/summaries"];
/** Addresses that lead to themselves again with another value are looked at so many times. */
const MOST = 2;

/** Everything to press that is lower than 44 px or narrower than 24 px, inside no sentence. */
function missed() {
  const shown = (el) => el.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !el.closest("svg, [inert], .vh, .skip");
  const height = (el) => {
    const label = el.matches("input") ? el.closest("label") ?? (el.id && document.querySelector(`label[for="${CSS.escape(el.id)}"]`)) : null;
    return Math.max(el.getBoundingClientRect().height, label && label.querySelector("input") ? label.getBoundingClientRect().height : 0);
  };
  const out = [];
  for (const el of document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")) {
    const box = el.getBoundingClientRect();
    if (!shown(el) || box.width < 2 || box.height < 2) continue;
    const high = height(el);
    if (high < 43.5 || box.width < 24 && !el.matches("input")) out.push(`${el.localName}.${el.className || el.parentElement.className} “${(el.textContent || el.name || "").trim().slice(0, 20)}” ${Math.round(box.width)}×${high.toFixed(1)}`);
  }
  return out;
}

const PATTERNS = execFileSync(workbench, ["routes"], { encoding: "utf8" }).trim().split("\n").map((pattern) => ({
  pattern, shape: new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, "[^/]+").replaceAll(".", "\\.")}$`), seen: 0,
}));
/** The pattern of an address: one without a gap before one with. */
const patternOf = (path) => PATTERNS.filter(({ shape }) => shape.test(path)).sort((a, b) => a.pattern.split("{").length - b.pattern.split("{").length)[0];

/** Presses a button that leads to another address, and answers that. */
async function press(page, selector, address) {
  await page.click(selector);
  await page.waitForURL(address);
  const { pathname, search } = new URL(page.url());
  return pathname + search;
}

/** Does what the pages need that exist only after an act, and answers where they are. */
async function acts(page, url) {
  const found = [];
  const people = [];
  for (const name of ["Ann Walker", "Bea Walker"]) {
    await page.goto(`${url}/people/new`);
    await page.fill("[name=name]", name);
    people.push(await press(page, "main form button.btn", /\/clients\/[^/]+$/));
  }
  await page.goto(`${url}/contact`);
  await page.fill("[name=who]", "Ann Walker");
  await page.check("[name=mover][value=them]");
  found.push(await press(page, "main form button.btn", /\/contacts\//));
  await page.goto(`${url}/log?client=${people[0].split("/").at(-1)}`);
  await page.waitForSelector("#log.live");
  await page.focus("#lines .ln textarea");
  for (const text of ["We spoke about the price.", "s: Two people seem to decide"]) {
    await page.keyboard.insertText(text);
    await page.keyboard.press("Enter");
  }
  const result = await press(page, "#foot button[value=save]", /result/);
  found.push(result, `${people[0]}/sessions`);
  for (const thrown of [true, false]) {
    await page.goto(`${url}/log`);
    await page.waitForSelector("#log.live");
    await page.focus("#lines .ln textarea");
    await page.keyboard.insertText("Not finished yet");
    await page.waitForFunction(() => /\d:\d\d/.test(document.querySelector("#saved").textContent));
    if (!thrown) continue;
    await page.evaluate(() => { for (const one of document.querySelectorAll("#facts, #facts .discard")) one.open = true; });
    await press(page, "button[formaction]", (at) => at.pathname === "/");
  }
  found.push("/log/drafts", "/log/discarded");
  await page.goto(`${url}/import`);
  await page.setInputFiles("input[type=file]", { name: "contacts.csv", mimeType: "text/csv", buffer: Buffer.from("Name,Email\r\nAda Byron,ada@example.com\r\n") });
  found.push(await press(page, "main form[enctype] button", /columns/));
  found.push(await press(page, "main form button:not(.plain)", /rows/));
  await page.goto(`${url}${people[0]}/merge?with=${people[1].split("/").at(-1)}`);
  await page.click("main form[method=post] button.btn");
  await page.waitForLoadState();
  found.push(await page.locator("main a[href*='/merge/'], main form[action*='/merge/']").first().evaluate((el) => el.getAttribute("href") ?? el.getAttribute("action")));
  return found;
}

async function tell(browser, { lang, width }) {
  const server = new Server({ program: workbench, env: { WORKBENCH_NOW: "2025-12-18T05:00:00" } });
  server.demo();
  const password = server.command("member", "reset-password", MEMBERS[lang], "--role", "owner").match(/\b[a-z0-9]+(?:-[a-z0-9]+){2,}\b/)[0];
  await server.start();
  const context = await device(browser, { lang, width, serviceWorkers: "block", reducedMotion: "reduce" });
  const page = await context.newPage();
  for (const one of PATTERNS) one.seen = 0;
  await act(context, `${lang} ${width}`, async () => {
    await page.goto(`${server.url}/login`);
    await inspect(page, `${lang} /login`);
    await signIn(page, server.url, MEMBERS[lang], password);
    if (page.url().includes("password")) throw new Error("the password must be changed first");
    const guide = await page.goto(`${server.url}/styleguide?lang=${lang}`);
    check(`${lang}: the style guide is there (${guide.status()})`, guide.status() === 200);
    await inspect(page, `${lang} /styleguide`);
    const queue = [...await acts(page, server.url), "/", ...TYPED];
    const known = new Set(queue);
    while (queue.length > 0) {
      const path = queue.shift();
      const of = patternOf(path.split(/[?#]/)[0]);
      if (!of || of.pattern in APART || of.seen >= (of.pattern.includes("{") || path.includes("?") ? MOST : 1)) continue;
      const answer = await context.request.get(`${server.url}${path}`, { maxRedirects: 0 });
      if (answer.status() !== 200 || !(answer.headers()["content-type"] ?? "").includes("html")) continue;
      of.seen += 1;
      await page.goto(`${server.url}${path}`);
      await inspect(page, `${lang} ${of.pattern}`);
      if (RECORDS.includes(of.pattern)) await onPaper(page, `${lang} ${of.pattern}`);
      const links = await page.$$eval("a[href], form[action], button[formaction]", (all) => all.map((el) => el.getAttribute("href") ?? el.getAttribute("formaction") ?? el.getAttribute("action")));
      for (const link of links) {
        const to = link.split("#")[0];
        if (!to.startsWith("/") || known.has(to) || to.includes("logout")) continue;
        known.add(to);
        queue.push(to);
      }
    }
  });
  const never = [];
  for (const { pattern } of PATTERNS.filter((one) => one.seen === 0 && !(one.pattern in APART))) {
    // What only takes forms answers 405 before it looks at anything.
    const answer = await context.request.get(server.url + pattern.replaceAll(/\{\w+\}/g, "x"), { maxRedirects: 0 });
    if (answer.status() !== 405) never.push(pattern);
  }
  check(`${lang}: every page was reached (${never.join(" ")})`, never.length === 0);
  await context.close();
  await server.close();
}

/** What is printed of a record. */
const RECORDS = ["/clients/{person}", "/clients/{person}/sessions/{session}", "/clients/{person}/brief"];

/** On paper nothing is left that would be pressed. */
async function onPaper(page, say) {
  await page.emulateMedia({ media: "print" });
  const left = await page.$$eval("main :is(button, .act, .ask, .btn)", (all) => all.filter((el) => el.checkVisibility()).map((el) => el.textContent.trim()));
  check(`${say}: nothing to press is printed (${left.join("; ")})`, left.length === 0);
  await page.emulateMedia({ media: "screen" });
}

async function inspect(page, say) {
  await page.emulateMedia({ colorScheme: "light" });
  await axe(page, say);
  await page.emulateMedia({ colorScheme: "dark" });
  await axe(page, `${say} in the dark`, [], ["color-contrast"]);
  await sideways(page, say);
  const low = [...new Set(await page.evaluate(missed))];
  check(`${say}: a thumb hits everything to press (${low.slice(0, 12).join("; ")})`, low.length === 0);
  if (process.env.SHOTS) await shot(page, `walk-${say}`);
}

tellAll([{ lang: "ja", width: 360 }, { lang: "en", width: 360 }].filter(({ lang }) => chosen.lang(lang)), tell);
