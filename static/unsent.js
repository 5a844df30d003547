// Sends what somebody saved without a network, from whichever page of the program is open once the network is back: Save
// is pressed once. What the server has to ask about first waits as a draft, and is named.

import * as copies from "./copies.js";
import * as device from "./device.js";
import * as offline from "./offline.js";

const AGAIN = 10000;
// A page that writes the same draft has answered by then.
const ANSWERS = 120;
// The answers of a server that is not there, and of one that no longer knows who asks.
const AWAY = [401, 403, 429, 502, 503, 504];

const tab = `${Date.now()}.${Math.random()}`;
const channel = new BroadcastChannel("ryokai-log");
const place = document.getElementById("unsent");
const told = new Map();

/** True if a page is open that writes this draft: it sends its own. */
async function written({ member, draft }) {
  if (document.querySelector("#log input[name=draft]")?.value === draft) return true;
  const other = new BroadcastChannel("ryokai-log");
  const answered = new Promise((resolve) => {
    other.onmessage = ({ data }) => { if (data.kind === "here" && data.draft === draft && data.member === member) resolve(true); };
    setTimeout(() => resolve(false), ANSWERS);
  });
  channel.postMessage({ kind: "open", member, draft, tab });
  return answered.finally(() => other.close());
}

/** The token of the login that is now, if it is that of this member. */
async function token(member) {
  const answer = await fetch(place.dataset.log, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("#log input[name=csrf]")?.value;
  return found?.split(".")[0] === member ? found : undefined;
}

/** The version of the draft as the server has it, if its text is one that was sent from here. */
export async function ours({ draft, fields, lost }) {
  const answer = await fetch(`${place.dataset.log}?draft=${encodeURIComponent(draft)}`, { headers: { Accept: "text/html" } });
  const form = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("log");
  const theirs = form && copies.digest(copies.typed(form));
  return theirs && [...lost, copies.digest(fields)].includes(theirs) ? form.elements["draft-version"].value : undefined;
}

/** What became of it: "sent" and where it stands now, "away", or "asked" and where its draft stands. */
async function send(copy, csrf) {
  const body = new URLSearchParams(copy.fields);
  const set = (more) => { for (const [name, value] of Object.entries(more)) body.set(name, value); };
  const post = (address) => fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  const away = (answer) => answer.redirected || AWAY.includes(answer.status);
  set({ csrf, draft: copy.draft, "draft-version": copy.base });
  // What the server may have of this draft is found out first, so that nothing of it stays behind as a draft.
  if (copy.lost.length > 0) {
    const kept = await post(copy.keep);
    if (away(kept)) return { became: "away" };
    const version = kept.status === 409 ? await ours(copy) : kept.ok ? (await kept.json()).version : "";
    if (version === undefined) return asked(copy, csrf);
    if (version) {
      await copies.put({ ...copy, base: version, lost: [] });
      set({ "draft-version": version });
    }
  }
  set({ act: "save" });
  const answer = await post(place.dataset.log);
  if (away(answer)) return { became: "away" };
  const json = (answer.headers.get("content-type") ?? "").includes("json");
  const { to } = json ? await answer.json() : {};
  if (!to) return asked(copy, csrf, json ? "" : await answer.text());
  await copies.drop(copy.member, copy.draft);
  channel.postMessage({ kind: "gone", member: copy.member, draft: copy.draft, tab });
  return { became: "sent", link: to };
}

/** Save waits for its writer: as the draft that the server has made of it, or on this device. The draft holds what was
    typed and no more: a page that asks would take the next Save for an answer, and nobody has seen its question. */
async function asked(copy, csrf, html = "") {
  const form = new DOMParser().parseFromString(html, "text/html").getElementById("log");
  const [draft, version] = ["draft", "draft-version"].map((name) => form?.elements[name]?.value ?? "");
  if (version !== "") {
    const body = new URLSearchParams(copy.fields);
    for (const [name, value] of Object.entries({ csrf, draft, "draft-version": version })) body.set(name, value);
    const kept = await fetch(copy.keep, { method: "POST", body, headers: { Accept: "application/json" } });
    if (kept.ok) {
      await copies.drop(copy.member, copy.draft);
      return { became: "asked", link: `${place.dataset.log}?draft=${encodeURIComponent(draft)}` };
    }
  }
  await copies.put({ ...copy, pressed: false, dirty: true });
  return { became: "asked", link: copy.address };
}

/** A page without a network that comes in the place of a result says that it is saved. */
function saved() {
  let link;
  try {
    link = sessionStorage.getItem(copies.SAVED);
    sessionStorage.removeItem(copies.SAVED);
  } catch { return; }
  const form = document.getElementById("log");
  if (!link || !form || !offline.blank(form)) return;
  const said = place.content.cloneNode(true).firstElementChild;
  said.querySelector("span").textContent = place.dataset.saved;
  said.querySelector("a").href = link;
  document.getElementById("main").prepend(said);
}

function tell(copy, { became, link = copy.address }) {
  if (!told.has(copy.draft)) {
    const said = place.content.cloneNode(true).firstElementChild;
    document.getElementById("main").prepend(said);
    told.set(copy.draft, said);
  }
  const said = told.get(copy.draft);
  const name = copy.name ?? copy.fields.find(([field, value]) => field === "new-name" && value.trim())?.[1].trim() ?? place.dataset.nobody;
  said.querySelector("span").textContent = place.dataset[became].replace("{name}", () => name);
  said.querySelector("a").href = link;
}

let again = 0;

/** Sends all that waits, one after the other; one page does so at a time. */
async function all(member) {
  const waiting = (await copies.all(member)).filter((copy) => copy.pressed);
  if (waiting.length === 0) return;
  let csrf;
  try { csrf = await token(member); } catch { /* it is told below */ }
  for (const copy of waiting) {
    if (await written(copy)) continue;
    const became = csrf ? await send(copy, csrf).catch(() => ({ became: "away" })) : { became: "away" };
    tell(copy, became);
    if (became.became !== "away") continue;
    clearTimeout(again);
    again = setTimeout(settle, AGAIN);
  }
  document.dispatchEvent(new Event("unsent"));
}

/** Settles once all that waits has been tried. */
export async function settle() {
  const member = await device.whose().catch(() => undefined);
  if (!place || !member) return;
  // Where the device keeps nothing there is nothing to send.
  await navigator.locks.request("ryokai-unsent", { ifAvailable: true }, (lock) => lock && all(member)).catch(() => {});
}

if (place) saved();
addEventListener("online", settle);
settle();
