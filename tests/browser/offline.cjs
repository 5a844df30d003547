// The program on a device of one's own: it can be installed, what it keeps of what is typed can be read by nobody else
// and by nothing after signing out, a network that comes and goes makes one record, a Save without a network arrives
// once, and today's briefs are read where a member has asked for that. Told in ja at 360 px and in en at 1280 px.
// Usage: node offline.cjs BINARY

const kit = require("./kit.cjs");
const { check, signIn } = kit;

const SAID = { ja: "父には、まだ言えていません。", en: "I have not told my father yet." };
/** Everything that a script can read in any store of this browser, as one text. */
const readable = (page) => page.evaluate(async () => {
  const decoder = new TextDecoder("utf-8", { fatal: false });
  const shown = (value) => JSON.stringify(value, (_, one) => {
    if (one instanceof ArrayBuffer || ArrayBuffer.isView(one)) return decoder.decode(one);
    return one instanceof CryptoKey ? `key, can be read: ${one.extractable}` : one;
  });
  const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((resolve) => { const asked = indexedDB.open(name); asked.onsuccess = () => resolve(asked.result); });
    for (const store of db.objectStoreNames) {
      const rows = await new Promise((resolve) => { const all = db.transaction(store).objectStore(store).getAll(); all.onsuccess = () => resolve(all.result); });
      found.push(`${name}.${store} ${rows.length}: ${rows.map(shown).join("\n")}`);
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(`${request.url}: ${await (await cache.match(request)).text()}`);
  }
  return found.join("\n");
});

const records = (text) => Number(text.match(/ryokai\.sealed (\d+)/)?.[1] ?? 0);
/** Waits for what must come; a slow machine takes its time. */
const soon = async (page, held) => { for (let tries = 0; tries < 2400 && !(await held()); tries += 1) await page.waitForTimeout(25); return held(); };
/** Waits for what a page must come to show. */
const shows = (page, held, arg) => page.waitForFunction(held, arg).then(() => true, () => false);
/** Until a form of the log page can be typed into. */
const writable = (page) => page.waitForFunction(() => document.getElementById("log") && !document.getElementById("log").inert);
/** Until the device has a page for a time without a network. */
const stocked = (page, lang) => soon(page, () => page.evaluate((of) => caches.match(`/offline?lang=${of}`).then(Boolean), lang));
const trouble = (page, name) => page.waitForFunction((of) => document.querySelector("#dock")?.dataset.trouble === of, name);

async function begin(page, url, name, words) {
  await page.goto(`${url}/log`);
  if (!(await page.isVisible("[name=new-name]"))) await page.click("#new-client > summary");
  await page.fill("[name=new-name]", name);
  await line(page, words);
}

/** Writes the first line; without the focus an empty line is folded away. */
async function line(page, words) {
  await page.evaluate(() => document.querySelector("[name=q0]").focus());
  await page.fill("[name=q0]", words);
}

/** Opens what is folded away at first: the note among it. */
const unfold = (page) => page.evaluate(() => { document.getElementById("more").open = true; });

async function sessions(context, url, name) {
  const list = await (await context.request.get(`${url}/clients`)).text();
  const ids = new Set([...list.matchAll(/href="(\/clients\/[^"/?]+)"[^>]*>([^<]*)/g)].filter(([, , text]) => text.includes(name)).map(([, path]) => path));
  let count = 0;
  for (const path of ids) {
    const page = await (await context.request.get(`${url}${path}/sessions`)).text();
    count += new Set([...page.matchAll(/\/sessions\/([^"/?#]+)"/g)].map(([, id]) => id)).size;
  }
  return count;
}

/** What a browser asks of a program that it is to keep among the others. */
async function installable(context, url, { say }) {
  const page = await context.newPage();
  await page.goto(url);
  const devtools = await context.newCDPSession(page);
  const { errors, data } = await devtools.send("Page.getAppManifest");
  check(`${say}: the manifest has no fault (${errors.map((e) => e.message).join("; ")})`, errors.length === 0 && JSON.parse(data).display === "standalone");
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  const faults = installabilityErrors.map((e) => e.errorId).filter((id) => id !== "in-incognito");
  check(`${say}: it can be installed (${faults.join("; ")})`, faults.length === 0);
  await page.close();
}

/** Each text on the device is there at once, and can be read by nothing but its page. */
async function sealed(context, url, { lang, say }) {
  const page = await context.newPage();
  await begin(page, url, `${lang} one`, SAID[lang]);
  await context.setOffline(true);
  await unfold(page);
  await page.fill("[name=note]", `${SAID[lang]} note`);
  check(`${say}: the device keeps a record`, await soon(page, async () => records(await readable(page)) === 1));
  await trouble(page, "offline");
  const kept = await readable(page);
  check(`${say}: nobody reads it`, !kept.includes(SAID[lang]) && !kept.includes(`${lang} one`));
  check(`${say}: nor its key`, kept.includes("key, can be read: false"));
  await context.setOffline(false);
  await page.reload();
  const back = await shows(page, (text) => document.querySelector("[name=note]")?.value === text && !document.getElementById("log").inert, `${SAID[lang]} note`);
  check(`${say}: its page has it again`, back);
  await page.click("button[value=save]");
  await page.waitForURL(/result/);
  await page.close();
}

/** A network that comes and goes ten times while Save is under way makes one session. */
async function flaky(context, url, { lang, say }) {
  const page = await context.newPage();
  await page.clock.install();
  await begin(page, url, `${lang} flaky`, SAID[lang]);
  // Every other time the server has it and the answer is lost; else it never arrives.
  let tries = 0;
  await page.route(/\/log$/, async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    tries += 1;
    if (tries > 10) return route.continue();
    if (tries % 2 === 0) await route.fetch({ maxRedirects: 0 }).catch(() => {});
    return route.abort("internetdisconnected");
  });
  await page.click("button[value=save]");
  const arrived = async () => /result/.test(page.url()) || (await page.locator("#main > .done a[href*=result]").count().catch(() => 0)) > 0;
  for (let n = 0; n < 4000 && !(await arrived()); n += 1) {
    await context.setOffline(n % 3 === 0);
    await page.clock.fastForward(11_000).catch(() => {});
    await page.waitForTimeout(25);
  }
  await context.setOffline(false);
  // Where the network went just after it, the page in the place of the result says that it is saved.
  if (!/result/.test(page.url())) await page.click("#main > .done a[href*=result]");
  await page.waitForURL(/result/);
  check(`${say}: it was tried more than ten times (${tries})`, tries > 10);
  check(`${say}: ten retries, one session`, (await sessions(context, url, `${lang} flaky`)) === 1);
  await page.close();
}

/** Without a network a new log opens, is written, is there after a reload, and is sent once when the network is back. */
async function opened(context, url, { lang, say }) {
  const page = await context.newPage();
  await page.goto(url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  check(`${say}: the device keeps a page for a time without a network`, await stocked(page, lang));
  await page.reload();
  await context.setOffline(true);
  await page.goto(`${url}/clients`);
  check(`${say}: offline every way leads to the log page`, new URL(page.url()).pathname === "/log");
  check(`${say}: in the member's language`, (await page.getAttribute("html", "lang")) === lang);
  if (!(await page.isVisible("[name=new-name]"))) await page.click("#new-client > summary");
  await page.fill("[name=new-name]", `${lang} Ardle`);
  await line(page, SAID[lang]);
  await page.waitForFunction(() => new URLSearchParams(location.search).has("draft"));
  check(`${say}: offline the device keeps it`, await soon(page, async () => records(await readable(page)) === 1));
  const kept = await readable(page);
  check(`${say}: offline nobody reads it`, !kept.includes(SAID[lang]) && !kept.includes(`${lang} Ardle`) && !kept.includes("Sakura") && !kept.includes("Madoka"));
  await page.reload();
  const back = await shows(page, (text) => document.querySelector("[name=q0]")?.value === text && !document.getElementById("log").inert, SAID[lang]);
  check(`${say}: a reload without a network has it again`, back && (await page.inputValue("[name=new-name]")) === `${lang} Ardle`);
  const list = await context.newPage();
  await list.goto(url);
  check(`${say}: it is listed`, await shows(list, (name) => document.getElementById("here")?.innerText.includes(name), `${lang} Ardle`));
  await list.close();
  await page.click("button[value=save]");
  await trouble(page, "offline");
  await page.reload();
  await trouble(page, "offline");
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.waitForURL(/result/);
  check(`${say}: sent once`, (await sessions(context, url, `${lang} Ardle`)) === 1);
  check(`${say}: and the device keeps it no longer`, await soon(page, async () => records(await readable(page)) === 0));
  await page.close();
}

/** What an earlier version has left readable is encrypted as soon as its member opens a page, and can be opened. */
async function earlier(context, url, { lang, say }) {
  const page = await context.newPage();
  await page.goto(`${url}/clients`);
  const member = await page.evaluate(() => document.querySelector("input[name=csrf]").value.split(".")[0]);
  await page.evaluate(([of, text]) => localStorage.setItem(`ryokai-typed ${of} /people/new 0`, JSON.stringify({
    base: [], fields: [["name", text]], at: Date.now(),
  })), [member, SAID[lang]]);
  await page.reload();
  check(`${say}: an earlier text is readable no more`, await soon(page, async () => { const all = await readable(page); return all.includes('"kind":"typed"') && !all.includes(SAID[lang]); }));
  await page.close();
}

/** Whoever signs out leaves nothing that could be read, and no key. */
async function signedOut(context, url, { lang, say }) {
  const page = await context.newPage();
  await page.goto(`${url}/people/new`);
  await page.fill("[name=name]", SAID[lang]);
  const other = await context.newPage();
  await begin(other, url, `${lang} Parting`, SAID[lang]);
  check(`${say}: there is something to leave`, await soon(page, async () => records(await readable(page)) >= 2));
  await page.click("form[action$='/logout'] button");
  await page.waitForURL(/login/);
  await unfold(other);
  await other.fill("[name=note]", "typed after signing out").catch(() => {});
  await other.waitForFunction(() => document.querySelector("#dock").dataset.trouble !== "");
  const left = await readable(page);
  const [local, session] = await page.evaluate(() => [localStorage.length, sessionStorage.length]);
  check(`${say}: signed out, no record is left`, records(left) === 0 && !left.includes(SAID[lang]));
  check(`${say}: signed out, no key is left`, left.includes("ryokai.key 0:") && !left.includes("can be read"));
  const named = ["Sakura", "Madoka", `${lang} Parting`, "typed after signing"].filter((name) => left.includes(name));
  check(`${say}: signed out, nobody is named in any store (${named.join()}; ${local} and ${session} records that anybody can read)`, named.length === 0 && local === 0 && session === 0);
  await other.close();
  await signIn(page, url);
  await page.goto(`${url}/people/new`);
  check(`${say}: signed in again, nothing comes back`, (await page.inputValue("[name=name]")) === "");
  await page.close();
}

/** Presses Save on the page without a network, and closes the page once the device has it. */
async function savedWithoutNetwork(context, page) {
  await context.setOffline(true);
  await page.click("#foot button[value=save]");
  await trouble(page, "offline");
  await page.close();
}

/** A Save without a network, whose page was closed, arrives once when the program is opened with one. */
async function closed(context, url, { lang, say }) {
  const page = await context.newPage();
  await page.goto(url);
  await stocked(page, lang);
  await page.reload();
  await begin(page, url, `${lang} Closed`, SAID[lang]);
  await savedWithoutNetwork(context, page);
  const next = await context.newPage();
  await next.goto(url);
  check(`${say}: without a network it is told that Save was pressed`, await shows(next, (name) => {
    const here = document.getElementById("here");
    return here?.innerText.includes(name) && here.innerText.includes(here.dataset.pressed);
  }, `${lang} Closed`));
  await context.setOffline(false);
  // The server is not there at first: what waits is named, and goes out by itself.
  let away = true;
  await context.route(/\/log$/, (route) => (away && route.request().method() === "POST" ? route.abort("connectionrefused") : route.continue()));
  await next.goto(`${url}/clients`);
  const told = (of, name, key) => shows(of, ([who, what]) => {
    const said = [...document.querySelectorAll("#main > .done span")].map((one) => one.textContent);
    return said.includes(document.getElementById("unsent").dataset[what].replace("{name}", who));
  }, [name, key]);
  check(`${say}: the next page says that it is not sent yet`, await told(next, `${lang} Closed`, "away"));
  check(`${say}: and it is not`, (await sessions(context, url, `${lang} Closed`)) === 0);
  away = false;
  await next.evaluate(() => dispatchEvent(new Event("online")));
  check(`${say}: it is sent by itself, and told`, await told(next, `${lang} Closed`, "sent"));
  check(`${say}: one session`, (await sessions(context, url, `${lang} Closed`)) === 1);
  await next.click("#main > .done a");
  await next.waitForURL(/result/);
  check(`${say}: the device keeps it no longer`, await soon(next, async () => records(await readable(next)) === 0));
  await next.goto(`${url}/clients`);
  await next.evaluate(() => import(document.querySelector("script[src*='form.js']").src.replace("form.js", "unsent.js")).then((unsent) => unsent.settle()));
  check(`${say}: no other page sends it again`, (await sessions(context, url, `${lang} Closed`)) === 1 && (await next.locator("#main > .done").count()) === 0);
  await context.unroute(/\/log$/);
  await next.close();
}

/** A Save whose page is opened again, and not another one, arrives from there. */
async function reopened(context, url, { lang, say }) {
  const page = await context.newPage();
  await begin(page, url, `${lang} Again`, SAID[lang]);
  await page.waitForFunction(() => new URLSearchParams(location.search).has("draft"));
  const address = page.url();
  await savedWithoutNetwork(context, page);
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto(address);
  await next.waitForURL(/result/);
  check(`${say}: its own page sends it`, (await sessions(context, url, `${lang} Again`)) === 1);
  await next.close();
}

/** A correction without a network arrives; where the session was changed meanwhile it is asked about. */
async function corrected(context, url, { lang, width, say, browser }) {
  const page = await context.newPage();
  await begin(page, url, `${lang} Amend`, SAID[lang]);
  await page.click("#foot button[value=save]");
  await page.waitForURL(/result/);
  const [, session] = page.url().match(/(\/clients\/[^/]+\/sessions\/[^/]+)\//);
  const correct = async (on, text) => {
    await on.goto(`${url}${session}`);
    await on.click("a.btn[href*='session=']");
    await writable(on);
    // A line with text in it is folded until it is tapped.
    await on.evaluate((said) => {
      const field = document.getElementById("log").elements.q0;
      field.value = said;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }, text);
  };
  const text = async () => (await context.request.get(`${url}${session}`)).text();
  await correct(page, `${SAID[lang]} 2`);
  await savedWithoutNetwork(context, page);
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto(`${url}/clients`);
  await next.waitForSelector("#main > .done a");
  check(`${say}: a correction without a network arrives`, (await text()).includes(`${SAID[lang]} 2`));
  check(`${say}: and makes no other session`, (await sessions(context, url, `${lang} Amend`)) === 1);
  // Typed and not saved, on this device alone: its address has it again.
  await correct(next, `${SAID[lang]} 3`);
  await next.waitForFunction(() => new URLSearchParams(location.search).has("draft"));
  await context.setOffline(true);
  await unfold(next);
  await next.fill("[name=note]", "three");
  await trouble(next, "offline");
  const unsaved = next.url();
  await next.close();
  const list = await context.newPage();
  await list.goto(unsaved);
  check(`${say}: without a network a correction opens again`, await shows(list, (said) => document.querySelector("[name=q0]")?.value === said, `${SAID[lang]} 3`));
  await list.close();
  // Somebody corrects the same session elsewhere.
  const elsewhere = await kit.device(browser, { lang, width });
  elsewhere.setDefaultTimeout(60_000);
  const other = await elsewhere.newPage();
  await signIn(other, url);
  await correct(other, `${SAID[lang]} elsewhere`);
  await other.click("#foot button[value=save]");
  await other.waitForURL((at) => !at.pathname.startsWith("/log"));
  await elsewhere.close();
  const mine = await context.newPage();
  await mine.goto(unsaved);
  await shows(mine, (said) => document.querySelector("[name=q0]")?.value === said, `${SAID[lang]} 3`);
  await savedWithoutNetwork(context, mine);
  await context.setOffline(false);
  const back = await context.newPage();
  await back.goto(`${url}/clients`);
  await back.waitForSelector("#main > .done a");
  const asked = await back.evaluate(() => document.querySelector("#main > .done span").textContent.replace(/(en|ja) Amend(さん)?/, "{name}") === document.getElementById("unsent").dataset.asked);
  check(`${say}: a session that was changed meanwhile is asked about`, asked);
  check(`${say}: and stays as it was changed`, (await text()).includes(`${SAID[lang]} elsewhere`) && !(await text()).includes(`${SAID[lang]} 3`));
  await back.click("#main > .done a");
  await writable(back);
  check(`${say}: what was written is kept`, (await back.inputValue("[name=q0]")) === `${SAID[lang]} 3`);
  await back.click("#foot button[value=save]");
  await back.waitForSelector("[name=told]:not([value=''])", { state: "attached" });
  check(`${say}: Save says first what was changed`, !(await text()).includes(`${SAID[lang]} 3`));
  await back.close();
}

/** Today's briefs are read without a network where a member has asked for it, and nowhere else. */
async function briefs(context, url, { lang, say }) {
  const kept = (text) => text.split('"kind":"brief"').length - 1;
  const page = await context.newPage();
  await begin(page, url, `${lang} Brief`, SAID[lang]);
  await page.evaluate(() => {
    const [today, before] = [0, 1].map((days) => new Date(Date.now() - days * 86400000));
    const iso = (day) => [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    for (const [name, day] of [["on", before], ["next", today]]) {
      const field = document.getElementById("log").elements[name];
      field.value = iso(day);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  await page.click("#foot button[value=save]");
  await page.waitForURL(/result/);
  await page.goto(url);
  check(`${say}: the session of today is listed`, (await page.locator("a[data-brief]").count()) === 1);
  const none = async (of) => (await of.evaluate(() => document.getElementById("briefs").hidden)) && kept(await readable(of)) === 0;
  await stocked(page, lang);
  await context.setOffline(true);
  await page.goto(url);
  await writable(page);
  check(`${say}: no brief is kept unasked`, await none(page));
  await context.setOffline(false);
  await page.goto(`${url}/settings`);
  await page.waitForSelector("#briefs-setting:not([hidden])");
  check(`${say}: keeping briefs is off at first`, !(await page.isChecked("#briefs-setting input")));
  await page.check("#briefs-setting input");
  check(`${say}: and can be turned on`, await shows(page, () => document.querySelector("#briefs-setting [role=status]").textContent === document.getElementById("briefs-setting").dataset.on));
  const all = await readable(page);
  check(`${say}: a brief on the device is encrypted`, kept(all) === 1 && !all.includes(SAID[lang]) && !all.includes(`${lang} Brief`));
  await context.setOffline(true);
  await page.goto(url);
  await page.waitForSelector("#briefs:not([hidden]) summary");
  await page.click("#briefs summary");
  const read = await page.innerText("#briefs");
  check(`${say}: without a network it is read, and says how old it is`, read.includes(`${lang} Brief`) && read.includes(SAID[lang]) && /\d+:\d\d/.test(read));
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [360, 1280]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 740 });
      await kit.axe(page, `${say}: the page without a network, ${colorScheme} at ${width}`);
      await kit.sideways(page, `${say}: the page without a network at ${width}`);
      await kit.shot(page, `offline-${lang}-${width}-${colorScheme}`);
    }
  }
  await page.close();
  const tomorrow = await context.newPage();
  await tomorrow.clock.install({ time: Date.now() + 26 * 60 * 60 * 1000 });
  await tomorrow.goto(url);
  await writable(tomorrow);
  check(`${say}: the day after it is gone`, await soon(tomorrow, async () => kept(await readable(tomorrow)) === 0) && (await tomorrow.isHidden("#briefs")));
  await tomorrow.close();
  await context.setOffline(false);
  const last = await context.newPage();
  await last.goto(url);
  check(`${say}: Today keeps it anew`, await soon(last, async () => kept(await readable(last)) === 1));
  await last.goto(`${url}/settings`);
  await last.waitForSelector("#briefs-setting:not([hidden])");
  await last.uncheck("#briefs-setting input");
  check(`${say}: turned off it is gone`, await soon(last, async () => kept(await readable(last)) === 0));
  await last.check("#briefs-setting input");
  await soon(last, async () => kept(await readable(last)) === 1);
  await last.close();
}

/** Where the login was ended from another device, the next page takes the key away; what is kept opens after signing in. */
async function ended(context, url, { lang, say }) {
  const page = await context.newPage();
  await begin(page, url, `${lang} Ended`, SAID[lang]);
  await soon(page, async () => records(await readable(page)) >= 1);
  const address = page.url();
  await context.clearCookies();
  await page.goto(`${url}/clients`);
  await page.waitForURL(/login/);
  check(`${say}: a login that was ended leaves no key`, await soon(page, async () => !(await readable(page)).includes("can be read")));
  await signIn(page, url);
  await page.goto(address);
  check(`${say}: signed in again, the text is there`, await shows(page, (said) => document.querySelector("[name=q0]")?.value === said, SAID[lang]));
  await page.close();
}

async function tell(browser, { lang, width }) {
  const server = await new kit.Server().start();
  const say = `${lang} ${width}`;
  const context = await kit.device(browser, { lang, width, height: 740 });
  context.setDefaultTimeout(60_000);
  const problems = [];
  context.on("weberror", (error) => problems.push(String(error.error())));
  const page = await context.newPage();
  await kit.signUp(page, server);
  await page.close();
  for (const one of [installable, sealed, flaky, opened, closed, reopened, corrected, briefs, earlier, signedOut, ended]) {
    if (!kit.chosen.act(one.name)) continue;
    await kit.act(context, `${say} ${one.name}`, () => one(context, server.url, { lang, width, say, browser }));
    await context.setOffline(false);
  }
  check(`${say}: no script breaks off (${problems.join("; ")})`, problems.length === 0);
  await context.close();
  await server.close();
}

kit.tellAll([{ lang: "ja", width: 360 }, { lang: "en", width: 1280 }], tell);
