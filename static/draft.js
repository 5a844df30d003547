// Nothing typed is lost: every keystroke is kept on this device at once and on the server soon after, Save goes out by
// script and again until it has arrived, and one draft is written in one place at a time.

import * as copies from "./copies.js";
import * as offline from "./offline.js";

// The server has what was typed after a pause, and while somebody types steadily, in milliseconds.
const PAUSE = 1200;
const STEADY = 4000;
// What could not be sent is sent again.
const AGAIN = 10000;
// A request may outlive its page with at most 64 KiB.
const OUTLIVES = 60 * 1024;
// A tab that writes the same draft has answered by then.
const ANSWERS = 120;
// The answers of a server that is not there, or has too much to do. Every other answer is told as what it is.
const AWAY = [502, 503, 504];
// What is refused would be refused again: it is sent when somebody changes it, or presses Save once more.
const REFUSED = ["refused", "toolarge", "full"];
// The buttons that show the same lines in another view.
const VIEWS = ["shorthand", "lines"];
const { NOTED, digest, whole } = copies;

const tab = `${Date.now()}.${Math.random()}`;
const channel = new BroadcastChannel("ryokai-log");

let form, member, draft;
// The version of the server's copy that this page goes on from.
let base = "";
// Something was typed that the server has not confirmed.
let dirty = false;
// Digests of what was sent and is not confirmed: the server may hold one of them.
let lost = [];
let sending = null;
let underWay = false;
// Save was pressed: the button, until the session has arrived.
let saving = null;
// Save was pressed while the page was still being opened.
let early = false;
let posting = false;
let leaving = false;
// "here" where this page writes; "opening", "elsewhere", "choosing" or "gone" where it only shows.
let mode = "here";
let keeps = true;

const said = (id) => document.getElementById(id);
const saveButton = () => document.querySelector("#foot button[value=save]");

// ---- what was typed -------------------------------------------------------------------------------------------------

const typed = (of = form) => copies.typed(of);

function encoded(fields, more) {
  const body = new URLSearchParams(fields);
  for (const [name, value] of Object.entries({ csrf: form.elements.csrf.value, ...more })) body.set(name, value);
  return body;
}

// ---- on this device -------------------------------------------------------------------------------------------------

let writing = false;
let behind = false;

/** Keeps a copy on this device; what is typed meanwhile follows at once. */
async function note() {
  behind = writing;
  if (writing || mode !== "here" || leaving) return;
  writing = true;
  const name = form.dataset.name || undefined;
  const [keep, warning] = [form.dataset.draft, said("dock").dataset.signout];
  const address = `${location.pathname}${location.search}`;
  try {
    await copies.put({ member, draft, name, keep, warning, address, base, lost, dirty: dirty || underWay, pressed: saving !== null, fields: typed(), at: Date.now() });
  } catch {
    keeps = false;
    tell("nocopy");
  }
  writing = false;
  if (behind) note();
}

const forget = () => copies.drop(member, draft).catch(() => {});

// ---- on the server --------------------------------------------------------------------------------------------------

let pause = 0;
let steady = 0;

function soon() {
  clearTimeout(pause);
  pause = setTimeout(save, PAUSE);
  steady ||= setTimeout(save, STEADY);
}

function still() {
  clearTimeout(pause);
  clearTimeout(steady);
  pause = steady = 0;
}

/** Sends the draft if there is anything to send; true once the server has what stands in the page. */
async function save({ outlive = false } = {}) {
  still();
  if (mode !== "here" || leaving) return false;
  if (sending) return sending;
  if (!dirty && lost.length === 0) return true;
  sending = send(outlive);
  const kept = await sending;
  sending = null;
  underWay = false;
  note();
  if (kept && dirty) soon();
  return kept;
}

async function send(outlive) {
  const fields = typed();
  dirty = false;
  underWay = true;
  lost = [...lost, digest(fields)].slice(-50);
  note();
  const body = encoded(fields, { draft, "draft-version": base });
  const keepalive = outlive && String(body).length < OUTLIVES;
  const answer = await asked(form.dataset.draft, body, keepalive);
  if (answer.trouble) return unsent(answer.trouble);
  if (answer.status === 409) return elsewhere();
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    return unsent(told.note ? "full" : "refused", told.note ?? refusal(answer, told));
  }
  const { draft: of, version, note: told } = await answer.json();
  lost = [];
  said("saved").textContent = told;
  if (!saving && said("dock").dataset.trouble) tell(null);
  if (of === "") return true;
  base = form.elements["draft-version"].value = version;
  return true;
}

function unsent(trouble, told) {
  dirty = true;
  tell(trouble, told);
  said("saved").textContent = form.dataset.unsaved;
  orAgain(trouble);
  return false;
}

/** Why something was not taken, in the server's own words or by the number of its answer. */
function refusal(answer, { error } = {}) {
  const { refused, status } = said("dock").dataset;
  return refused.replace("{what}", () => error?.message ?? status.replace("{status}", answer.status));
}

/** True where the login is no more, or the page's token is not that of the login. */
const ended = (answer) => answer.status === 401 || answer.status === 403 || answer.redirected;

/** An answer of the server, or `trouble`: why there is none. A login that has begun anew is taken up. */
async function asked(address, body, keepalive = false) {
  const once = () => fetch(address, { method: "POST", body, keepalive, headers: { Accept: "application/json" } });
  try {
    let answer = await once();
    if (ended(answer)) {
      const trouble = await signedIn();
      if (trouble) return { trouble };
      body.set("csrf", form.elements.csrf.value);
      answer = await once();
    }
    if (answer.status === 401 || answer.redirected) return { trouble: "nologin" };
    if (answer.status === 413) return { trouble: "toolarge" };
    if (AWAY.includes(answer.status)) return { trouble: "noserver" };
    return answer;
  } catch {
    return { trouble: navigator.onLine ? "noserver" : "offline" };
  }
}

/** The page of this draft as the server has it now. */
async function served() {
  const answer = await fetch(`${form.dataset.log}?draft=${encodeURIComponent(draft)}`, { headers: { Accept: "text/html" } });
  const html = await answer.text();
  return { html, page: new DOMParser().parseFromString(html, "text/html") };
}

/** Takes up the token of the login that is now; or why there is none to take up. */
async function signedIn() {
  const { page } = await served();
  const token = page.querySelector("input[name=csrf]")?.value;
  if (!token) return "nologin";
  if (token.split(".")[0] !== member) return "another";
  for (const field of document.querySelectorAll("input[name=csrf]")) field.value = token;
  return null;
}

// ---- trouble, and trying again --------------------------------------------------------------------------------------

/** One sentence at the foot of the screen, by its name in the page, or as told by the server. */
function tell(trouble, told) {
  const dock = said("dock");
  if (!dock) return;
  const sentence = told ?? (trouble ? dock.dataset[trouble] : keeps ? "" : dock.dataset.nocopy);
  if (said("dock-said").textContent !== sentence) said("dock-said").textContent = sentence;
  dock.hidden = sentence === "";
  dock.dataset.trouble = trouble ?? "";
  said("dock-login").hidden = trouble !== "nologin" && trouble !== "another";
  said("dock-go").hidden = mode !== "elsewhere";
}

let again = 0;

function later() {
  clearTimeout(again);
  again = setTimeout(tryAgain, AGAIN);
}

/** Sends again later what could not be sent; what was refused waits for its writer. */
function orAgain(trouble) {
  if (REFUSED.includes(trouble)) clearTimeout(again);
  else later();
}

function tryAgain() {
  clearTimeout(again);
  if (mode !== "here" || leaving || !form) return;
  if (saving) post(); else if (dirty || lost.length > 0) save();
}

addEventListener("online", tryAgain);
addEventListener("focus", tryAgain);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) tryAgain();
  else if (dirty) save({ outlive: true });
});
document.addEventListener("signout", () => { leaving = true; still(); });
addEventListener("pageshow", (e) => { if (e.persisted) location.reload(); });
addEventListener("beforeunload", (e) => {
  if (!leaving && mode === "here" && (saving || (dirty && !keeps))) e.preventDefault();
});

// ---- Save -----------------------------------------------------------------------------------------------------------

/** Sends the session; again later where it did not arrive. Sent twice, it is saved once: the form carries its key. */
async function post() {
  if (posting) return;
  posting = true;
  still();
  const button = saving;
  try {
    if (sending) await sending;
    // What the server may have of this draft is found out first, so that nothing of it stays behind as a draft. A draft
    // that it refuses keeps no session back.
    const known = lost.length === 0 || await save() || REFUSED.includes(said("dock").dataset.trouble);
    if (mode !== "here") saving = null;
    else if (known) await sent(button, await shownAs(button));
  } catch {
    // The answer broke off on its way.
    saving = button;
    unsaved(navigator.onLine ? "noserver" : "offline");
  }
  posting = false;
}

/** The answer to a press. Another view of the page is asked for again where something was typed meanwhile. */
async function shownAs(button) {
  for (;;) {
    const fields = typed();
    const answer = await asked(form.action, encoded(fields, { act: button.value, draft, "draft-version": base }));
    if (!VIEWS.includes(button.value)) return answer;
    // The other view waits for no network: the lines are written in this one meanwhile.
    if (answer.trouble) saving = null;
    if (answer.trouble || whole(fields) === whole(typed())) return answer;
  }
}

/** Save was not taken: it stays pressed until it arrives, unless it was refused. */
function unsaved(trouble, told) {
  dirty = true;
  if (REFUSED.includes(trouble)) unpressed();
  tell(trouble, told);
  orAgain(trouble);
}

/** The server has answered: what it asks is answered by whoever reads it, and no later page presses Save for them. */
function unpressed() {
  saving = null;
  note();
}

async function sent(button, answer) {
  if (answer.trouble) return unsaved(answer.trouble);
  const kind = answer.headers.get("content-type") ?? "";
  if (kind.includes("json")) {
    const told = await answer.json();
    if (!answer.ok || !told.to) return unsaved("refused", refusal(answer, told));
    saving = null;
    leaving = true;
    await forget();
    channel.postMessage({ kind: "gone", member, draft, tab });
    // The network may go before the next page has come: whichever comes then says that it is saved.
    try { sessionStorage.setItem(copies.SAVED, told.to); } catch { /* it is saved all the same */ }
    return location.assign(told.to);
  }
  const html = await answer.text();
  unpressed();
  const written = /<form[^>]* id="log"/.test(html);
  // A page that is not of the log, and no success either, has none of what was typed.
  const page = new DOMParser().parseFromString(html, "text/html");
  const ours = page.getElementById("main") && (answer.ok || [...page.forms].some((of) => of.getAttribute("action") === form.dataset.log));
  if (!ours) return unsaved("refused", refusal(answer));
  if (!written) {
    leaving = true;
    await forget();
    channel.postMessage({ kind: "gone", member, draft, tab });
  }
  pending = written ? { dirty: button.value !== "save", lost } : null;
  show(html);
}

let shown = 0;

/** Puts another page of the server in the place of this one. */
function show(html) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const main = document.adoptNode(next.getElementById("main"));
  document.title = next.title;
  said("main").replaceWith(main);
  scrollTo(0, 0);
  for (const script of main.querySelectorAll("script[src]")) {
    const live = document.createElement("script");
    live.type = "module";
    live.src = `${new URL(script.getAttribute("src"), location.href).pathname}?${(shown += 1)}`;
    script.replaceWith(live);
  }
}

// ---- two copies -----------------------------------------------------------------------------------------------------

/** What only this device has is put into the page; the server writes the page, whatever rows it needs. */
async function restore(fields, told, again = false) {
  hold("opening");
  const answer = await asked(form.action, encoded(fields, { act: "line", draft, "draft-version": base }));
  const html = answer.ok ? await answer.text().catch(() => "") : "";
  hold("here");
  if (html === "") {
    fill(fields);
    dirty = true;
    tell(answer.trouble ?? null);
    if (again || early) pressed();
  } else {
    pending = { dirty: true, told, lost, base, pressed: again || early };
    show(html);
  }
}

// What a page that is put in place of this one takes over.
let pending = null;

/** Without the server: the page makes the lines that are needed, and all that is known is filled in. */
function fill(fields) {
  form.dispatchEvent(new CustomEvent("rows", { detail: fields }));
  for (const el of form.elements) {
    if (!el.name || NOTED.includes(el.name) || el.type === "submit") continue;
    const values = fields.filter(([name]) => name === el.name).map(([, value]) => value);
    if (el.type === "checkbox" || el.type === "radio") el.checked = values.includes(el.value);
    else if (values.length > 0) el.value = values[0];
  }
  // What has no field here stays in the form, so that it is kept and sent with the rest.
  const known = new Set([...form.elements].map((el) => el.name));
  for (const [name, value] of fields) {
    if (known.has(name) || NOTED.includes(name)) continue;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.dispatchEvent(new Event("filled"));
}

/** The server has another text under this draft: ours of earlier, or that of another window. */
async function elsewhere() {
  try {
    const { html, page } = await served();
    const theirs = page.getElementById("log");
    if (!theirs) return unsent("noserver");
    const [fields, version] = [typed(theirs), theirs.elements["draft-version"].value];
    // What was sent just now is refused, not kept.
    if (lost.slice(0, -1).includes(digest(fields)) || whole(fields) === whole(typed())) {
      base = form.elements["draft-version"].value = version;
      lost = [];
      dirty = true;
      soon();
      return true;
    }
    dirty = true;
    choose(fields, version, () => show(html));
    return false;
  } catch {
    return unsent(navigator.onLine ? "noserver" : "offline");
  }
}

const label = (name) => {
  const el = form.elements[name];
  const one = el instanceof RadioNodeList ? el[0] : el;
  const text = one?.getAttribute?.("aria-label") ?? one?.labels?.[0]?.firstChild?.textContent ?? one?.closest?.("fieldset")?.querySelector("legend")?.textContent;
  return (text ?? "").trim() || name;
};

/** The fields of one text that differ from the other's, each with its label. */
function differing(list, fields, other) {
  const rest = new Set(other.map(String));
  const lines = fields.filter((pair) => pair[1] !== "" && !["key", "filled", "order"].includes(pair[0]) && !rest.has(String(pair)));
  list.replaceChildren(...lines.flatMap(([name, value]) => {
    const [dt, dd] = [document.createElement("dt"), document.createElement("dd")];
    dt.textContent = label(name);
    dd.textContent = value;
    return [dt, dd];
  }));
  list.hidden = lines.length === 0;
}

/** Shows both texts. The one that is not chosen stays as a draft of its own. */
function choose(fields, version, take) {
  const both = said("copies");
  const ours = typed();
  hold("choosing");
  differing(both.querySelector("[data-of=ours] dl"), ours, fields);
  differing(both.querySelector("[data-of=theirs] dl"), fields, ours);
  both.hidden = false;
  both.scrollIntoView({ block: "start" });
  both.querySelector("h2").focus();
  const settle = async (other, next) => {
    const kept = await asked(form.dataset.draft, encoded(other, { draft: "", "draft-version": "", key: "" }));
    if (kept.trouble || !kept.ok) return tell(kept.trouble ?? null, kept.ok === false ? (await kept.json()).note : undefined);
    tell(null);
    both.hidden = true;
    hold("here");
    base = version;
    lost = [];
    await next();
  };
  both.querySelector("[data-of=ours] button").onclick = () => settle(fields, async () => {
    form.elements["draft-version"].value = base;
    dirty = true;
    await save();
  });
  both.querySelector("[data-of=theirs] button").onclick = () => settle(ours, async () => {
    dirty = false;
    await forget();
    take();
  });
}

/** Save was pressed before this page was opened, and has not arrived. */
function pressed() {
  hold("here");
  early = false;
  dirty = true;
  saving = saveButton();
  post();
}

/** On opening: what this device has that the server has not. */
async function reconcile() {
  // Another tab that writes this draft answers first.
  await new Promise((resolve) => setTimeout(resolve, ANSWERS));
  const copy = await copies.get(member, draft);
  if (mode !== "opening") return;
  if (offline.blank(form)) return taken(copy);
  if (copy && !copy.dirty && Number(copy.base) > Number(base)) return newer();
  if (!copy?.dirty && !copy?.pressed) return;
  const page = typed();
  if (whole(copy.fields) === whole(page)) return copy.pressed ? pressed() : forget();
  lost = copy.lost;
  // The copy goes on from what the server has: from the same version, or from a text that it sent without an answer.
  if (copy.base === base || copy.lost.includes(digest(page))) {
    return restore(copy.fields, said("dock").dataset.restored, copy.pressed);
  }
  fill(copy.fields);
  dirty = true;
  const theirs = base;
  const { html } = await served();
  choose(page, theirs, () => show(html));
}

/** The server took the text of this device after it had written this page: its page of now is shown. */
async function newer() {
  const { html, page } = await served();
  const version = page.getElementById("log")?.elements["draft-version"].value;
  if (version !== undefined && version !== base) show(html);
}

/** Without a network: the copy on this device is all there is, and it goes on from what the server had. */
function taken(copy) {
  if (!copy?.fields) return;
  base = form.elements["draft-version"].value = copy.base;
  lost = copy.lost;
  fill(copy.fields);
  if (copy.name) document.querySelector("h1").textContent = form.dataset.name = copy.name;
  dirty = copy.dirty;
  if (!dirty) return;
  hold("here");
  tell("offline");
  if (copy.pressed) saving = saveButton();
  later();
}

// ---- two tabs -------------------------------------------------------------------------------------------------------

/** Where a page only shows, nothing can be typed into it that would be lost. */
function hold(next) {
  mode = next;
  form.inert = mode !== "here";
}

function yieldTo(next, sentence) {
  still();
  hold(next);
  said("copies").hidden = true;
  tell(null, said("dock").dataset[sentence]);
}

channel.onmessage = async ({ data }) => {
  if (!form || data.member !== member || data.draft !== draft || data.tab === tab || leaving) return;
  const first = mode === "here" || (mode === "opening" && tab < data.tab);
  if (data.kind === "open" && first) channel.postMessage({ kind: "here", member, draft, tab });
  if (data.kind === "here" && !dirty) yieldTo("elsewhere", "elsewhere");
  if (data.kind === "take" && mode === "here") {
    still();
    if (sending) await sending;
    await latest();
    yieldTo("elsewhere", "taken");
    channel.postMessage({ kind: "given", member, draft, tab });
  }
  if (data.kind === "given" && taking) taking();
  if (data.kind === "gone") yieldTo("gone", "gone");
};

/** Until the copy on this device is the text in this page. */
async function latest() {
  await note();
  while (writing) await new Promise((resolve) => setTimeout(resolve, 5));
}

let taking = null;

/** 「こちらで続ける」: the other tab hands over what it has; one that does not answer has kept it on this device. */
async function goOn() {
  await new Promise((resolve) => {
    taking = resolve;
    setTimeout(resolve, 700);
    channel.postMessage({ kind: "take", member, draft, tab });
  });
  taking = null;
  hold("here");
  tell(null);
  const copy = await copies.get(member, draft).catch(() => undefined);
  if (copy && whole(copy.fields) !== whole(typed())) {
    base = form.elements["draft-version"].value = copy.base;
    lost = copy.lost;
    return restore(copy.fields, "");
  }
  const { html } = await served().catch(() => ({}));
  if (html && /<form[^>]* id="log"/.test(html)) show(html);
}

// ---- a page of the log ----------------------------------------------------------------------------------------------

/** From its first letter on the draft has an address, so that reload, restore and the way back come to the text. */
function addressed() {
  if (location.pathname !== form.dataset.log) return;
  const here = new URL(location.href);
  if (here.searchParams.get("draft") === draft) return;
  here.searchParams.set("draft", draft);
  history.replaceState(history.state, "", here);
}

function changed() {
  if (mode !== "here" || leaving) return;
  dirty = true;
  addressed();
  note();
  soon();
}

async function submitted(e) {
  const button = e.submitter ?? saveButton();
  if (e.defaultPrevented || leaving) return;
  e.preventDefault();
  if (mode !== "here") {
    early = mode === "opening" && button.value === "save";
    return;
  }
  const elsewhere = button.getAttribute("formaction");
  if (elsewhere === null) {
    saving = button;
    note();
    return post();
  }
  // A draft that is discarded can come back as it was: the server has all of it first.
  if (dirty && !(await save())) return;
  leaving = true;
  await forget();
  channel.postMessage({ kind: "gone", member, draft, tab });
  form.requestSubmit(button);
}

export function begin(page) {
  form = page;
  member = form.elements.csrf.value.split(".")[0];
  draft = form.elements.draft.value;
  base = form.elements["draft-version"].value;
  const over = pending;
  pending = null;
  lost = over?.lost ?? [];
  if (over?.base !== undefined) base = form.elements["draft-version"].value = over.base;
  // A page that was put in place of one with text in it, and is no draft of the server, is still to be sent.
  dirty = over !== null && (over.dirty || base === "");
  saving = null;
  early = false;
  leaving = false;
  const known = new URLSearchParams(location.search).get("draft") === draft;
  hold(over || !known ? "here" : "opening");
  tell(null, over?.told || undefined);
  form.addEventListener("input", changed);
  form.addEventListener("submit", submitted);
  said("dock-go").addEventListener("click", goOn);
  if (dirty) { addressed(); note(); soon(); }
  if (over?.pressed) pressed();
  channel.postMessage({ kind: "open", member, draft, tab });
  if (mode !== "opening") return;
  const opened = () => {
    if (mode === "opening") hold("here");
    if (mode === "here" && early) pressed();
  };
  reconcile().catch(() => { keeps = false; }).finally(opened);
}
