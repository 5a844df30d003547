// The program on a device of one's own: it can be installed, what it keeps of what is typed can be read by nobody else
// and by nothing after signing out, and a network that comes and goes makes one record. Told in ja at 360 px and in en
// at 1280 px. Usage: node offline.cjs BINARY

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
const soon = async (page, held) => { for (let tries = 0; tries < 200 && !(await held()); tries += 1) await page.waitForTimeout(25); return held(); };

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
async function installable(context, url, say) {
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
  const began = Date.now();
  check(`${say}: the device keeps a record`, await soon(page, async () => records(await readable(page)) === 1));
  check(`${say}: within a moment (${Date.now() - began} ms)`, Date.now() - began < 1000);
  const kept = await readable(page);
  check(`${say}: nobody reads it`, !kept.includes(SAID[lang]) && !kept.includes(`${lang} one`));
  check(`${say}: nor its key`, kept.includes("key, can be read: false"));
  await context.setOffline(false);
  await page.reload();
  const back = await page.waitForFunction((text) => document.querySelector("[name=note]")?.value === text && !document.getElementById("log").inert, `${SAID[lang]} note`, { timeout: 5000 }).then(() => true, () => false);
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
  for (let n = 0; n < 400 && !/result/.test(page.url()); n += 1) {
    await context.setOffline(n % 3 === 0);
    await page.clock.fastForward(11_000).catch(() => {});
    await page.waitForTimeout(25);
  }
  await context.setOffline(false);
  await page.waitForURL(/result/, { timeout: 15_000 });
  check(`${say}: it was tried more than ten times (${tries})`, tries > 10);
  check(`${say}: ten retries, one session`, (await sessions(context, url, `${lang} flaky`)) === 1);
  await page.close();
}

/** Without a network a new log opens, is written, is there after a reload, and is sent once when the network is back. */
async function opened(context, url, { lang, say }) {
  const page = await context.newPage();
  await page.goto(url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  check(`${say}: the device keeps a page for a time without a network`, await soon(page, () => page.evaluate((of) => caches.match(`/offline?lang=${of}`).then(Boolean), lang)));
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
  const back = await page.waitForFunction((text) => document.querySelector("[name=q0]")?.value === text && !document.getElementById("log").inert, SAID[lang], { timeout: 5000 }).then(() => true, () => false);
  check(`${say}: a reload without a network has it again`, back && (await page.inputValue("[name=new-name]")) === `${lang} Ardle`);
  const list = await context.newPage();
  await list.goto(url);
  check(`${say}: it is listed`, await list.waitForFunction((name) => document.getElementById("here")?.innerText.includes(name), `${lang} Ardle`, { timeout: 5000 }).then(() => true, () => false));
  await list.close();
  await page.click("button[value=save]");
  await page.waitForFunction(() => document.querySelector("#dock").dataset.trouble === "offline");
  await page.reload();
  await page.waitForFunction(() => document.querySelector("#dock")?.dataset.trouble === "offline");
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.waitForURL(/result/, { timeout: 15_000 });
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
  check(`${say}: an earlier text is readable no more`, await soon(page, async () => { const all = await readable(page); return records(all) === 1 && !all.includes(SAID[lang]); }));
  await page.close();
}

/** Whoever signs out leaves nothing that could be read, and no key. */
async function signedOut(context, url, { lang, say }) {
  const page = await context.newPage();
  await page.goto(`${url}/people/new`);
  await page.fill("[name=name]", SAID[lang]);
  const other = await context.newPage();
  await begin(other, url, `${lang} out`, SAID[lang]);
  check(`${say}: there is something to leave`, await soon(page, async () => records(await readable(page)) >= 2));
  await page.click("form[action$='/logout'] button");
  await page.waitForURL(/login/);
  await unfold(other);
  await other.fill("[name=note]", "typed after signing out").catch(() => {});
  await other.waitForTimeout(300);
  const left = await readable(page);
  check(`${say}: signed out, no record is left`, records(left) === 0 && !left.includes(SAID[lang]));
  check(`${say}: signed out, no key is left`, !left.includes("can be read"));
  await other.close();
  await signIn(page, url);
  await page.goto(`${url}/people/new`);
  check(`${say}: signed in again, nothing comes back`, (await page.inputValue("[name=name]")) === "");
  await page.close();
}

async function tell(browser, { lang, width }) {
  const server = await new kit.Server().start();
  const say = `${lang} ${width}`;
  const context = await kit.device(browser, { lang, width, height: 740 });
  context.setDefaultTimeout(10_000);
  const problems = [];
  context.on("weberror", (error) => problems.push(String(error.error())));
  const page = await context.newPage();
  await kit.signUp(page, server);
  await page.close();
  for (const one of [installable, sealed, flaky, opened, earlier, signedOut]) {
    if (!kit.chosen.act(one.name)) continue;
    await kit.act(context, `${say} ${one.name}`, () => one(context, server.url, one === installable ? say : { lang, say }));
  }
  check(`${say}: no script breaks off (${problems.join("; ")})`, problems.length === 0);
  await context.close();
  await server.close();
}

kit.tellAll([{ lang: "ja", width: 360 }, { lang: "en", width: 1280 }], tell);
