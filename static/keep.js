// Keeps what is typed into any form on this device until it has been saved: a page that is loaded
// again has it again, and says so. The log page keeps its own drafts (draft.js). A form is known by
// the address it goes to, since a page that shows it again with its faults has another one.

const AGE = 30 * 24 * 60 * 60 * 1000;
const PREFIX = "ryokai-typed";
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
const name = (form) => [PREFIX, member, path(form), nth(form)].join(" ");

// A page that shows a form again with its faults has the text itself, and has not kept it.
const faulty = () => document.querySelector(".unkept[role=alert], .fault") !== null;

let unkept = false;

function put(key, copy) {
  try {
    localStorage.setItem(key, JSON.stringify(copy));
  } catch {
    // Nothing can be kept here, so that leaving asks first.
    unkept = true;
  }
}

function get(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

const drop = (key) => { try { localStorage.removeItem(key); } catch { /* nothing is kept here */ } };

const keys = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX} `)); } catch { return []; } };

/** Takes away what a member, or anybody, has left on this device. */
export const forget = (of) => keys().filter((key) => key.startsWith(`${PREFIX} ${of} `)).forEach(drop);

/** The form that led here was taken: it was sent from the page before, and this one finds no fault with it. */
function arrived() {
  let sent;
  try {
    sent = JSON.parse(sessionStorage.getItem(SENT) ?? "null");
    sessionStorage.removeItem(SENT);
  } catch { return; }
  const way = performance.getEntriesByType("navigation")[0];
  const from = document.referrer && new URL(document.referrer).pathname;
  const taken = !faulty() && (way?.responseStatus ?? 200) < 400;
  if (sent && way?.type === "navigate" && from === sent.from && taken) drop(sent.key);
}

/** Puts back what was typed here and is not in the page; what was saved otherwise meanwhile is left as it is. */
function restore(form, key) {
  const copy = get(key);
  const now = typed(form);
  if (!copy || copy.at < Date.now() - AGE || same(copy.fields, now)) {
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
  said.querySelector("button").addEventListener("click", () => { drop(key); unkept = false; location.reload(); });
  const list = said.querySelector("ul");
  list.replaceChildren(...other.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  list.hidden = other.length === 0;
  form.before(said);
}

function guard(form) {
  const key = name(form);
  const base = (faulty() && get(key)?.base) || typed(form);
  restore(form, key);
  const note = () => put(key, { base, fields: typed(form), at: Date.now() });
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", () => {
    unkept = false;
    try { sessionStorage.setItem(SENT, JSON.stringify({ key, from: location.pathname })); } catch { /* it is restored once more */ }
  });
}

if (member) {
  for (const key of keys()) if ((get(key)?.at ?? 0) < Date.now() - AGE) drop(key);
  arrived();
  for (const form of document.forms) if (guarded(form)) guard(form);
}

addEventListener("beforeunload", (e) => { if (unkept) e.preventDefault(); });
