// The lines of the log page, folded to what was written: Enter begins the next one, a prefix or a chip turns its kind,
// and the words that an answer rests on are chosen by their text. The page is complete without it.

const LISTS = { said: "q", topic: "topic", told: "tn", held: "m", theirs: "theirs", ours: "ours", sign: "sign" };
const NUMBERED = ["said", "theirs", "ours"];
const WRITTEN = ["want", "need", "why", "guess", "due", "before"];
const PATTERN = "999";

let form, list;
const templates = {};
// The line that was taken out last, and where it stood.
let removed = null;
let shift = false;

export const composing = (e) => e.isComposing || e.keyCode === 229;
export const isText = (el) => el.matches?.("input[type=text], textarea, select");

const rows = () => [...list.children];
const text = (li) => li.querySelector(".edit textarea");
const kindOf = (li) => li.dataset.kind;
const base = (li) => li.querySelector(".which select").name.replace(/-kind$/, "");
const named = (li) => [...li.querySelectorAll("[name]")];
const part = (li, name) => li.querySelector(`[name="${base(li)}-${name}"]`);
const folded = (word) => word.normalize("NFKC").toLowerCase();
const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));

/** True if something was written or chosen in the line. */
function says(li) {
  return named(li).some((el) => {
    if (el.name.endsWith("-kind") || el.name.endsWith("-exact")) return false;
    if (el.type === "radio" || el.type === "checkbox") return el.checked && el.value !== "";
    return el.value.trim() !== "";
  });
}

// ---- the order, and new lines -------------------------------------------------------------------------------------

function ordered() {
  form.elements.order.value = rows().filter(says).map(base).join(" ");
  for (const li of rows()) li.classList.toggle("blank", !says(li));
}

function nameOf(kind, row) {
  if (kind === "topic") return "topic";
  return LISTS[kind] + (row === 0 && !NUMBERED.includes(kind) ? "" : row);
}

/** The first row that no line has, nor the line that may still come back. */
function free(kind) {
  const taken = new Set([...rows(), ...(removed ? [removed.li] : [])].map(base));
  let row = 0;
  while (taken.has(nameOf(kind, row))) row += 1;
  return row;
}

/** A new line of a kind, with the fields that its kind is read from. */
function make(kind, row = free(kind)) {
  const li = templates[kind].content.firstElementChild.cloneNode(true);
  const [from, to] = [kind === "topic" ? "topic" : LISTS[kind] + PATTERN, nameOf(kind, row)];
  for (const el of li.querySelectorAll("[name], [id], [aria-describedby], [data-grounds], [data-day]")) {
    for (const attr of ["name", "id", "aria-describedby", "data-grounds", "data-day"]) {
      const value = el.getAttribute(attr);
      if (value) el.setAttribute(attr, value.replace(new RegExp(`(^|-)${from}(?=$|-)`), `$1${to}`));
    }
  }
  dress(li);
  return li;
}

const button = (word, act, className = "") => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = word;
  made.addEventListener("click", act);
  return made;
};

/** What a script adds to a line: its other kinds, and what can be done with it. */
function dress(li) {
  const under = li.querySelector(".under");
  const kinds = document.createElement("div");
  kinds.className = "chips third kinds";
  kinds.setAttribute("role", "group");
  kinds.setAttribute("aria-label", li.querySelector(".which").firstChild.textContent);
  for (const { dataset: { kind }, textContent } of li.querySelectorAll(".which option")) {
    if (kind !== kindOf(li)) kinds.append(button(textContent, () => turn(li, kind), "chip"));
  }
  under.prepend(kinds);
  const plus = document.createElement("p");
  plus.className = "plus";
  const { change, remove, split } = form.dataset;
  plus.append(button(change, () => still(li, () => li.classList.toggle("changing"))), button(remove, () => takeOut(li)));
  const apart = button(split, () => splitSentences(li));
  apart.dataset.split = "";
  plus.append(apart);
  under.append(plus);
  days(li);
}

/** A line after another one, ready to be written. */
function addAfter(li, kind = "said") {
  const made = make(kind);
  if (li) li.after(made); else list.append(made);
  ordered();
  return made;
}

function write(li, at) {
  const field = text(li);
  field.focus({ preventScroll: true });
  if (at !== undefined) field.setSelectionRange(at, at);
}

// ---- folding ------------------------------------------------------------------------------------------------------

const headBottom = () => document.querySelector(".bar").getBoundingClientRect().bottom;
const footTop = () => document.getElementById("foot").getBoundingClientRect().top;
const scrollOn = (top) => { if (Math.abs(top) >= 1) scrollBy({ top, behavior: "instant" }); };

/** Changes the page while the line stays where it is. */
function still(li, act) {
  const top = li.getBoundingClientRect().top;
  act();
  if (li.isConnected) scrollOn(li.getBoundingClientRect().top - top);
}

/** The line with its chips ends above the foot, and its text is never under the head. */
function inSight(li) {
  const { top, bottom } = li.getBoundingClientRect();
  const over = bottom + 8 - footTop();
  if (over > 0) scrollOn(Math.min(over, top - headBottom() - 8));
  else if (top < headBottom() + 8) scrollOn(top - headBottom() - 8);
}

const word = (input) => input.closest("label").firstChild.nextSibling.textContent.trim();
const chosen = (li, selector) => [...li.querySelectorAll(selector)].filter((el) => el.checked && el.value !== "").map(word);
const brackets = () => {
  const { o, c } = { o: templates.said.content.querySelector(".mk.o"), c: templates.said.content.querySelector(".mk.c") };
  return [o.textContent, c.textContent];
};

function quote(said) {
  const q = document.createElement("q");
  q.className = "words";
  q.textContent = said;
  return q;
}

/** The day as one reads it; what is no plain date stays as it was typed. */
export function dayShown(value) {
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value.trim());
  if (!plain) return value.trim();
  const day = new Date(Number(plain[1]), Number(plain[2]) - 1, Number(plain[3]));
  if (document.documentElement.lang === "ja") return new Intl.DateTimeFormat("ja", { month: "long", day: "numeric", weekday: "short" }).format(day);
  return new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" }).format(day).replace(",", "");
}

/** What was answered about the line, in small letters below it. */
function tags(li) {
  const p = document.createElement("p");
  p.className = "tags";
  const joint = form.dataset.joint;
  const put = (words) => { if (words.length > 0) p.append(words.join(joint)); };
  const rest = (name, needs) => {
    const picked = li.querySelector(`[name="${base(li)}-${name}"][type=radio]:checked`);
    const said = picked?.closest(".offer")?.querySelector("q")?.textContent;
    if (said) p.append(" ", quote(said.length > 12 ? `${said.slice(0, 11)}…${brackets()[1]}` : said));
    else if (needs) {
      const miss = document.createElement("span");
      miss.className = "miss nb";
      miss.textContent = form.dataset.wordless;
      p.append(" ", miss);
    }
  };
  if (kindOf(li) === "said") put([...chosen(li, ".said input[data-mark=topic]"), ...(part(li, "topic")?.checked ? chosen(li, ".covered input") : []), ...chosen(li, ".said input[data-mark]:not([data-mark=topic])")]);
  if (kindOf(li) === "topic") put(chosen(li, ".covered input"));
  if (kindOf(li) === "told") {
    const permission = li.querySelector(".permission input:checked:not([value=''])");
    if (permission) {
      put([word(permission)]);
      rest("yes", ["solicited", "permitted"].includes(permission.value));
    }
    const landed = chosen(li, ".reception input");
    if (landed.length > 0) {
      if (permission) p.append(document.createElement("br"));
      put(landed);
      rest("answer", false);
    }
  }
  if (kindOf(li) === "held") put([part(li, "why").value.trim(), ...chosen(li, ".held .chips input")].filter(Boolean));
  if (kindOf(li) === "sign") put(chosen(li, ".sign .chips input"));
  const due = part(li, "due")?.value.trim();
  const day = li.querySelector(".day");
  const read = due && day.dataset.echoed === due ? day.querySelector(".echo").textContent : "";
  if (due) put([form.dataset.due.replace("{day}", () => read || dayShown(due))]);
  return p.childNodes.length > 0 ? [p] : [];
}

/** What was said of a promise from last time, where its chips are folded. */
function answers() {
  for (const place of form.querySelectorAll(".answer")) place.textContent = chosen(place.closest(".ln"), ".row2 input").join("");
}

/** The lines once more, as they read now. */
export function refresh() {
  for (const li of rows()) if (li !== current && says(li)) shut(li);
}

/** The line as it reads when nobody writes in it. */
function shut(li) {
  const shown = li.querySelector(".shut");
  const said = text(li).value.trim();
  const p = document.createElement("p");
  if (kindOf(li) === "said" || kindOf(li) === "topic") {
    const [open, close] = kindOf(li) === "said" ? brackets() : ["", ""];
    p.className = "said";
    p.append(quote(open + said + close));
  } else {
    p.className = "tx";
    p.textContent = said;
  }
  shown.replaceChildren(p, ...tags(li));
  shown.hidden = !says(li);
}

let current = null;

function fold(li) {
  commit(li);
  li.classList.remove("on", "changing");
  if (!li.isConnected) return;
  if (!says(li) && rows().length > 1) li.remove();
  else shut(li);
  ordered();
}

function open(li) {
  if (current === li) return;
  const before = current;
  current = li;
  still(li, () => {
    if (before?.isConnected) fold(before);
    li.classList.add("on");
    grounds(li);
    grow(text(li));
    sentences(li);
  });
  inSight(li);
}

function close() {
  const li = current;
  current = null;
  if (!li?.isConnected) return;
  // The page below moves up: what one looks at stays where it is only if it stands above.
  fold(li);
}

// ---- fields that are as high as what stands in them ---------------------------------------------------------------

const grows = CSS.supports("field-sizing", "content");

export function grow(field) {
  if (grows || !field) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

// ---- the words that an answer rests on ----------------------------------------------------------------------------

/** Offers their words by their text, the nearest above first; none is chosen beforehand. */
function grounds(li) {
  for (const place of li.querySelectorAll(".grounds")) {
    const name = place.dataset.grounds;
    const offered = place.querySelector(".offered");
    const picked = place.querySelector("input:checked, input[type=hidden]")?.value ?? "";
    const said = rows().filter((row) => kindOf(row) === "said" && text(row).value.trim() !== "");
    const above = said.filter((row) => li.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_PRECEDING).reverse();
    const below = said.filter((row) => !above.includes(row));
    const [open, close] = brackets();
    offered.replaceChildren(...[...above, ...below].map((row) => {
      const label = document.createElement("label");
      label.className = "offer";
      const input = Object.assign(document.createElement("input"), { type: "radio", name, value: base(row).slice(1) });
      input.checked = input.value === picked;
      const span = document.createElement("span");
      span.append(quote(open + text(row).value.trim() + close));
      label.append(input, span);
      return label;
    }));
    place.querySelector("input[type=hidden]")?.remove();
    place.querySelector(".none").hidden = said.length > 0;
  }
}

// ---- kinds --------------------------------------------------------------------------------------------------------

export function say(sentence) {
  const undo = document.getElementById("undo-line");
  undo.querySelector("span").textContent = sentence;
  undo.querySelector("button").hidden = removed === null;
  undo.hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { undo.hidden = true; removed = null; }, 10000);
}

/** Makes the line one of another kind; what was written beside it and has no place there keeps it as it is. */
function turn(li, kind) {
  const stays = named(li).filter((el) => WRITTEN.some((name) => el.name === `${base(li)}-${name}`) && el !== text(li) && el.value.trim() !== "");
  const pattern = kind === "note" ? null : templates[kind].content;
  const lost = stays.filter((el) => !pattern?.querySelector(`[name$="-${el.name.split("-").at(-1)}"]`));
  if (lost.length > 0) return say(form.dataset.stays);
  const said = text(li).value;
  if (kind === "note") {
    const note = form.elements.note;
    note.value = [note.value.trimEnd(), said].filter((one) => one.trim()).join("\n");
    document.getElementById("more").open = true;
    const next = li.nextElementSibling;
    if (current === li) current = null;
    li.remove();
    if (!next && rows().length === 0) addAfter(null);
    ordered();
    note.focus();
    grow(note);
    changed();
    return undefined;
  }
  const there = kind === "topic" && rows().find((row) => kindOf(row) === "topic" && row !== li);
  const made = there || make(kind);
  if (there) text(made).value = [text(made).value.trimEnd(), said].filter((one) => one.trim()).join("\n");
  else text(made).value = said;
  for (const el of stays) {
    const to = part(made, el.name.split("-").at(-1));
    if (to) to.value = el.value;
  }
  const at = text(li).selectionStart;
  if (there) li.remove(); else li.replaceWith(made);
  if (current === li) current = null;
  ordered();
  write(made, there ? text(made).value.length : Math.min(at, said.length));
  open(made);
  changed();
  return undefined;
}

const spelled = (words) => (words ?? "").split(" ").filter(Boolean).map(folded);

/** A prefix or a spoken name at the start turns the kind, or marks the words. */
function prefixed(li) {
  const field = text(li);
  const typed = /^\s*([^\s:：]{1,8})\s?[:：](?=[\s\S])\s?/u.exec(field.value);
  if (typed) {
    const prefix = folded(typed[1]);
    const rest = field.value.slice(typed[0].length);
    const kind = Object.keys(templates).find((one) => spelled(templates[one].dataset.prefix).includes(prefix));
    const chip = [...li.querySelectorAll(".said > .chips > [data-prefix]")].find((one) => spelled(one.dataset.prefix).includes(prefix));
    if (!kind && !chip) return;
    const at = Math.max(0, field.selectionStart - typed[0].length);
    field.value = rest;
    field.setSelectionRange(at, at);
    if (chip) chip.querySelector("input").checked = true;
    else if (kind !== kindOf(li)) turn(li, kind);
    return;
  }
  for (const option of li.querySelectorAll(".which option")) {
    const spoken = option.textContent.replace(/\(.*/, "");
    const found = [`${spoken}、`, `${spoken}, `].find((start) => field.value.startsWith(start));
    if (!found || option.dataset.kind === kindOf(li)) continue;
    field.value = field.value.slice(found.length);
    turn(li, option.dataset.kind);
    return;
  }
}

/** What stands at the end of a line and is no text: a date, a sign for the gist, the next date. */
function commit(li) {
  if (!li.isConnected) return;
  const field = text(li);
  const time = document.getElementById("next-time");
  const next = /^\s*([^\s:：]{1,8})\s?[:：]\s*(.+)$/su.exec(field.value);
  if (next && spelled(time.dataset.prefix).includes(folded(next[1])) && form.elements.next.value.trim() === "") {
    form.elements.next.value = next[2].trim();
    field.value = "";
    form.elements.next.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const due = part(li, "due");
  const date = /\s[@＠]\s?(\S+)\s*$/u.exec(field.value);
  if (due && date && due.value.trim() === "") {
    due.value = date[1];
    field.value = field.value.slice(0, date.index).trimEnd();
    due.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const gist = /[~〜～]\s*$/u.exec(field.value);
  if (kindOf(li) === "said" && gist && gist.index > 0) {
    part(li, "exact").value = "gist";
    field.value = field.value.slice(0, gist.index).trimEnd();
    changed();
  }
}

// ---- more lines out of one ----------------------------------------------------------------------------------------

const apart = (said) => said.match(/[^。．！？!?.]+[。．！？!?.]+[」”"]?\s*|[^。．！？!?.]+$/gu)?.map((one) => one.trim()).filter(Boolean) ?? [];

function sentences(li) {
  li.querySelector("[data-split]").hidden = apart(text(li).value).length < 2;
}

function splitSentences(li) { spread(li, apart(text(li).value)); }

/** The first text stays, each further one is a line of the same kind below it. */
function spread(li, texts) {
  let last = li;
  text(li).value = texts[0];
  for (const one of texts.slice(1)) {
    const made = make(kindOf(li) === "topic" ? "said" : kindOf(li));
    last.after(made);
    text(made).value = one;
    shut(made);
    last = made;
  }
  ordered();
  write(last, text(last).value.length);
  changed();
}

function enter(li) {
  if (!says(li)) return;
  const next = li.nextElementSibling;
  const to = next && !says(next) ? next : addAfter(li);
  write(to);
}

// ---- taking out, bringing back, moving ----------------------------------------------------------------------------

function takeOut(li) {
  const [before, after] = [li.previousElementSibling, li.nextElementSibling];
  if (current === li) current = null;
  li.classList.remove("on", "changing");
  li.remove();
  removed = says(li) ? { li, before } : null;
  if (rows().length === 0) addAfter(null);
  ordered();
  (after ?? before ?? rows()[0]).focus({ preventScroll: true });
  if (removed) say(form.dataset.removed);
  changed();
}

function bringBack() {
  if (!removed) return;
  const { li, before } = removed;
  removed = null;
  if (before?.isConnected) before.after(li); else list.prepend(li);
  shut(li);
  for (const row of rows()) if (!says(row) && row !== li && row !== current) row.remove();
  ordered();
  document.getElementById("undo-line").hidden = true;
  li.focus();
  changed();
}

function move(li, by) {
  const other = by < 0 ? li.previousElementSibling : li.nextElementSibling;
  if (!other) return;
  still(li, () => { if (by < 0) other.before(li); else other.after(li); });
  li.focus({ preventScroll: true });
  ordered();
  changed();
}

// ---- keys ---------------------------------------------------------------------------------------------------------

const digits = { "１": "1", "２": "2", "３": "3", "４": "4", "５": "5", "６": "6", "７": "7", "８": "8", "９": "9" };

export function pressed(e) {
  if (e.shiftKey && /^Digit[1-5]$/.test(e.code)) return `⇧${e.code.at(-1)}`;
  return digits[e.key] ?? e.key.toLowerCase();
}

const all = () => [...form.querySelectorAll(".ln")];

function walk(li, by) {
  const lines = all();
  lines[lines.indexOf(li) + by]?.focus();
}

/** The choice that a key means on this line: leave first, and once it is given how it landed. */
function meant(li, key) {
  const found = [...li.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter((el) => !el.closest(".kinds") && shownIn(li, el));
  if (found.length < 2) return found[0];
  return found.find((el) => !el.closest("fieldset").querySelector("input:checked:not([value=''])")) ?? found.at(-1);
}

const shownIn = (li, el) => {
  const own = el.closest(".for");
  return !own || !li.classList.contains("any") || own.classList.contains(kindOf(li));
};

function onLine(e, li) {
  const own = list.contains(li);
  if (e.altKey && own && (e.key === "ArrowUp" || e.key === "ArrowDown")) { e.preventDefault(); return move(li, e.key === "ArrowUp" ? -1 : 1); }
  if (e.altKey || e.ctrlKey || e.metaKey) return undefined;
  const radio = e.target.type === "radio";
  if (!radio && (e.key === "ArrowUp" || e.key === "ArrowDown")) { e.preventDefault(); return walk(li, e.key === "ArrowUp" ? -1 : 1); }
  if (e.key === "Escape") { e.preventDefault(); return li.focus(); }
  if (e.target.matches("button, a, summary")) return undefined;
  if (e.key === "Enter" && own) { e.preventDefault(); return write(li, text(li).value.length); }
  if ((e.key === "Backspace" || e.key === "Delete") && own && e.target === li) { e.preventDefault(); return takeOut(li); }
  const key = pressed(e);
  if (key === "e") {
    const first = li.querySelector(".grounds input[type=radio]");
    if (first) { e.preventDefault(); li.querySelector(".grounds input:checked")?.focus() ?? first.focus(); }
    return undefined;
  }
  if (e.key === "Enter" && !own && e.target.matches("li, input")) { e.preventDefault(); return document.getElementById("next-line").click(); }
  // What was planned to be told is one key away, from whichever line.
  const planned = key === "t" && own ? form.querySelector(".carry .tell [data-key=t]:not(:checked)") : null;
  if (planned) {
    e.preventDefault();
    planned.click();
    return planned.closest(".ln").focus();
  }
  const box = meant(li, key);
  if (!box) return undefined;
  e.preventDefault();
  box.closest("details")?.setAttribute("open", "");
  box.click();
  li.focus({ preventScroll: true });
  return undefined;
}

function inText(e, li) {
  const field = text(li);
  if (e.key === "Escape") { e.preventDefault(); return li.focus(); }
  if (e.target !== field) return undefined;
  if (e.key === "Enter" && !e.shiftKey && !e.ctrlKey && !e.metaKey) { e.preventDefault(); return enter(li); }
  if (e.altKey && e.code === "KeyG" && kindOf(li) === "said") {
    e.preventDefault();
    part(li, "exact").value = "gist";
    return changed();
  }
  if (e.altKey && (e.key === "ArrowUp" || e.key === "ArrowDown")) { e.preventDefault(); move(li, e.key === "ArrowUp" ? -1 : 1); return write(li); }
  const start = field.selectionStart === 0 && field.selectionEnd === 0;
  if (e.key === "Backspace" && start && kindOf(li) !== "said" && kindOf(li) !== "topic") { e.preventDefault(); return turn(li, "said"); }
  if (e.key === "Backspace" && start && field.value === "" && !says(li) && li.previousElementSibling) {
    e.preventDefault();
    const before = li.previousElementSibling;
    return write(before, text(before).value.length);
  }
  if (e.key === "ArrowUp" || e.key === "ArrowDown") {
    const within = e.key === "ArrowDown" ? field.value.slice(field.selectionEnd) : field.value.slice(0, field.selectionStart);
    const next = e.key === "ArrowDown" ? li.nextElementSibling : li.previousElementSibling;
    if (!within.includes("\n") && next && (within === "" || field.scrollHeight < 70)) { e.preventDefault(); write(next); }
  }
  return undefined;
}

// ---- days that one tap gives --------------------------------------------------------------------------------------

/** Chips for the usual days. Another day is typed, and what was understood of it stands below. */
export function days(within) {
  for (const day of within.querySelectorAll(".day")) {
    const [chips, field, echo] = [day.querySelector(".chips"), day.querySelector("input"), day.querySelector(".echo")];
    chips.hidden = false;
    day.classList.add("tapped");
    const value = (chip) => ("next" in chip.dataset ? form.elements.next.value.trim() : chip.dataset.value) ?? "";
    const show = () => {
      const now = field.value.trim();
      const usual = [...chips.querySelectorAll("[data-value], [data-next]")];
      const hit = now === "" ? undefined : usual.find((chip) => value(chip) === now);
      for (const chip of usual) chip.setAttribute("aria-pressed", String(chip === hit));
      for (const chip of usual) if ("next" in chip.dataset) chip.disabled = value(chip) === "" && chip !== hit;
      if (now !== "" && !hit) day.classList.add("other");
      if (hit) echo.textContent = hit.dataset.said ?? dayShown(now);
      else if (day.dataset.echoed !== now) echo.textContent = "";
      if (field.name === "next") document.getElementById("next-time").classList.toggle("dated", now !== "");
    };
    chips.addEventListener("click", (e) => {
      const chip = e.target.closest("button");
      if (!chip) return;
      if ("other" in chip.dataset) {
        day.classList.add("other");
        field.focus();
        return;
      }
      day.classList.remove("other");
      field.value = chip.getAttribute("aria-pressed") === "true" ? "" : value(chip);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      dated(field);
    });
    field.addEventListener("input", show);
    field.addEventListener("show", show);
    show();
  }
}

/** A date for the next time is how it closed, unless that was said otherwise. */
function dated(field) {
  const closing = [...form.querySelectorAll("[name=closing]")];
  if (field.name !== "next" || field.value.trim() === "" || closing.some((el) => el.checked && el.value !== "")) return;
  closing.find((el) => el.value === "dated").checked = true;
  changed();
}

// ---- the page -----------------------------------------------------------------------------------------------------

let down = false;

export function begin(page) {
  form = page;
  list = document.getElementById("lines");
  current = removed = null;
  for (const pattern of document.querySelectorAll("template[data-kind]")) templates[pattern.dataset.kind] = pattern;
  for (const li of rows()) if (li.classList.contains("any")) li.remove();
  for (const li of rows()) { dress(li); shut(li); }
  if (rows().length === 0) list.append(make("said"));
  form.classList.add("live");
  ordered();
  days(document.getElementById("next-time"));
  for (const li of form.querySelectorAll(".carry .ln")) grounds(li);
  answers();
  form.querySelector(".carry")?.addEventListener("input", answers);

  list.addEventListener("focusin", (e) => open(e.target.closest(".ln")));
  form.querySelector(".carry")?.addEventListener("focusin", (e) => { const li = e.target.closest(".ln"); if (li) grounds(li); });
  // A line folds once the finger is up: what is pressed below it would move away from under it.
  const leave = () => setTimeout(() => { if (!down && current && !current.contains(document.activeElement)) close(); });
  list.addEventListener("focusout", leave);
  addEventListener("pointerdown", () => { down = true; }, true);
  for (const up of ["pointerup", "pointercancel"]) addEventListener(up, () => setTimeout(() => { down = false; leave(); }, 60), true);
  list.addEventListener("mousedown", (e) => {
    const li = e.target.closest(".ln");
    if (!li) return;
    // A folded line opens on the tap itself, and chips leave the keyboard where it is.
    const chip = e.target.closest(".chip") && ["said", "theirs", "ours"].includes(kindOf(li)) && document.activeElement === text(li);
    if ((!li.classList.contains("on") && !li.classList.contains("blank")) || chip) e.preventDefault();
  });
  list.addEventListener("click", (e) => {
    const li = e.target.closest(".ln");
    if (li && !li.classList.contains("on")) write(li, text(li).value.length);
  });
  list.addEventListener("input", (e) => {
    const li = e.target.closest(".ln");
    if (e.target === text(li)) {
      if (!e.isComposing) prefixed(li);
      if (li.isConnected) { sentences(li); grow(e.target); }
    }
    const before = li.classList.contains("blank");
    still(li, ordered);
    if (before && li === current) inSight(li);
  });
  list.addEventListener("compositionend", (e) => { const li = e.target.closest(".ln"); if (e.target === text(li)) prefixed(li); });
  list.addEventListener("paste", (e) => {
    const li = e.target.closest(".ln");
    const pasted = e.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
    if (e.target !== text(li) || !/\n./.test(pasted)) return;
    e.preventDefault();
    const field = text(li);
    field.setRangeText(pasted, field.selectionStart, field.selectionEnd, "end");
    spread(li, field.value.split("\n").map((one) => one.trim()).filter(Boolean));
    for (const row of rows()) prefixed(row);
  });
  list.addEventListener("keydown", (e) => { shift = e.shiftKey; }, true);
  list.addEventListener("beforeinput", (e) => {
    const li = e.target.closest(".ln");
    if (e.isComposing || shift || e.target !== text(li) || !["insertLineBreak", "insertParagraph"].includes(e.inputType)) return;
    e.preventDefault();
    enter(li);
  });
  form.addEventListener("keydown", (e) => {
    const li = e.target.closest(".ln");
    if (!li || composing(e) || (e.key === "Enter" && (e.ctrlKey || e.metaKey))) return;
    if (isText(e.target)) { if (list.contains(li)) inText(e, li); else if (e.key === "Escape") li.focus(); } else onLine(e, li);
  });
  document.getElementById("next-line").addEventListener("click", (e) => {
    e.preventDefault();
    const last = rows().at(-1);
    write(last && !says(last) ? last : addAfter(last));
  });
  document.querySelector("#undo-line button").onclick = bringBack;

  // Texts that come back to a page which has fewer lines than they need.
  form.addEventListener("rows", (e) => {
    const need = new Map();
    const order = (e.detail.find(([name]) => name === "order")?.[1] ?? "").split(" ");
    for (const name of [...order, ...e.detail.filter(([, value]) => value !== "").map(([name]) => name)]) {
      const found = /^(q|tn|m|theirs|ours|sign|topic)(\d*)(?:-|$)/.exec(name);
      if (found) need.set(found[1] + found[2], found);
    }
    const there = new Set(rows().map(base));
    for (const [name, [, of, row]] of need) {
      const kind = Object.keys(LISTS).find((one) => LISTS[one] === of);
      if (there.has(name) || nameOf(kind, Number(row)) !== name) continue;
      list.append(make(kind, Number(row)));
    }
    const place = (li) => { const at = order.indexOf(base(li)); return at < 0 ? order.length : at; };
    list.append(...rows().sort((a, b) => place(a) - place(b)));
  });
  form.addEventListener("filled", () => {
    const [view, short] = [form.elements.view.value, form.elements.short];
    if (view) form.dataset.view = view; else delete form.dataset.view;
    document.getElementById("short-text").hidden = !view && short.value.trim() === "";
    grow(short);
    for (const li of all()) grounds(li);
    refresh();
    answers();
    for (const field of form.querySelectorAll(".day input")) field.dispatchEvent(new Event("show"));
    ordered();
  });
}

export { bringBack };
