// Measures the pages of a practice with two hundred clients at 360 px: the height and the links of Today, the list of
// clients while one types, and texts of the pictures that cover each other.
// Usage: node many.cjs BINARY [FOLDER-FOR-SCREENSHOTS]

const { chromium } = require("playwright-core");
const { execFileSync, spawn } = require("node:child_process");
const { mkdtempSync, mkdirSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { tmpdir } = require("node:os");

const [binary, folder] = process.argv.slice(2);
const MEMBERS = { ja: "madoka.sakura@demo.example", en: "owen.hartley@demo.example" };
// The consultants of the demonstration, under the ids of its file: the clients become theirs.
const CONSULTANTS = { ja: { id: "k1", name: "佐倉 まどか" }, en: { id: "k2", name: "Owen Hartley" } };
const DEMO = { ja: ["水野", "早川", "寺田"], en: ["Priya", "Tom", "Grace"] };
const FAMILY = [
  ["青木", "あおき"], ["石田", "いしだ"], ["上野", "うえの"], ["加藤", "かとう"], ["小林", "こばやし"],
  ["佐藤", "さとう"], ["高橋", "たかはし"], ["中村", "なかむら"], ["平井", "ひらい"], ["三好", "みよし"],
];

/** The day so many days from today, as files write it. */
function day(ahead) {
  return new Date(Date.now() + ahead * 86400000).toISOString().slice(0, 10);
}

/** A client with one or two sessions; every seventh waits for an answer, every tenth meets within the week. */
function client(n, lang) {
  const id = `many${n}`;
  const met = -(20 + ((n * 7) % 150));
  const next = n % 10 === 0 ? day((n / 10) % 7) : null;
  const session = (no, on, next_on) => ({
    id: `${id}s${no}`, no, kind: "session", status: "held", on: day(on), minutes: 60, client_topic: "値上げの話",
    closing: next_on ? "dated" : "courtesy", next_on,
  });
  const [family, reading] = FAMILY[n % 10];
  return {
    id, consultant: lang === "ja" ? "k1" : "k2", locale: lang, reading: lang === "ja" ? `${reading} ${n}` : undefined,
    display_name: lang === "ja" ? `${family} ${n}子` : `${String.fromCharCode(65 + (n % 26))}lex Number ${n}`,
    origin: { direction: n % 2 ? "we_went" : "came_to_us", on: day(met - 40) },
    status_history: [{ on: day(met - 40), to: "active" }],
    sessions: [session(1, met - 30, null), session(2, met, next)],
    contacts: n % 40 === 0 ? [{ id: `${id}k`, on: day(-2), initiator: "them", channel: "phone" }] : [],
  };
}

/** A client whose consultation agreement was renewed fifty times, a week apart. */
function renewed(lang) {
  const id = "many-renewed";
  const weeks = [...Array(52).keys()];
  const on = (n) => day(-7 * (52 - n));
  return {
    ...client(999, lang), id, display_name: lang === "ja" ? "戸部 京子" : "Kyoko Tobe", reading: undefined,
    sessions: weeks.map((n) => ({ id: `${id}s${n}`, no: n + 1, kind: "session", status: "held", on: on(n), minutes: 60 })),
    quotes: weeks.map((n) => ({ id: `${id}q${n}`, session: `${id}s${n}`, speaker: "client", text: "またお願いします", lang: "ja", exactness: "verbatim" })),
    agreements: weeks.flatMap((n) => (n === 0 ? ["conversation", "consultation"] : ["consultation"]).map((kind) => ({
      id: `${id}a${n}${kind}`, kind, scope: "relationship", on: on(n), event: n === 0 ? "given" : "renewed",
      session: `${id}s${n}`, quote: `${id}q${n}`,
    }))),
    contacts: [], status_history: [{ on: on(0), to: "active" }],
  };
}

function serve(database) {
  const args = ["serve", "--listen", "127.0.0.1:0", "--database-url", database];
  const server = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let out = "";
    const read = (chunk) => {
      out += chunk;
      const found = out.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve({ url: found[0], stop: () => server.kill("SIGTERM") });
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${out}`)));
  });
}

/** Texts of the pictures shown that cover each other, reach past the page, or are cut. */
function meeting() {
  const out = [];
  for (const svg of document.querySelectorAll("figure.pic > svg, .pic > svg")) {
    if (!svg.getBoundingClientRect().width) continue;
    const texts = [...svg.querySelectorAll("text")].map((text) => [text.textContent.trim(), text.getBoundingClientRect()]);
    const boxes = texts.filter(([text, box]) => text && box.width);
    boxes.forEach(([text, a], i) => {
      if (a.left < -0.5 || a.right > innerWidth + 0.5) out.push(`past the edge: ${text}`);
      for (const [other, b] of boxes.slice(i + 1)) {
        // A line of text is taller than its ink.
        const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        if (wide > 0.5 && tall > Math.min(a.height, b.height) * 0.3) out.push(`${text} / ${other}`);
      }
    });
  }
  return out;
}

/** Links to sessions and to explanations that a thumb misses: lower than 44 px. */
function low() {
  const links = [...document.querySelectorAll("main a[href*='/sessions/'], main a.ask")];
  const boxes = links.filter((link) => !link.closest("svg")).map((link) => [link.textContent, link.getBoundingClientRect()]);
  return boxes.filter(([, box]) => box.height && box.height < 43.9).map(([text, box]) => `${box.height} px: ${text}`);
}

async function look(browser, url, lang, password, faults) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: lang });
  const page = await context.newPage();
  const shot = (name) => folder && page.screenshot({ path: join(folder, `${name}-${lang}.png`), fullPage: true });
  const check = (fine, what) => fine || faults.push(`${lang}: ${what}`);
  const narrow = async (what) => check((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, `${what} scrolls sideways`);
  await page.goto(`${url}/login`);
  await page.fill("input[name=email]", MEMBERS[lang]);
  await page.fill("input[name=password]", password);
  await page.click("main form button");
  await page.waitForURL((at) => !at.pathname.startsWith("/login"));
  await page.goto(`${url}/`);
  const [height, links] = await page.evaluate(() => [document.documentElement.scrollHeight, document.links.length]);
  console.log(`${lang}: Today is ${height} px tall with ${links} links`);
  check(links <= 60, `Today has ${links} links`);
  await narrow("Today");
  await shot("today-many");
  await page.goto(`${url}/clients`);
  await narrow("the list of clients");
  await shot("clients-many");
  const sought = lang === "ja" ? "戸部" : "kyoko";
  await page.locator("#q").pressSequentially(sought);
  await page.waitForFunction(() => document.querySelectorAll("#found .pair").length === 1);
  check(page.url().includes("q="), "the address follows what is typed");
  await page.click("#found .pair a");
  await page.waitForSelector("main svg.narrow");
  for (const text of await page.evaluate(meeting)) check(false, `fifty renewals: ${text}`);
  await narrow("the client's page");
  await shot("renewals");
  await page.goto(`${url}/network`);
  for (const text of await page.evaluate(meeting)) check(false, `network: ${text}`);
  await narrow("the network");
  await shot("network-many");
  for (const name of DEMO[lang]) {
    await page.goto(`${url}/clients?q=${encodeURIComponent(name)}`);
    await page.click("#found .pair a");
    await page.waitForSelector("main svg.narrow");
    for (const text of await page.evaluate(meeting)) check(false, `${name}: ${text}`);
    for (const small of await page.evaluate(low)) check(false, `${name}: a target of ${small}`);
    await shot(`demo-${name}`);
  }
  await context.close();
}

async function main() {
  if (folder) mkdirSync(folder, { recursive: true });
  const home = mkdtempSync(join(tmpdir(), "ryokai-many-"));
  const database = `sqlite:${join(home, "demo.db")}`;
  const text = execFileSync(binary, ["demo", "--recent", "--database-url", database], { encoding: "utf8" });
  const passwords = new Map([...text.matchAll(/^(\S+@\S+) .* password (\S+) /gm)].map(([, email, word]) => [email, word]));
  const faults = [];
  for (const lang of ["ja", "en"]) {
    const clients = [...Array(200).keys()].map((n) => client(n, lang)).concat(renewed(lang));
    const path = join(home, `${lang}.json`);
    const file = JSON.stringify({ consultants: [CONSULTANTS[lang]], clients });
    writeFileSync(path, file.replaceAll('"many', `"${lang}-many`));
    execFileSync(binary, ["import", path, "--database-url", database]);
  }
  const server = await serve(database);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    for (const lang of ["ja", "en"]) await look(browser, server.url, lang, passwords.get(MEMBERS[lang]), faults);
  } finally {
    await browser.close();
    server.stop();
    rmSync(home, { recursive: true, force: true });
  }
  if (faults.length) throw new Error(`${faults.length} faults\n${[...new Set(faults)].slice(0, 60).join("\n")}`);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
