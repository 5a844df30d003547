// Search as one uses it: hits while one types, in their own typeface, with day and session; filters; nothing found; the
// keys; and the page without a script. At 360, 768 and 1280 px, light and dark, in both languages.
// Usage: node search.cjs BINARY [FOLDER-FOR-SCREENSHOTS]

const { MEMBERS, Server, act, axe, check, chosen, device, shot, sideways, signIn, tellAll } = require("./kit.cjs");

const ASKED = {
  ja: { hit: "値上げ", theirs: "父", none: "ペンギン", many: "の", kind: "kind=words", from: "早川" },
  en: { hit: "price", theirs: "dad", none: "penguin", many: "s", kind: "kind=words", from: "Grace" },
};
const address = (url, typed, more = "") => `${url}/search?q=${encodeURIComponent(typed)}${more}`;

/** What the page shows of its hits. */
const hits = (page) => page.$$eval("a.hit", (all) => all.map((hit) => ({
  meta: hit.querySelector(".meta").innerText.trim(),
  marked: [...hit.querySelectorAll("mark")].map((mark) => mark.textContent),
  same: [...hit.querySelectorAll("mark")].every((mark) => getComputedStyle(mark).fontFamily === getComputedStyle(mark.parentElement).fontFamily),
})));

/** Each state of the page, by axe and by its width. */
async function looks(context, url, { lang, say }) {
  const page = await context.newPage();
  const asked = ASKED[lang];
  const states = {
    empty: `${url}/search`, hits: address(url, asked.hit), theirs: address(url, asked.theirs), none: address(url, asked.none),
    many: address(url, asked.many), words: address(url, asked.many, `&${asked.kind}`), days: address(url, asked.hit, "&when=days&from=x"),
  };
  for (const [name, to] of Object.entries(states)) {
    await page.goto(to);
    await axe(page, `${say}: ${name}`);
    await sideways(page, `${say}: ${name}`);
    await shot(page, `search-${say}-${name}`);
  }
  await page.goto(states.hits);
  const found = await hits(page);
  check(`${say}: each hit is marked, in the typeface of its text`, found.length > 2 && found.every((hit) => hit.same) && found.some((hit) => hit.marked.length > 0));
  check(`${say}: a hit tells its day`, found.some((hit) => /\d/.test(hit.meta)));
  await page.goto(states.none);
  check(`${say}: where nothing is found it says what to try`, (await page.innerText(".lone")).split(/[。.]/).length > 2);
  await page.goto(states.many);
  check(`${say}: of many it says how many more`, /\d/.test(await page.innerText(".grp2 .acts a.act >> nth=0")));
  await page.close();
}

/** Only the last question is answered, however late the answers come; a question waits until somebody pauses. */
async function typing(context, url, { lang, say }) {
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${url}/search`);
  const [first, last] = [ASKED[lang].none, ASKED[lang].hit];
  const waiting = [];
  let count = 0;
  await page.route(/part=results/, async (route) => {
    count += 1;
    if (route.request().url().includes(encodeURIComponent(first))) waiting.push(route);
    else await route.continue();
  });
  await page.fill("#search-q", first);
  await page.clock.runFor(250);
  while (waiting.length === 0) await page.waitForTimeout(10);
  await page.focus("#search-q");
  count = 0;
  await page.evaluate((text) => {
    const field = document.getElementById("search-q");
    for (let n = 1; n <= text.length; n += 1) {
      field.value = text.slice(0, n);
      field.dispatchEvent(new InputEvent("input"));
    }
  }, last);
  await page.clock.runFor(250);
  await page.waitForSelector("a.hit mark");
  check(`${say}: one question for a word that is typed (${count})`, count === 1);
  await waiting[0].continue().catch(() => {});
  await page.evaluate(() => fetch("/search?q=&part=results"));
  check(`${say}: a late answer to an earlier question is not shown`, (await hits(page)).length > 0 && page.url().includes(encodeURIComponent(last)));
  await page.unroute(/part=results/);
  await page.route(/part=results/, (route) => route.abort("connectionrefused"));
  await page.fill("#search-q", ASKED[lang].theirs);
  await page.clock.runFor(250);
  check(`${say}: what is shown for an earlier question is said to be so`, await page.waitForSelector("#found [role=alert]").then(() => true));
  await page.close();
}

/** The key / leads here from every page, and the arrows lead through the hits. */
async function keys(context, url, { lang, say }) {
  const page = await context.newPage();
  for (const from of ["/", "/clients", "/log", "/network", "/settings", "/method", "/search"]) {
    await page.goto(`${url}${from}`);
    await page.waitForLoadState("load");
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press("/");
    const there = await page.waitForFunction(() => document.activeElement?.id === "search-q" || location.pathname === "/search").then(() => true, () => false);
    check(`${say}: / opens it from ${from}`, there);
  }
  await page.goto(address(url, ASKED[lang].hit));
  await page.focus("#search-q");
  const at = () => page.evaluate(() => [...document.querySelectorAll("a.hit")].indexOf(document.activeElement));
  await page.keyboard.press("ArrowDown");
  const one = await at();
  await page.keyboard.press("ArrowDown");
  const two = await at();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  check(`${say}: the arrows lead through the hits and back`, one === 0 && two === 1 && (await page.evaluate(() => document.activeElement.id)) === "search-q");
  await page.keyboard.press("ArrowDown");
  const to = await page.evaluate(() => document.activeElement.href);
  await page.keyboard.press("Enter");
  await page.waitForURL(to);
  check(`${say}: Enter opens a hit`, page.url() === to);
  await page.close();
}

/** Without a script the same hits, filters and pages. */
async function plain(browser, url, { lang, width, dark, password }) {
  const context = await device(browser, { lang, width, dark, javaScriptEnabled: false });
  const page = await context.newPage();
  const say = `${lang} ${width} without script`;
  await signIn(page, url, MEMBERS[lang], password);
  await page.goto(`${url}/search`);
  await page.fill("#search-q", ASKED[lang].hit);
  await page.press("#search-q", "Enter");
  await page.waitForURL(/search\?q=/);
  check(`${say}: hits`, (await page.locator("a.hit mark").count()) > 0);
  const [chip] = await page.$$("nav.filter a.chip:not([aria-current]):has(small)");
  await chip.click();
  check(`${say}: a filter`, (await page.locator("a.chip[aria-current]").count()) > 0 && (await page.locator("a.hit").count()) > 0);
  await shot(page, `search-${say}`);
  await context.close();
}

async function tell(browser, { lang, width, dark }) {
  const server = await new Server().start();
  const password = server.demo("--recent").get(MEMBERS[lang]);
  const say = `${lang} ${width} ${dark ? "dark" : "light"}`;
  const context = await device(browser, { lang, width, dark });
  const page = await context.newPage();
  await signIn(page, server.url, MEMBERS[lang], password);
  await page.close();
  for (const one of [looks, typing, keys]) {
    if (chosen.act(one.name)) await act(context, `${say} ${one.name}`, () => one(context, server.url, { lang, say }));
  }
  if (chosen.act("plain")) await act(context, `${say} plain`, () => plain(browser, server.url, { lang, width, dark, password }));
  await context.close();
  await server.close();
}

const tellings = ["ja", "en"].flatMap((lang) => [[360, false], [360, true], [768, false], [1280, false], [1280, true]].map(([width, dark]) => ({ lang, width, dark })));
tellAll(tellings, tell);
