// One story, told four times (ja and en, 360 and 1280 px): set up a practice, log the first demonstration session by
// keyboard, read the result, hand over the PDF; then bring clients in from a file, propose sessions from a calendar, and
// look round. Every page on the way is checked by axe and for sideways scroll.
// Usage: node story.cjs BINARY SCREENSHOT_FOLDER

const { readFileSync } = require("node:fs");
const { Server, act, axe, check, device, shot, sideways, story, tellAll } = require("./kit.cjs");

const demo = story();

const TELLINGS = [
  { lang: "ja", width: 1280, client: "c1", consultant: "k1" },
  { lang: "ja", width: 360, client: "c1", consultant: "k1" },
  { lang: "en", width: 1280, client: "c4", consultant: "k2" },
  { lang: "en", width: 360, client: "c4", consultant: "k2" },
];

async function inspect(page, name, telling) {
  const say = `${name} ${telling.lang} ${telling.width}`;
  await axe(page, say);
  await sideways(page, say);
  await shot(page, say);
}

/** Moves focus with Tab until an element matches; a person without a mouse has no other way. */
async function tabTo(page, selector) {
  for (let i = 0; i < 250; i += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return;
  }
  throw new Error(`Tab never reaches ${selector}`);
}

async function type(page, selector, text) {
  await tabTo(page, selector);
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

/** Clients out of another program, and an event with the one who is there already. */
function files(client) {
  const csv = "Name,Email,Phone\r\nAda Byron,ada@example.com,+44 20 7946 0000\r\n" + `${client.display_name},,\r\nbroken,not an address,\r\n`;
  const ics = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260110T010000Z\r\n"
    + `DTEND:20260110T021500Z\r\nSUMMARY:${client.display_name}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  const file = (name, mimeType, text) => ({ name, mimeType, buffer: Buffer.from(text) });
  return { csv: file("contacts.csv", "text/csv", csv), ics: file("other.ics", "text/calendar", ics), cut: file("cut.ics", "text/calendar", ics.slice(0, 90)) };
}

/** Brings clients in: the file, its columns, its rows, taken in, taken back. */
async function bringIn(page, url, telling, { csv }) {
  await page.goto(`${url}/import`);
  await inspect(page, "import", telling);
  await page.setInputFiles("input[type=file]", csv);
  await page.click("main form[enctype] button");
  await page.waitForURL(/columns/);
  await inspect(page, "import-columns", telling);
  await page.click("main form button:not(.plain)");
  await page.waitForURL(/rows/);
  await inspect(page, "import-rows", telling);
  await page.click("button[value=try]");
  await page.waitForSelector("main .done[role=status]");
  await inspect(page, "import-tried", telling);
  await page.click("button[value=take]");
  await page.waitForURL(/import$/);
  await inspect(page, "import-taken", telling);
  await page.goto(`${url}/clients`);
  check(`import ${telling.lang}: who was brought in is there`, (await page.innerText("main")).includes("Ada Byron"));
}

/** Another calendar: one that is cut off, then one that is whole. */
async function propose(page, url, telling, { ics, cut }) {
  await page.goto(`${url}/settings/calendar`);
  await page.setInputFiles("input[type=file]", cut);
  await page.click("main form[enctype] button");
  await page.waitForSelector("[role=alert]");
  await inspect(page, "calendar-cut", telling);
  await page.setInputFiles("input[type=file]", ics);
  await page.click("main form[enctype] button");
  await page.waitForSelector("a[href*='/log?']");
  await inspect(page, "calendar", telling);
}

async function lookRound(page, url, telling, client) {
  const session = await page.goto(`${url}${client}/sessions`).then(() => page.getAttribute("main a[href*='/sessions/']", "href"));
  const pages = {
    today: "/", clients: "/clients", client, sessions: `${client}/sessions`, session, profile: `${client}/profile`,
    brief: `${client}/brief`, contacts: `${client}/contacts`, gifts: `${client}/gifts`, shares: `${client}/shares`,
    "client-hours": `${client}/hours`, keeping: `${client}/keeping`, access: `${client}/access`, erase: `${client}/erase`,
    "person-new": "/people/new", contact: "/contact", network: "/network", digest: "/digest", review: "/review",
    summaries: "/summaries?month=2025-04", hours: "/hours", method: "/method", settings: "/settings",
    reminder: "/settings/reminder", practice: "/settings/practice", members: "/settings/members",
    letterhead: "/settings/letterhead", pillars: "/settings/pillars", account: "/settings/account",
  };
  for (const [name, path] of Object.entries(pages)) {
    const answer = await page.goto(`${url}${path}`);
    check(`${name} ${telling.lang} ${telling.width}: is there`, answer.status() === 200);
    await inspect(page, name, telling);
  }
}

async function tell(browser, telling) {
  const server = await new Server().start();
  const context = await device(browser, { ...telling, acceptDownloads: true });
  const page = await context.newPage();
  const problems = [];
  page.on("console", (m) => { if (m.type() === "error") problems.push(m.text()); });
  page.on("pageerror", (e) => problems.push(String(e)));
  page.on("request", (r) => { if (!r.url().startsWith(server.url) && !r.url().startsWith("data:")) problems.push(`third party: ${r.url()}`); });
  const client = demo.clients.find((c) => c.id === telling.client);
  const consultant = demo.consultants.find((k) => k.id === telling.consultant);
  const session = client.sessions[0];
  const quotes = client.quotes.filter((q) => q.session === session.id);
  await act(context, `${telling.lang} ${telling.width}`, async () => {
    // without the link that was printed, the first visit says where it is
    await page.goto(server.url);
    await inspect(page, "setup-closed", telling);
    check(`setup ${telling.lang} ${telling.width}: nothing can be set up without the link`, (await page.locator("form").count()) === 0);
    // with it, it sets up the practice and its owner
    await page.goto(server.setup);
    await inspect(page, "setup", telling);
    await type(page, "[name=practice]", telling.lang === "ja" ? "佐倉相談室" : "Hartley Coaching");
    await type(page, "[name=name]", consultant.name);
    await type(page, "[name=email]", "owner@example.com");
    await type(page, "[name=password]", "a long quiet evening");
    await page.keyboard.press("Enter");
    await page.waitForURL(/today|\/$/);
    await inspect(page, "today-empty", telling);

    // the first demonstration session, by keyboard alone
    await page.goto(`${server.url}/log`);
    await type(page, "[name=new-name]", client.display_name);
    await tabTo(page, "#new-client details > summary");
    await page.keyboard.press("Enter");
    await tabTo(page, "[name=new-origin]");
    await page.keyboard.press("Space");
    await type(page, "[name=on]", session.on);
    await type(page, "[name=minutes]", String(session.minutes));
    // line by line: what they came for, then their words, each marked with a letter after Esc
    await tabTo(page, "#lines textarea");
    await page.keyboard.insertText(`t: ${session.client_topic}`);
    await page.keyboard.press("Escape");
    await page.keyboard.press("1");
    for (const [i, quote] of quotes.entries()) {
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await page.keyboard.insertText(quote.text);
      await page.keyboard.press("Escape");
      if (i < 2) await page.keyboard.press("wa"[i]);
    }
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.insertText(`next: ${session.next_on}`);
    await tabTo(page, "[name=closing], [name=checkout]");
    await page.keyboard.press("1");
    if (await page.evaluate(() => document.activeElement.name === "closing")) {
      await tabTo(page, "[name=checkout]");
      await page.keyboard.press("1");
    }
    await tabTo(page, "#more > summary");
    await page.keyboard.press("Enter");
    await type(page, "[name=note]", session.note || "—");
    await page.waitForFunction(() => document.querySelectorAll("#reading li").length >= 3);
    await page.waitForFunction(() => /\d:\d\d/.test(document.querySelector("#saved").textContent));
    await inspect(page, "log", telling);
    await page.keyboard.press("Control+Enter");
    // a day long before anything is known of them is asked about once; saving again says yes
    await page.waitForSelector("#faults");
    await inspect(page, "log-asked", telling);
    await page.keyboard.press("Control+Enter");
    await page.waitForURL(/result/);
    await inspect(page, "result", telling);
    const text = await page.innerText("main");
    check(`result ${telling.lang}: the staircase stands at talking`, text.includes(telling.lang === "ja" ? "会話了解" : "Talking"));

    // hand it over
    await page.click("a[href*='/summary']");
    await inspect(page, "summary", telling);
    const sheet = await page.innerText("article.sheet");
    check(`summary ${telling.lang}: their words are in it`, sheet.includes(quotes[0].text));
    check(`summary ${telling.lang}: the private note is not`, !session.note || !sheet.includes(session.note));
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("button[value=pdf]")]);
    const pdf = readFileSync(await download.path());
    check(`pdf ${telling.lang} ${telling.width}: is a PDF`, pdf.subarray(0, 5).toString() === "%PDF-");

    // bring clients in, propose from a calendar, and look round
    const own = new URL(page.url()).pathname.replace(/\/summary.*/, "");
    const brought = files(client);
    await bringIn(page, server.url, telling, brought);
    await propose(page, server.url, telling, brought);
    await lookRound(page, server.url, telling, own);
    // a page that refuses a form answers 422, which the console notes as an error
    const noted = problems.filter((problem) => !problem.includes("422"));
    check(`${telling.lang} ${telling.width}: nothing in the console (${noted.join("; ")})`, noted.length === 0);
  });
  await context.close();
  await server.close();
}

tellAll(TELLINGS, tell);
