// Nothing typed is lost: what happens to a session that is being written when the tab crashes, the server dies, the
// network or the login goes, a second tab opens, or somebody presses twice. Told in ja at 360 px and in en at 1280 px.
// Usage: node lost.cjs BINARY SCREENSHOT_FOLDER; ONLY=crash,long tells some cases, LANG_ONLY=ja one language.

const kit = require("./kit.cjs");
const { Server } = kit;

const SAY = {
  ja: { name: "水野 直樹", steadily: "応募がぜんぜん来なくて、何から手をつければいいのかわからないのです。", offline: "ネットワークにつながっていません", noserver: "サーバーから返事がありません", toolarge: "大きすぎて", nologin: "サインインの期限が切れました", another: "いまは別の方がサインインしています" },
  en: { name: "Alan Whitcombe", steadily: "Nobody answers the advertisement and I do not know where to begin. ", offline: "There is no network", noserver: "The server does not answer", toolarge: "This is too large", nologin: "Your sign-in has ended", another: "Somebody else is signed in" },
};

class Telling {
  constructor(browser, server, { lang, width }) {
    Object.assign(this, { browser, server, lang, width, say: SAY[lang] });
  }

  check(what, held) { kit.check(`${this.lang} ${this.width}: ${what}`, held); }

  device() { return kit.device(this.browser, { lang: this.lang, width: this.width, serviceWorkers: "block" }); }

  shot(page, name) { return kit.shot(page, `lost-${name}-${this.lang}-${this.width}`, false); }

  signIn(page, email, password) { return kit.signIn(page, this.server.url, email, password); }

  /** A new client's session with everything that Save asks for. */
  async begin(page, name) {
    await page.goto(`${this.server.url}/log`);
    if (!(await page.isVisible("[name=new-name]"))) await page.click("#new-client > summary");
    await page.fill("[name=new-name]", name);
    await this.line(page, 0, this.say.steadily);
    this.client = name;
    return new URL(page.url()).searchParams.get("draft");
  }

  /** Writes into a line of the page; the next one begins where there is none yet. */
  async line(page, row, text) {
    if ((await page.locator(`[name=q${row}]`).count()) === 0) await page.click("#next-line");
    await page.focus(`[name=q${row}]`);
    await page.fill(`[name=q${row}]`, text);
  }

  /** Writes into the note, which is folded away at first. */
  async note(page, text) {
    await this.unfold(page);
    await page.fill("[name=note]", text);
  }

  /** Signs out as another page would: on a phone the page of the log has its foot for Save. */
  signOut(page) { return page.evaluate(() => { document.querySelector("form[action$='/logout']").requestSubmit(); }); }

  unfold(page) { return page.evaluate(() => { document.getElementById("more").open = true; }); }

  kept(page) { return page.waitForFunction(() => document.querySelector("#saved")?.textContent.match(/\d:\d\d/)); }

  save(page) { return page.click("button[value=save]"); }

  dock(page, sentence) {
    return page.waitForFunction((said) => document.querySelector("#dock-said")?.textContent.startsWith(said), sentence);
  }

  /** The text that the server has of a draft, read without a script. */
  async served(context, draft, name = "note") {
    const html = await (await context.request.get(`${this.server.url}/log?draft=${draft}`)).text();
    const text = html.match(new RegExp(`<textarea[^>]* name="${name}"[^>]*>([^<]*)`));
    return text?.[1] ?? "";
  }

  /** How many sessions there are with the client of this name. */
  async sessions(context, name) {
    const list = await (await context.request.get(`${this.server.url}/clients`)).text();
    const ids = [...list.matchAll(/href="(\/clients\/[^"/?]+)"[^>]*>([^<]*)/g)].filter(([, , text]) => text.includes(name)).map(([, path]) => path);
    let count = 0;
    for (const path of new Set(ids)) {
      const page = await (await context.request.get(`${this.server.url}${path}/sessions`)).text();
      count += new Set([...page.matchAll(/\/sessions\/([^"/?#]+)"/g)].map(([, id]) => id)).size;
    }
    return count;
  }

  async drafts(context) {
    const page = await (await context.request.get(`${this.server.url}/log/drafts`)).text();
    return [...page.matchAll(/href="\/log\?draft=/g)].length;
  }

  /** How many texts this device keeps. */
  onDevice(page) {
    return page.evaluate(() => new Promise((resolve) => {
      const asked = indexedDB.open("ryokai");
      asked.onsuccess = () => {
        const all = asked.result.transaction("sealed").objectStore("sealed").getAll();
        all.onsuccess = () => { asked.result.close(); resolve(all.result.filter((one) => one.kind === "draft").length); };
      };
    }));
  }

  axe(page, name) { return kit.axe(page, `${this.lang} ${this.width} ${name}`, ["best-practice"]); }

  // ---- the cases ------------------------------------------------------------------------------------------------

  async crash(context) {
    const page = await context.newPage();
    const draft = await this.begin(page, `${this.say.name} 1`);
    this.check("the draft is in the address from the first letter", draft !== null);
    await this.kept(page);
    await this.unfold(page);
    await page.focus("[name=note]");
    const began = Date.now();
    let typed = "";
    const marks = [];
    // longer than the longest interval, and never a pause
    while (Date.now() - began < 8000) {
      const letter = this.say.steadily[typed.length % this.say.steadily.length];
      await page.keyboard.insertText(letter);
      typed += letter;
      marks.push(Date.now());
      await page.waitForTimeout(60);
    }
    const crashed = Date.now();
    const devtools = await context.newCDPSession(page);
    const gone = page.waitForEvent("crash");
    devtools.send("Page.crash").catch(() => {});
    await gone;
    const server = await this.served(context, draft);
    const before = marks.filter((at) => at <= crashed - 5000).length;
    this.check(`crash: the server has all but the last five seconds (${server.length} of ${typed.length}, ${before} due)`, server.length >= before && typed.startsWith(server));
    const again = await context.newPage();
    await again.goto(`${this.server.url}/log?draft=${draft}`);
    await again.waitForFunction((text) => document.querySelector("[name=note]").value === text, typed, { timeout: 5000 })
      .then(() => this.check("crash: the device has every letter", true), () => this.check("crash: the device has every letter", false));
    await this.shot(again, "restored");
    await this.kept(again);
    await this.save(again);
    await again.waitForURL(/result/);
    this.check("crash: one session comes of it", (await this.sessions(context, this.client)) === 1);
    await page.close().catch(() => {});
    await again.close();
  }

  async serverKilled(context) {
    const page = await context.newPage();
    await this.begin(page, `${this.say.name} 2`);
    await this.kept(page);
    await this.server.kill();
    await this.line(page, 1, "written while the server is dead");
    await this.save(page);
    await this.dock(page, this.say.noserver);
    this.check("dead server: the page and its text stay", (await page.inputValue("[name=q1]")) === "written while the server is dead");
    await this.shot(page, "noserver");
    await this.server.start();
    await page.waitForURL(/result/, { timeout: 15000 });
    this.check("dead server: sent once it is back, once", (await this.sessions(context, this.client)) === 1);
    this.check("dead server: no draft stays behind", (await this.drafts(context)) === 0);
    await page.close();
  }

  /** Whatever the server answers in place of a page is told as what it is, with the typing kept, and not sent for ever. */
  async refused(context) {
    const page = await context.newPage();
    await page.clock.install();
    await this.begin(page, `${this.say.name} 20`);
    await this.kept(page);
    await this.line(page, 1, "written before a refusal");
    await page.waitForResponse((answer) => answer.url().endsWith("/log/draft") && answer.ok());
    let [sent, status] = [0, 0];
    const own = "a sentence of the server's own";
    const html = (code) => [404, 422, 429].includes(code);
    await page.route(/\/log$/, (route) => {
      if (route.request().method() !== "POST") return route.continue();
      sent += 1;
      if (html(status)) return route.fulfill({ status, contentType: "text/html", body: `<h1>${status}</h1>` });
      return route.fulfill({ status, contentType: "application/json", body: JSON.stringify({ error: { message: own } }) });
    });
    for (status of [400, 403, 404, 408, 409, 413, 422, 429, 500]) {
      sent = 0;
      await this.save(page);
      await page.waitForFunction(() => ["refused", "toolarge"].includes(document.querySelector("#dock").dataset.trouble));
      const told = await page.innerText("#dock-said");
      const expected = status === 413 ? this.say.toolarge : html(status) ? String(status) : own;
      this.check(`refused ${status}: it is told as what it is (${told})`, told.includes(expected) && !told.includes(this.say.noserver));
      const once = sent;
      await page.clock.fastForward(60_000);
      await page.waitForTimeout(100);
      this.check(`refused ${status}: it is not sent again by itself`, sent === once && once <= 2);
      this.check(`refused ${status}: the typing stays`, (await page.inputValue("[name=q1]")) === "written before a refusal");
      if (status === 409) await this.shot(page, "refused");
      await page.evaluate(() => { document.querySelector("#dock").dataset.trouble = ""; });
    }
    for (status of [502, 503, 504]) {
      sent = 0;
      await this.save(page);
      await this.dock(page, this.say.noserver);
      for (let tries = 0; tries < 50 && sent < 2; tries += 1) {
        await page.clock.fastForward(11_000);
        await page.waitForTimeout(50);
      }
      this.check(`away ${status}: it is sent again`, sent >= 2);
    }
    await page.unroute(/\/log$/);
    await page.clock.fastForward(11_000);
    await page.waitForURL(/result/, { timeout: 15000 });
    this.check("refused: saved in the end, once", (await this.sessions(context, this.client)) === 1);
    await page.close();
  }

  async offline(context) {
    const page = await context.newPage();
    await page.clock.install();
    await this.begin(page, `${this.say.name} 3`);
    await this.kept(page);
    await context.setOffline(true);
    await this.line(page, 1, "written without a network");
    await this.save(page);
    await this.dock(page, this.say.offline);
    await this.shot(page, "offline");
    await this.axe(page, "the foot without a network");
    await page.clock.fastForward(60_000);
    await this.line(page, 2, "written a minute later");
    this.check("offline: the text stays", (await page.inputValue("[name=q1]")) === "written without a network");
    await context.setOffline(false);
    await page.waitForURL(/result/, { timeout: 15000 });
    this.check("offline: sent once the network is back, once", (await this.sessions(context, this.client)) === 1);
    const session = await page.getAttribute("main a[href*='/sessions/']", "href");
    const read = await (await context.request.get(`${this.server.url}${session}`)).text();
    this.check("offline: with what was written meanwhile", read.includes("written without a network") && read.includes("written a minute later"));
    await page.close();
  }

  async loginEnded(context) {
    const page = await context.newPage();
    await this.begin(page, `${this.say.name} 4`);
    await this.kept(page);
    await context.clearCookies();
    await this.line(page, 1, "written after the login has ended");
    await this.save(page);
    await this.dock(page, this.say.nologin);
    this.check("ended login: a way to sign in stands beside it", await page.isVisible("#dock-login"));
    await this.shot(page, "nologin");
    const other = await context.newPage();
    await this.signIn(other);
    await other.close();
    await page.bringToFront();
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await page.waitForURL(/result/, { timeout: 15000 });
    this.check("ended login: sent once signed in again, once", (await this.sessions(context, this.client)) === 1);
    await page.close();
  }

  async twoTabs(context) {
    const first = await context.newPage();
    const draft = await this.begin(first, `${this.say.name} 5`);
    await this.kept(first);
    await this.line(first, 1, "typed in the first tab just now");
    const second = await context.newPage();
    await second.goto(first.url());
    await second.waitForSelector("#dock-go:visible");
    this.check("two tabs: the second one shows and does not write", await second.evaluate(() => document.getElementById("log").inert));
    await this.shot(second, "elsewhere");
    await second.click("#dock-go");
    await second.waitForFunction(() => !document.getElementById("log").inert && (document.querySelector("[name=q1]")?.value ?? "") !== "");
    this.check("two tabs: what the first one had comes over", (await second.inputValue("[name=q1]")) === "typed in the first tab just now");
    this.check("two tabs: the first one rests", await first.evaluate(() => document.getElementById("log").inert));
    await this.note(second, "typed in the second tab");
    await second.waitForResponse((answer) => answer.url().endsWith("/log/draft") && answer.ok());
    this.check("two tabs: one draft", (await this.drafts(context)) === 1);
    this.check("two tabs: with what both had", (await this.served(context, draft)) === "typed in the second tab" && (await this.served(context, draft, "q1")) !== "");
    await first.close();
    return { page: second, draft };
  }

  async twoDevices(context, { page, draft }) {
    const phone = await this.device();
    const other = await phone.newPage();
    await this.signIn(other);
    await other.goto(`${this.server.url}/log?draft=${draft}`);
    await other.waitForFunction(() => !document.getElementById("log").inert);
    await this.note(other, "typed on the phone");
    await other.waitForResponse((answer) => answer.url().endsWith("/log/draft") && answer.ok());
    await this.note(page, "typed at the desk");
    await page.waitForSelector("#copies:visible");
    const both = await page.innerText("#copies");
    this.check("two devices: both texts are shown", both.includes("typed on the phone") && both.includes("typed at the desk"));
    await this.shot(page, "copies");
    await this.axe(page, "two texts of one draft");
    this.check("two devices: nothing is overwritten meanwhile", (await this.served(context, draft)) === "typed on the phone");
    await page.click("[data-of=ours] button");
    await page.waitForFunction(() => document.getElementById("copies").hidden);
    await this.kept(page);
    for (let tries = 0; tries < 100 && (await this.served(context, draft)) !== "typed at the desk"; tries += 1) await page.waitForTimeout(50);
    this.check("two devices: the chosen one goes on", (await this.served(context, draft)) === "typed at the desk");
    const list = await (await context.request.get(`${this.server.url}/log/drafts`)).text();
    const beside = [...list.matchAll(/href="\/log\?draft=([^"]+)"/g)].map(([, id]) => id).find((id) => id !== draft);
    this.check("two devices: the other one stays beside it", beside !== undefined && (await this.served(context, beside)) === "typed on the phone");
    await phone.close();
    await this.save(page);
    await page.waitForURL(/result/);
    this.check("two devices: one session", (await this.sessions(context, this.client)) === 1);
    await page.close();
  }

  /** The other text of two: the page goes on with it, and its own stays beside it. */
  async theirs(context) {
    const page = await context.newPage();
    const draft = await this.begin(page, `${this.say.name} 10`);
    await this.kept(page);
    const phone = await this.device();
    const other = await phone.newPage();
    await this.signIn(other);
    await other.goto(`${this.server.url}/log?draft=${draft}`);
    await other.waitForFunction(() => !document.getElementById("log").inert);
    await this.note(other, "typed on the phone");
    await other.waitForResponse((answer) => answer.url().endsWith("/log/draft") && answer.ok());
    await phone.close();
    await this.note(page, "typed at the desk");
    await page.waitForSelector("#copies:visible");
    await page.click("[data-of=theirs] button");
    await page.waitForFunction(() => document.querySelector("[name=note]")?.value === "typed on the phone" && !document.getElementById("log").inert);
    this.check("theirs: the draft is the text of the phone", (await this.served(context, draft)) === "typed on the phone");
    const list = await (await context.request.get(`${this.server.url}/log/drafts`)).text();
    const beside = [...list.matchAll(/href="\/log\?draft=([^"]+)"/g)].map(([, id]) => id).find((id) => id !== draft);
    this.check("theirs: that of the desk stays beside it", beside !== undefined && (await this.served(context, beside)) === "typed at the desk");
    this.check("theirs: the device keeps no second copy", (await this.onDevice(page)) === 0);
    await this.line(page, 1, "and goes on");
    await this.save(page);
    await page.waitForURL(/result/);
    const session = await page.getAttribute("main a[href*='/sessions/']", "href");
    const read = await (await context.request.get(`${this.server.url}${session}`)).text();
    this.check("theirs: the session has the chosen text", read.includes("typed on the phone") && !read.includes("typed at the desk"));
    await page.goto(`${this.server.url}/log?draft=${beside}`);
    await page.evaluate(() => { for (const one of document.querySelectorAll("#facts, #facts .discard")) one.open = true; });
    await page.click("button[formaction]");
    await page.waitForURL((url) => url.pathname === "/");
    await page.close();
  }

  /** Closes a page whose last text does not reach the server: what a page sends while it closes passes every route. */
  async closeUnheard(page) {
    await this.server.kill();
    await page.close();
    await this.server.start();
  }

  /** What the server never had stays on the device for thirty days, by its clock. */
  async swept(context) {
    const DAY = 24 * 60 * 60 * 1000;
    const page = await context.newPage();
    await this.begin(page, `${this.say.name} 11`);
    await this.kept(page);
    await page.route("**/log/draft", (route) => route.abort());
    await this.note(page, "only on this device");
    await this.dock(page, this.say.noserver);
    await this.closeUnheard(page);
    for (const [days, left] of [[29, 1], [31, 0]]) {
      const later = await context.newPage();
      await later.clock.setFixedTime(Date.now() + days * DAY);
      await later.goto(this.server.url);
      if (left > 0) await later.waitForSelector(".drafts .more");
      else await later.waitForFunction(() => import(document.querySelector("script[src*='here.js']").src).then(() => document.getElementById("here").hidden));
      for (let tries = 0; tries < 100 && (await this.onDevice(later)) !== left; tries += 1) await later.waitForTimeout(20);
      this.check(`after ${days} days the device keeps ${left}`, (await this.onDevice(later)) === left);
      await later.close();
    }
  }

  /** Whoever signs out with a text that only this device has is asked first. */
  async unsentAndOut(context) {
    const page = await context.newPage();
    await this.begin(page, `${this.say.name} 12`);
    await this.kept(page);
    await context.route("**/log/draft", (route) => route.abort());
    await this.note(page, "only on this device");
    await this.dock(page, this.say.noserver);
    const [question] = await Promise.all([
      page.waitForEvent("dialog"),
      this.signOut(page),
    ]);
    this.check("signing out: the question says what would be lost", question.type() === "confirm" && question.message().length > 10);
    await question.dismiss();
    await page.waitForTimeout(200);
    this.check("signing out called off: still here, with the text", /\/log/.test(page.url()) && (await page.inputValue("[name=note]")) === "only on this device" && (await this.onDevice(page)) === 1);
    await page.waitForTimeout(2100);
    page.once("dialog", (dialog) => dialog.accept());
    await this.signOut(page);
    await page.waitForURL(/login/);
    this.check("signed out all the same: the device keeps nothing", (await this.onDevice(page)) === 0);
    await context.unroute("**/log/draft");
    await this.signIn(page);
    await page.close();
  }

  /** A page that is left while its first letters are being sent is one draft in every list, and the next page goes on. */
  async leftQuickly(context) {
    for (const [n, wait] of [0, 30, 150, 400, 900].entries()) {
      const page = await context.newPage();
      const name = `${this.say.name} 3${n}`;
      await page.goto(`${this.server.url}/log`);
      if (!(await page.isVisible("[name=new-name]"))) await page.click("#new-client > summary");
      await page.focus("[name=new-name]");
      await page.keyboard.insertText(name);
      await page.waitForTimeout(wait);
      await page.evaluate(() => { location.href = "/"; });
      await page.waitForURL((url) => url.pathname === "/");
      for (const at of ["/log", "/log/drafts"]) {
        await page.goto(this.server.url + at, { waitUntil: "networkidle" });
        await page.waitForTimeout(100);
        const rows = await page.$$eval(".drafts li, #here li", (all) => all.filter((row) => row.offsetParent).map((row) => row.innerText));
        const own = rows.filter((row) => row.includes(name));
        this.check(`left after ${wait} ms: one line on ${at}, not ${own.length}`, own.length === 1);
      }
      await page.click(`.drafts li:has-text("${name}") a`);
      await page.waitForFunction((said) => document.querySelector("[name=new-name]")?.value === said, name);
      await page.goto(`${this.server.url}/log/drafts`);
      await page.click(`.drafts li:has-text("${name}") button`);
      await page.waitForURL((url) => url.pathname === "/");
      await page.close();
    }
    // What the server has not heard of yet is told in the line of its draft.
    const page = await context.newPage();
    const draft = await this.begin(page, `${this.say.name} 39`);
    await this.kept(page);
    await page.route("**/log/draft", (route) => route.abort());
    await this.note(page, "more on this device");
    await this.dock(page, this.say.noserver);
    await this.closeUnheard(page);
    const list = await context.newPage();
    await list.goto(`${this.server.url}/log/drafts`, { waitUntil: "networkidle" });
    await list.waitForSelector(".drafts .more");
    this.check("more on this device: one line, which says so", (await list.locator(`.drafts li:has-text("${this.say.name} 39")`).count()) === 1 && !(await list.isVisible("#here")));
    await this.shot(list, "more");
    await list.goto(`${this.server.url}/log?draft=${draft}`);
    await list.waitForFunction(() => document.querySelector("[name=note]")?.value === "more on this device" && !document.getElementById("log").inert);
    await this.kept(list);
    await this.save(list);
    await list.waitForURL(/result/);
    await list.close();
  }

  async reload(context) {
    const page = await context.newPage();
    await this.begin(page, `${this.say.name} 6`);
    let text = "";
    for (const wait of [0, 15, 60, 250, 900, 1300]) {
      await this.unfold(page);
      await page.focus("[name=note]");
      await page.keyboard.press("Control+End");
      await page.keyboard.insertText(`${wait}. `);
      text += `${wait}. `;
      await page.waitForTimeout(wait);
      await page.reload();
      const there = await page.waitForFunction((said) => document.querySelector("[name=note]")?.value === said && !document.getElementById("log").inert, text, { timeout: 4000 }).then(() => true, () => false);
      this.check(`reload ${wait} ms after a key: every letter is there`, there);
    }
    return page;
  }

  /** Save that is pressed while the page still looks for what this device has is done once that is found. */
  async early(context) {
    const page = await context.newPage();
    await this.begin(page, `${this.say.name} 21`);
    await this.kept(page);
    // The scripts of a page have run by then, and the look at this device takes longer.
    await page.addInitScript(() => document.addEventListener("DOMContentLoaded", () => {
      if (document.getElementById("log")?.inert) document.querySelector("#foot button[value=save]").click();
    }));
    await page.reload();
    const saved = await page.waitForURL(/result/, { timeout: 5000 }).then(() => true, () => false);
    this.check("pressed while the page opens: saved, once", saved && (await this.sessions(context, this.client)) === 1);
    await page.close();
  }

  async pressed(context, page) {
    await page.dblclick("button[value=save]");
    await page.waitForURL(/result/);
    this.check("pressed twice: one session", (await this.sessions(context, this.client)) === 1);
    await page.goBack();
    await page.waitForLoadState();
    const button = await page.$("button[value=save]");
    if (button) {
      await button.click();
      await page.waitForLoadState("networkidle");
    }
    this.check("back after Save: never a second session", (await this.sessions(context, this.client)) === 1);
    const url = page.url();
    const left = await this.onDevice(page);
    this.check(`saved: nothing stays on the device (${left} at ${url})`, left === 0);
    await page.close();
  }

  async long(context) {
    const page = await context.newPage();
    const draft = await this.begin(page, `${this.say.name} 7`);
    const note = "長い覚え書きです。".repeat(2300).slice(0, 20_000);
    await this.note(page, note);
    await this.kept(page);
    await page.waitForFunction(() => document.querySelector("[name=draft-version]").value !== "");
    for (let tries = 0; tries < 100 && (await this.served(context, draft)) !== note; tries += 1) await page.waitForTimeout(50);
    this.check("20,000 characters: the server has the draft", (await this.served(context, draft)) === note);
    await page.click("#next-line");
    await page.focus("[name=q1]");
    await page.keyboard.insertText("the last line");
    await page.close();
    const again = await context.newPage();
    await again.goto(`${this.server.url}/log?draft=${draft}`);
    await again.waitForFunction(() => document.querySelector("[name=q1]")?.value === "the last line" && !document.getElementById("log").inert);
    this.check("20,000 characters: closed at once, nothing is lost", (await again.inputValue("[name=note]")) === note);
    await this.save(again);
    await again.waitForURL(/result/);
    const session = await again.getAttribute("main a[href*='/sessions/']", "href");
    const read = await (await context.request.get(`${this.server.url}${session}`)).text();
    this.check("20,000 characters: saved whole", read.includes(note));
    await again.close();
  }

  async anotherMember(context) {
    const page = await context.newPage();
    const draft = await this.begin(page, `${this.say.name} 8`);
    await this.kept(page);
    // the owner adds somebody, who then signs in on the same browser
    const setting = await context.newPage();
    await setting.goto(`${this.server.url}/settings/members`);
    await setting.fill("[name=name]", "Kenji");
    await setting.fill("[name=email]", "kenji@example.com");
    await setting.click("main form:has([name=email]) button:not(.plain)");
    await setting.waitForLoadState();
    const password = (await setting.innerText("main")).match(/\b[a-z0-9]+(?:-[a-z0-9]+){2,}\b/)?.[0] ?? (await setting.innerText("main code").catch(() => ""));
    await context.clearCookies();
    await this.signIn(setting, "kenji@example.com", password);
    // whoever comes in with a password that somebody else made chooses their own first
    const own = setting.locator("main input[type=password]");
    await own.nth(0).fill(password);
    await own.nth(1).fill("another long quiet evening");
    await own.nth(1).press("Enter");
    await setting.waitForLoadState("networkidle");
    await this.note(page, "between the two of us");
    await this.save(page);
    await this.dock(page, this.say.another);
    await this.shot(page, "another");
    await setting.goto(`${this.server.url}/log?draft=${draft}`);
    const seen = await setting.innerText("body");
    this.check("another member: sees nothing of it", !seen.includes("between the two of us") && !seen.includes(this.client));
    await context.clearCookies();
    await this.signIn(setting);
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await page.waitForURL(/result/, { timeout: 15000 });
    this.check("another member: sent by its own writer, once", (await this.sessions(context, this.client)) === 1);
    await setting.close();
    await page.close();
  }

  async signedOut(context) {
    const page = await context.newPage();
    await this.begin(page, `${this.say.name} 9`);
    await this.signOut(page);
    await page.waitForURL(/login/);
    const left = await this.onDevice(page);
    this.check("signed out: the device keeps nothing", left === 0);
    await this.signIn(page);
    this.check("signed out: the server has the draft", (await page.innerText("main")).includes(this.say.name));
    await page.close();
  }
}

async function tell(browser, telling) {
  const server = await new Server().start();
  const t = new Telling(browser, server, telling);
  const context = await t.device();
  context.setDefaultTimeout(10_000);
  const problems = [];
  context.on("weberror", (error) => problems.push(String(error.error())));
  const run = async (name, todo) => {
    if (!kit.chosen.act(name)) return;
    const failed = kit.failed();
    await kit.act(context, `${telling.lang} ${telling.width} ${name}`, todo);
    if (kit.failed() > failed) for (const page of context.pages()) await page.close().catch(() => {});
  };
  const page = await context.newPage();
  await kit.signUp(page, server);
  await page.close();
  await run("crash", () => t.crash(context));
  await run("serverKilled", () => t.serverKilled(context));
  await run("refused", () => t.refused(context));
  await run("offline", () => t.offline(context));
  await run("loginEnded", () => t.loginEnded(context));
  await run("twoTabs", async () => t.twoDevices(context, await t.twoTabs(context)));
  await run("theirs", () => t.theirs(context));
  await run("swept", () => t.swept(context));
  await run("unsentAndOut", () => t.unsentAndOut(context));
  await run("leftQuickly", () => t.leftQuickly(context));
  await run("reload", async () => t.pressed(context, await t.reload(context)));
  await run("early", () => t.early(context));
  await run("long", () => t.long(context));
  await run("anotherMember", () => t.anotherMember(context));
  await run("signedOut", () => t.signedOut(context));
  t.check(`no script breaks off (${problems.join("; ")})`, problems.length === 0);
  await context.close();
  await server.close();
}

kit.tellAll([{ lang: "ja", width: 360 }, { lang: "en", width: 1280 }], tell);
