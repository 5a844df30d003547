// Makes the pictures of both READMEs: a client of the demonstration in each language, at 1280 px.
// Usage: node pictures.cjs BINARY FOLDER

const { mkdirSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { MEMBERS, Server, device, shots, signIn, tellAll } = require("./kit.cjs");

const PICTURES = [
  { lang: "en", width: 1280, client: "Tom Beckett" },
  { lang: "ja", width: 1280, client: "水野" },
];

/** Signs in as one member and takes the picture of one of their clients. */
async function take(browser, { lang, width, client }) {
  const server = new Server();
  const passwords = server.demo("--recent");
  await server.start();
  const context = await device(browser, { lang, width, height: 1100 });
  const page = await context.newPage();
  await signIn(page, server.url, MEMBERS[lang], passwords.get(MEMBERS[lang]));
  await page.goto(`${server.url}/clients`);
  await page.click(`main a:has-text("${client}")`);
  await page.waitForSelector("main svg");
  const staircase = await page.locator("main figure, main svg").first().boundingBox();
  await page.setViewportSize({ width, height: Math.ceil(staircase.y + staircase.height) });
  const devtools = await context.newCDPSession(page);
  const { data } = await devtools.send("Page.captureScreenshot", { format: "webp", quality: 85 });
  mkdirSync(shots, { recursive: true });
  writeFileSync(join(shots, `client-${lang}.webp`), Buffer.from(data, "base64"));
  await context.close();
  await server.close();
}

tellAll(PICTURES, take);
