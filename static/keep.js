// Keeps what is typed into any form on this device until it has been saved: a page that is loaded
// again has it again, and says so. The log page keeps its own drafts (draft.js). A form is known by
// the address it goes to, since a page that shows it again with its faults has another one.

import * as device from "./device.js";

const KIND = "typed";
const SENT = "ryokai-sent";

const csrf = document.querySelector("input[name=csrf]")?.value;
const member = csrf?.split(".")[0];

const written = (el) => el.name && !el.disabled && !["hidden", "password", "file", "submit", "button"].includes(el.type);
const free = (el) => written(el) && (el.matches("textarea") || ["text", "email", "tel", "url"].includes(el.type));
const chosen = (el) => el.type === "checkbox" || el.type === "radio";
const typed = (form) => [...form.elements].filter(written).map((el) => [el.name, chosen(el) ? `${el.value}=${el.checked}` : el.value]);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** One line alone is typed again sooner than one reads what became of it. */
const guarded = (form) => form.method === "post" && form.id !== "log" && [...form.elements].filter(free).length > 1;
const path = (form) => new URL(form.action).pathname;
const nth = (form) => [...document.forms].filter((other) => path(other) === path(form)).indexOf(form);
const name = (form) => [path(form), nth(form)].join(" ");

// A page that shows a form again with its faults has the text itself, and has not kept it.
const faulty = () => document.querySelector(".unkept[role=alert], .fault") !== null;

let unkept = false;

const drop = (key) => device.drop(member, KIND, key);

/** The form that led here was taken: it was sent from the page before, and this one finds no fault with it. */
async function arrived() {
  let sent;
  try {
    sent = JSON.parse(sessionStorage.getItem(SENT) ?? "null");
    sessionStorage.removeItem(SENT);
  } catch { return; }
  const way = performance.getEntriesByType("navigation")[0];
  const from = document.referrer && new URL(document.referrer).pathname;
  const taken = !faulty() && (way?.responseStatus ?? 200) < 400;
  if (sent && way?.type === "navigate" && from === sent.from && taken) await drop(sent.key);
}

/** Puts back what was typed here and is not in the page; what was saved otherwise meanwhile is left as it is. */
function restore(form, key, copy) {
  const now = typed(form);
  if (!copy || same(copy.fields, now)) {
    if (copy && !faulty()) drop(key);
    return;
  }
  const value = (fields, of, at) => fields.filter(([field]) => field === of)[at]?.[1];
  const [seen, other] = [{}, []];
  let some = false;
  for (const el of [...form.elements].filter(written)) {
    const at = (seen[el.name] = (seen[el.name] ?? -1) + 1);
    const [was, is, mine] = [copy.base, now, copy.fields].map((fields) => value(fields, el.name, at));
    if (mine === undefined || mine === was || mine === is) continue;
    if (was !== is) {
      if (free(el) && mine) other.push(`${el.labels?.[0]?.textContent.trim() ?? el.name}: ${mine}`);
      continue;
    }
    if (chosen(el)) el.checked = mine.endsWith("=true");
    else el.value = mine;
    el.closest("details")?.setAttribute("open", "");
    some = true;
  }
  if (some || other.length > 0) tell(form, key, other);
  else if (!faulty()) drop(key);
}

/** Says that it is back; and shows what has been saved otherwise since, so that it can be typed over. */
function tell(form, key, other) {
  const said = document.getElementById("typed-again")?.content.cloneNode(true);
  if (!said) return;
  said.querySelector("button").addEventListener("click", async () => { await drop(key); unkept = false; location.reload(); });
  const list = said.querySelector("ul");
  list.replaceChildren(...other.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  list.hidden = other.length === 0;
  form.before(said);
}

/** Restores a form, and says what its page was served with. */
async function opened(form, key, served) {
  const copy = await device.get(member, KIND, key);
  restore(form, key, copy);
  return (faulty() && copy?.base) || served;
}

function guard(form, before) {
  const [key, served] = [name(form), typed(form)];
  const base = before.then(() => opened(form, key, served));
  const note = async () => {
    try {
      await device.put(member, KIND, key, { base: await base, fields: typed(form), at: Date.now() });
    } catch {
      // Nothing can be kept here, so that leaving asks first.
      unkept = true;
    }
  };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", () => {
    unkept = false;
    try { sessionStorage.setItem(SENT, JSON.stringify({ key, from: location.pathname })); } catch { /* it is restored once more */ }
  });
  return base;
}

/** Settles once every form of the page has what was typed into it before. */
export const begun = (async () => {
  if (!member) return;
  const before = device.ready(member).then(arrived);
  await Promise.allSettled([before, ...[...document.forms].filter(guarded).map((form) => guard(form, before))]);
})();

addEventListener("beforeunload", (e) => { if (unkept) e.preventDefault(); });
