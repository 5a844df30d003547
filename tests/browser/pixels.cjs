// Compares fourteen screens of the demonstration with the pictures of them that were accepted, in `pixels`: in Japanese
// at 360 px, in English at 1280 px, three of them once more in the dark. The program runs on a day that stands still
// (examples/workbench), and the letters are those of Debian's Noto CJK, whatever else a machine has.
//
// The pictures hold the first 3,000 px of a page in at most 256 colours, each channel in steps of 16. Another machine
// with the same packages may smooth edges otherwise: such pixels are left out of account, and as many as 60 others of a
// screen may differ, which is less than a word. Another major version of Chromium may set text otherwise: there 1 % of
// the pixels may differ, and it is said.
//
// Usage: node pixels.cjs BINARY [FOLDER]; ACCEPT=1 makes the pictures of now those that hold.

const { execFileSync } = require("node:child_process");
const { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { deflateSync } = require("node:zlib");
const { PNG } = require("pngjs");
const kit = require("./kit.cjs");

const KEPT = join(__dirname, "pixels");
const MADE_WITH = join(KEPT, "chromium");
const MOST = 60;
const TALL = 3000;
const DRIFT = 0.01;
const NOW = "2025-12-18T05:00:00";
/** The letters that every machine has, and the bars in the flow of the page, so that they cover nothing of it. */
const STEADY = `:root, :lang(ja) { --sans: "Noto Sans CJK JP"; --words: "Noto Serif CJK JP"; }
  @media (max-width: 899px) { .rail, .undo { position: static !important; } }`;
const SAID = {
  ja: { client: "水野", zone: "Asia/Tokyo", search: "値上げ", lines: ["まずは値上げの話から。", "父には、まだ言えていません。"], told: "伝：決める人が二人いると見える" },
  en: { client: "Tom Beckett", zone: "Europe/London", search: "price", lines: ["First the price list.", "I have not told my father yet."], told: "s: Two people seem to decide" },
};
const DARK = ["today", "log-filled", "network"];

/** Takes each channel in steps of 16, so that a picture needs few colours. */
function coarse(png) {
  for (let i = 0; i < png.data.length; i += 1) png.data[i] = i % 4 === 3 ? 255 : Math.min(255, Math.round(png.data[i] / 16) * 16);
  return png;
}

const CRC = [...Array(256).keys()].map((n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const [head, tail] = [Buffer.alloc(4), Buffer.alloc(4)];
  head.writeUInt32BE(data.length);
  let crc = 0xffffffff;
  for (const byte of body) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  tail.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([head, body, tail]);
}

/** Writes a picture of at most 256 colours as an indexed PNG; colours beyond them become the nearest. */
function indexed({ width, height, data }) {
  const seen = new Map();
  for (let i = 0; i < data.length; i += 4) {
    const colour = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
    seen.set(colour, (seen.get(colour) ?? 0) + 1);
  }
  const palette = [...seen].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([colour]) => colour);
  const away = (a, b) => Math.abs((a >> 16) - (b >> 16)) + Math.abs(((a >> 8) & 255) - ((b >> 8) & 255)) + Math.abs((a & 255) - (b & 255));
  const place = new Map(palette.map((colour, n) => [colour, n]));
  for (const colour of seen.keys()) {
    if (!place.has(colour)) place.set(colour, palette.reduce((best, one, n) => (away(one, colour) < away(palette[best], colour) ? n : best), 0));
  }
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = (y * width + x) * 4;
      rows[y * (width + 1) + 1 + x] = place.get((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", head), chunk("PLTE", colours),
    chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0)),
  ]);
}

const major = () => execFileSync(process.env.CHROMIUM || "/usr/bin/chromium", ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).match(/\d+/)[0];

/** Puts a picture on a ground of this size, so that two can be laid over each other. */
function spread(png, width, height) {
  const out = new PNG({ width, height });
  out.data.fill(128);
  PNG.bitblt(png, out, 0, 0, Math.min(png.width, width), Math.min(png.height, height), 0, 0);
  return out;
}

class Wall {
  constructor(pixelmatch) {
    Object.assign(this, { pixelmatch, taken: [], accept: process.env.ACCEPT === "1", bytes: 0 });
    this.version = major();
    this.same = existsSync(MADE_WITH) && readFileSync(MADE_WITH, "utf8").trim() === this.version;
    mkdirSync(KEPT, { recursive: true });
    mkdirSync(kit.shots, { recursive: true });
  }

  /** Compares the page with its picture; a difference leaves three pictures. */
  async hang(page, name) {
    await page.addStyleTag({ content: STEADY });
    await page.evaluate(() => document.fonts.ready.then(() => scrollTo(0, 0)));
    await page.waitForLoadState("networkidle");
    const whole = PNG.sync.read(await page.screenshot({ fullPage: true, animations: "disabled", caret: "hide" }));
    const now = PNG.sync.read(indexed(coarse(spread(whole, whole.width, Math.min(whole.height, TALL)))));
    const file = `${name}.png`;
    this.taken.push(file);
    const kept = join(KEPT, file);
    if (this.accept) {
      const bytes = indexed(now);
      this.bytes += bytes.length;
      writeFileSync(kept, bytes);
      return;
    }
    if (!existsSync(kept)) return this.differs(name, "no picture of it was accepted", [["now", now]]);
    const was = PNG.sync.read(readFileSync(kept));
    const [width, height] = [Math.max(was.width, now.width), Math.max(was.height, now.height)];
    const [a, b, difference] = [spread(was, width, height), spread(now, width, height), new PNG({ width, height })];
    const count = this.pixelmatch(a.data, b.data, difference.data, width, height, { threshold: 0.1 });
    const most = this.same ? MOST : Math.round(width * height * DRIFT);
    const sized = this.same ? was.width === now.width && was.height === now.height : Math.abs(was.height - now.height) <= was.height * DRIFT;
    if (sized && count <= most) return kit.check(`${name}: as it was accepted`, true);
    return this.differs(name, `${count} of at most ${most} pixels differ, ${was.width}×${was.height} px are ${now.width}×${now.height} px`, [["was", was], ["now", now], ["difference", difference]]);
  }

  differs(name, why, pictures) {
    const places = pictures.map(([of, png]) => {
      const place = join(kit.shots, `pixels-${name}-${of}.png`);
      writeFileSync(place, PNG.sync.write(png));
      return place;
    });
    kit.check(`${name}: ${why}\n  ${places.join("\n  ")}`, false);
  }

  /** Looks for pictures of screens that are no longer compared. */
  done() {
    const left = process.env.LANG_ONLY ? [] : readdirSync(KEPT).filter((file) => file.endsWith(".png") && !this.taken.includes(file));
    if (this.accept) {
      for (const file of left) rmSync(join(KEPT, file));
      writeFileSync(MADE_WITH, `${this.version}\n`);
      console.log(`pixels: ${this.taken.length} pictures accepted, ${(this.bytes / 1024).toFixed(0)} KiB, Chromium ${this.version}`);
      return;
    }
    kit.check(`pictures of no screen: ${left.join(", ")}`, left.length === 0);
    if (!this.same) console.log(`pixels: the pictures were made with another Chromium than ${this.version}; 1 % of the pixels may differ`);
    if (kit.failed() > 0) console.log(`pixels: where the new look is right, ACCEPT=1 tests/browser/run ${kit.binary} pixels makes it the one that holds`);
  }
}

/** Writes a session without saving it, as far as its marks. */
async function write(page, { lines, told }) {
  await page.waitForSelector("#log.live");
  await page.focus("#lines .ln textarea");
  for (const text of [...lines, told]) {
    await page.keyboard.insertText(text);
    await page.keyboard.press("Enter");
  }
  await page.evaluate(() => document.activeElement.blur());
  await page.waitForFunction(() => /\d:\d\d/.test(document.querySelector("#saved").textContent));
}

let wall;

async function tell(browser, { lang, width }) {
  wall ??= new Wall((await import(pathToFileURL(require.resolve("pixelmatch")))).default);
  const server = new kit.Server({ program: kit.workbench, env: { WORKBENCH_NOW: NOW } });
  const passwords = server.demo();
  await server.start();
  const said = SAID[lang];
  for (const dark of [false, true]) {
    const context = await kit.device(browser, { lang, width, dark, serviceWorkers: "block", bypassCSP: true, timezoneId: said.zone, reducedMotion: "reduce" });
    await context.clock.setFixedTime(`${NOW}Z`);
    const page = await context.newPage();
    const hang = (name) => (!dark || DARK.includes(name) ? wall.hang(page, `${name}-${lang}-${width}${dark ? "-dark" : ""}`) : undefined);
    await kit.act(context, `${lang} ${width}${dark ? " dark" : ""}`, async () => {
      await page.goto(`${server.url}/login`);
      await hang("sign-in");
      await kit.signIn(page, server.url, kit.MEMBERS[lang], passwords.get(kit.MEMBERS[lang]));
      await page.goto(`${server.url}/clients`);
      await hang("clients");
      const client = new URL(await page.locator("main a", { hasText: said.client }).first().getAttribute("href"), server.url).pathname;
      await page.goto(`${server.url}${client}/sessions`);
      const session = await page.locator("main a[href*='/sessions/']").first().getAttribute("href");
      const screens = {
        today: "/", client, session, brief: `${client}/brief`, summary: `${client}/summary`, network: "/network", hours: "/hours",
        search: `/search?q=${encodeURIComponent(said.search)}`, method: "/method", "log-empty": `/log?client=${client.split("/").at(-1)}`,
      };
      for (const [name, path] of Object.entries(screens)) {
        if (dark && !DARK.includes(name)) continue;
        await page.goto(`${server.url}${path}`);
        if (name === "log-empty") await page.waitForSelector("#log.live");
        await hang(name);
      }
      await page.goto(`${server.url}${screens["log-empty"]}`);
      await write(page, said);
      await hang("log-filled");
      if (dark) return;
      await page.click("#foot button[value=save]");
      await page.waitForURL(/result/);
      await hang("result");
    });
    await context.close();
  }
  await server.close();
}

kit.tellAll([{ lang: "ja", width: 360 }, { lang: "en", width: 1280 }], tell, () => wall?.done());
