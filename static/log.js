// The log page, made quicker: shows what was understood, answers to keys. Drafts and saving are draft.js.
// Everything here is a convenience; the page is complete without it.

import { begin } from "./draft.js";
import * as offline from "./offline.js";

const form = document.getElementById("log");
const reading = document.getElementById("reading");

const composing = (e) => e.isComposing || e.keyCode === 229;
const isText = (el) => el.matches("input[type=text], textarea, select");
const body = () => new URLSearchParams(new FormData(form));

// ---- drafts and reading -------------------------------------------------------------------------------------------

const later = (wait, act) => {
  let timer = 0;
  return () => { clearTimeout(timer); timer = setTimeout(act, wait); };
};

/** Says at its field what will not be taken as it stands there. */
function beside() {
  for (const old of form.querySelectorAll(".fault.beside")) old.remove();
  for (const why of reading.querySelectorAll("[data-beside]")) {
    const field = form.elements[why.dataset.beside];
    const place = field?.closest?.("label");
    if (!place || document.getElementById(`e-${field.name}`)) continue;
    const said = document.createElement("p");
    said.className = "fault beside";
    said.textContent = why.textContent;
    place.after(said);
  }
}

async function readAloud() {
  try {
    const answer = await fetch(form.dataset.reading, { method: "POST", body: body() });
    if (!answer.ok) return;
    reading.innerHTML = await answer.text();
    beside();
  } catch { /* the last reading stays */ }
}

form.addEventListener("input", later(600, readAloud));
if (offline.blank(form)) await offline.prepare(form);
begin(form);

// ---- lines of words, each with its marks -------------------------------------------------------------------------

const words = document.getElementById("words");
const marks = document.getElementById("marks");

const renumber = (node, list, from, to) => {
  const own = new RegExp(`(^|-)${list}${from}(?=$|-)`);
  for (const el of [node, ...node.querySelectorAll("[name], [id], [for], [aria-label], [data-row]")]) {
    for (const attr of ["name", "id", "for", "aria-describedby"]) {
      const value = el.getAttribute?.(attr);
      if (value) el.setAttribute(attr, value.replace(own, `$1${list}${to}`));
    }
    if (el.dataset?.row !== undefined) el.dataset.row = String(to);
  }
};

const emptied = (node) => {
  for (const fault of node.querySelectorAll(".fault")) fault.remove();
  for (const el of node.querySelectorAll("input, select, textarea")) {
    el.removeAttribute("aria-invalid");
    if (el.type === "checkbox" || el.type === "radio") el.checked = false;
    else el.value = "";
  }
  return node;
};

// One field more is ready as soon as something stands in the last one: of what was told, held and promised.
for (const rows of form.querySelectorAll("[data-rows]")) {
  rows.addEventListener("input", (e) => {
    const last = rows.lastElementChild;
    if (!last.contains(e.target) || !e.target.value.trim()) return;
    const next = emptied(last.cloneNode(true));
    renumber(next, rows.dataset.rows, rows.children.length - 1, rows.children.length);
    next.open = false;
    rows.append(next);
    next.querySelectorAll("textarea").forEach(grow);
  });
}

// ---- fields that are as high as what stands in them ---------------------------------------------------------------

const grows = CSS.supports("field-sizing", "content");

function grow(field) {
  if (grows) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

for (const field of form.querySelectorAll("textarea.grows")) grow(field);
form.addEventListener("input", (e) => { if (e.target.matches("textarea.grows")) grow(e.target); });

// ---- lines of words -----------------------------------------------------------------------------------------------

function addLine() {
  const n = words.children.length;
  const line = emptied(words.lastElementChild.cloneNode(true));
  const mark = emptied(marks.lastElementChild.cloneNode(true));
  renumber(line, "q", n - 1, n);
  renumber(mark, "q", n - 1, n);
  line.querySelector("textarea").setAttribute("aria-label", `${words.dataset.label} ${n + 1}`);
  words.append(line);
  marks.append(mark);
  showWords(n);
  grow(line.querySelector("textarea"));
  return line.querySelector("textarea");
}

function showWords(row) {
  const input = form.elements[`q${row}`];
  const legend = marks.children[row]?.querySelector("legend");
  if (!input || !legend) return;
  const text = input.value.trim();
  const shown = document.createElement(text ? "q" : "span");
  shown.className = text ? "words" : "quiet";
  const [open, close] = [...words.querySelectorAll(".inwords")][row].querySelectorAll("span");
  shown.textContent = text ? open.textContent + text + close.textContent : `${words.dataset.label} ${row + 1}`;
  legend.replaceChildren(shown);
  marks.children[row].hidden = !text && row > 0;
}

// The words that a telling rests on are chosen among the lines as they stand now.
function showEvidence() {
  for (const select of form.querySelectorAll(".evidence select")) {
    const chosen = select.value;
    const options = [...words.querySelectorAll(".inwords")].map((line, row) => {
      const [open, close] = line.querySelectorAll("span");
      const text = line.querySelector("textarea").value.trim();
      const shown = text ? open.textContent + text + close.textContent : `${words.dataset.label} ${row + 1}`;
      return new Option(shown, String(row), false, String(row) === chosen);
    });
    select.replaceChildren(select.options[0], ...options);
  }
}

words.addEventListener("input", (e) => {
  const row = Number(e.target.name?.match(/^q(\d+)$/)?.[1] ?? -1);
  if (row < 0) return;
  showWords(row);
  if (row === words.children.length - 1 && e.target.value.trim()) addLine();
  showEvidence();
});
for (let row = 0; row < words.children.length; row += 1) showWords(row);
showEvidence();

// ---- keys -----------------------------------------------------------------------------------------------------------

const digits = { "１": "1", "２": "2", "３": "3", "４": "4", "５": "5", "６": "6", "７": "7", "８": "8", "９": "9" };

function pressed(e) {
  if (e.shiftKey && /^Digit[1-5]$/.test(e.code)) return `⇧${e.code.at(-1)}`;
  return digits[e.key] ?? e.key.toLowerCase();
}

function onText(e) {
  if (e.key === "Enter" && e.target.matches("input[type=text]")) e.preventDefault();
  // Enter goes to the next line of words; with Shift it goes on within the same words.
  if (e.key === "Enter" && !e.shiftKey && words.contains(e.target)) {
    e.preventDefault();
    const row = [...words.children].indexOf(e.target.closest(".line"));
    (words.children[row + 1]?.querySelector("textarea") ?? addLine()).focus();
  }
  if (e.altKey && e.code === "KeyG" && words.contains(e.target)) {
    e.preventDefault();
    e.target.closest(".line").querySelector("select").value = "gist";
    form.dispatchEvent(new Event("input"));
  }
}

// Save is heard everywhere on the page: after a refusal the focus stands above the form.
document.addEventListener("keydown", (e) => {
  if (composing(e) || !form.isConnected || !(e.key === "Enter" && (e.ctrlKey || e.metaKey))) return;
  e.preventDefault();
  form.requestSubmit(form.querySelector("button[value=save]"));
});

form.addEventListener("keydown", (e) => {
  if (composing(e) || (e.key === "Enter" && (e.ctrlKey || e.metaKey))) return;
  if (isText(e.target)) return onText(e);
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const key = pressed(e);
  const within = [e.target.closest("fieldset"), e.target.closest(".tell"), e.target.closest(".steps > li")].filter(Boolean);
  const box = within.map((place) => place.querySelector(`[data-key="${CSS.escape(key)}"]`)).find(Boolean);
  if (!box) return;
  e.preventDefault();
  box.click();
  box.focus();
});

form.addEventListener("focusin", (e) => {
  form.querySelector(".steps > li[aria-current]")?.removeAttribute("aria-current");
  e.target.closest(".steps > li")?.setAttribute("aria-current", "step");
});

// Arrow keys walk the lines of words, as in a notebook; within words of several lines they stay.
words.addEventListener("keydown", (e) => {
  if (composing(e) || !e.target.matches("textarea") || !["ArrowUp", "ArrowDown"].includes(e.key)) return;
  const { selectionStart: at, value } = e.target;
  const within = e.key === "ArrowDown" ? value.slice(at) : value.slice(0, at);
  if (within.includes("\n")) return;
  const row = [...words.children].indexOf(e.target.closest(".line"));
  const next = words.children[row + (e.key === "ArrowDown" ? 1 : -1)]?.querySelector("textarea");
  if (next) { e.preventDefault(); next.focus(); }
});

document.getElementById("faults")?.focus();
