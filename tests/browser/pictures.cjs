// Makes the pictures of both READMEs: a client of the demonstration in each language, at 1280 px.
// Usage: node pictures.cjs BINARY FOLDER

const { chromium } = require("playwright-core");
const { execFileSync, spawn } = require("node:child_process");
const { mkdtempSync, mkdirSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { tmpdir } = require("node:os");

const [binary, folder] = process.argv.slice(2);

const PICTURES = [
  { lang: "en", member: "owen.hartley@demo.example", client: "Tom Beckett" },
  { lang: "ja", member: "madoka.sakura@demo.example", client: "水野" },
];

/** Loads the demonstration and gives each member's password. */
function load(database) {
  const args = ["demo", "--recent", "--database-url", database];
  const text = execFileSync(binary, args, { encoding: "utf8" });
  const signIns = text.matchAll(/^(\S+@\S+) .* password (\S+) /gm);
  return new Map([...signIns].map(([, email, password]) => [email, password]));
}

/** Serves the database on a free port and gives the address and a way to stop. */
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

/** Signs in as one member and takes the picture of one of their clients. */
async function take(browser, url, password, { lang, member, client }) {
  const viewport = { width: 1280, height: 1100 };
  const context = await browser.newContext({ viewport, locale: lang });
  const page = await context.newPage();
  await page.goto(`${url}/login`);
  await page.fill("input[name=email]", member);
  await page.fill("input[name=password]", password);
  await page.click("main form button");
  await page.waitForURL((at) => !at.pathname.startsWith("/login"));
  await page.goto(`${url}/clients`);
  await page.click(`main a:has-text("${client}")`);
  await page.waitForSelector("main svg");
  const staircase = await page.locator("main figure, main svg").first().boundingBox();
  await page.setViewportSize({ width: 1280, height: Math.ceil(staircase.y + staircase.height) });
  const devtools = await context.newCDPSession(page);
  const { data } = await devtools.send("Page.captureScreenshot", { format: "webp", quality: 85 });
  writeFileSync(join(folder, `client-${lang}.webp`), Buffer.from(data, "base64"));
  await context.close();
}

async function main() {
  mkdirSync(folder, { recursive: true });
  const home = mkdtempSync(join(tmpdir(), "ryokai-pictures-"));
  const database = `sqlite:${join(home, "demo.db")}`;
  const passwords = load(database);
  const server = await serve(database);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    for (const picture of PICTURES) {
      await take(browser, server.url, passwords.get(picture.member), picture);
    }
  } finally {
    await browser.close();
    server.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
