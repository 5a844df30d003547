// Measures the pages of a practice with two hundred clients at 360 px: the height and the links of Today, the list of
// clients while one types, and texts of the pictures that cover each other.
// Usage: node many.cjs BINARY [FOLDER-FOR-SCREENSHOTS]

const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { MEMBERS, Server, act, check, device, shot, sideways, signIn, tellAll } = require("./kit.cjs");

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

/** Texts of the pictures shown that cover each other or a mark, that the line crosses, or that reach past the page. */
function meeting() {
  const out = [];
  /** The ink of a text: its box is taller and a little wider. */
  const ink = (box) => ({ left: box.left + 1, right: box.right - 1, top: box.top + box.height * 0.22, bottom: box.bottom - box.height * 0.22 });
  const crossed = (svg, boxes) => {
    for (const line of svg.querySelectorAll("path.no.l-bl:not(a *)")) {
      const toScreen = line.getScreenCTM();
      for (let at = 0; at <= line.getTotalLength(); at += 2) {
        const { x, y } = line.getPointAtLength(at).matrixTransform(toScreen);
        for (const [text, box] of boxes) {
          const of = ink(box);
          if (x > of.left && x < of.right && y > of.top && y < of.bottom) out.push(`the line crosses ${text}`);
        }
      }
    }
  };
  const covered = (svg, boxes) => {
    for (const mark of svg.querySelectorAll("a > :not(text, .hit, title), a > g")) {
      const of = mark.getBoundingClientRect();
      for (const [text, box, own] of boxes) {
        const by = ink(box);
        if (own !== mark.closest("a") && Math.min(of.right, by.right) - Math.max(of.left, by.left) > 1 && Math.min(of.bottom, by.bottom) - Math.max(of.top, by.top) > 1) out.push(`a mark covers ${text}`);
      }
    }
  };
  for (const svg of document.querySelectorAll("figure.pic > svg, .pic > svg")) {
    if (!svg.getBoundingClientRect().width) continue;
    const texts = [...svg.querySelectorAll("text")].map((text) => [text.textContent.trim(), text.getBoundingClientRect(), text.closest("a")]);
    const boxes = texts.filter(([text, box]) => text && box.width);
    crossed(svg, boxes);
    covered(svg, boxes);
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
  return [...new Set(out)];
}

/** Links to sessions and to explanations that a thumb misses: lower than 44 px. */
function low() {
  const links = [...document.querySelectorAll("main a[href*='/sessions/'], main a.ask")];
  const boxes = links.filter((link) => !link.closest("svg")).map((link) => [link.textContent, link.getBoundingClientRect()]);
  return boxes.filter(([, box]) => box.height && box.height < 43.9).map(([text, box]) => `${box.height} px: ${text}`);
}

async function look(page, url, lang) {
  const fault = (what) => check(`${lang}: ${what}`, false);
  await page.goto(`${url}/`);
  const [height, links] = await page.evaluate(() => [document.documentElement.scrollHeight, document.links.length]);
  console.log(`${lang}: Today is ${height} px tall with ${links} links`);
  check(`${lang}: Today has at most 60 links (${links})`, links <= 60);
  await sideways(page, `${lang}: Today`);
  await shot(page, `today-many-${lang}`);
  await page.goto(`${url}/clients`);
  await sideways(page, `${lang}: the list of clients`);
  await shot(page, `clients-many-${lang}`);
  const sought = lang === "ja" ? "戸部" : "kyoko";
  await page.locator("#q").pressSequentially(sought);
  await page.waitForFunction(() => document.querySelectorAll("#found .pair").length === 1);
  check(`${lang}: the address follows what is typed`, page.url().includes("q="));
  await page.click("#found .pair a");
  await page.waitForSelector("main svg.narrow");
  for (const text of await page.evaluate(meeting)) fault(`fifty renewals: ${text}`);
  await sideways(page, `${lang}: the client's page`);
  await shot(page, `renewals-${lang}`);
  await page.goto(`${url}/network`);
  for (const text of await page.evaluate(meeting)) fault(`network: ${text}`);
  await sideways(page, `${lang}: the network`);
  await shot(page, `network-many-${lang}`);
  for (const name of DEMO[lang]) {
    await page.goto(`${url}/clients?q=${encodeURIComponent(name)}`);
    await page.click("#found .pair a");
    await page.waitForSelector("main svg.narrow");
    for (const text of await page.evaluate(meeting)) fault(`${name}: ${text}`);
    for (const small of await page.evaluate(low)) fault(`${name}: a target of ${small}`);
    await shot(page, `demo-${name}-${lang}`);
  }
}

async function tell(browser, { lang, width }) {
  const server = new Server();
  const passwords = server.demo("--recent");
  const clients = [...Array(200).keys()].map((n) => client(n, lang)).concat(renewed(lang));
  const path = join(server.folder, `${lang}.json`);
  const file = JSON.stringify({ consultants: [CONSULTANTS[lang]], clients });
  writeFileSync(path, file.replaceAll('"many', `"${lang}-many`));
  server.command("import", path);
  await server.start();
  const context = await device(browser, { lang, width });
  const page = await context.newPage();
  await act(context, `${lang} ${width}`, async () => {
    await signIn(page, server.url, MEMBERS[lang], passwords.get(MEMBERS[lang]));
    await look(page, server.url, lang);
  });
  await context.close();
  await server.close();
}

tellAll([{ lang: "ja", width: 360 }, { lang: "en", width: 360 }], tell);
