// The log page, made quicker: shows what was understood, answers to keys. Lines are lines.js, drafts and saving are
// draft.js. Everything here is a convenience; the page is complete without it.

import { begin } from "./draft.js";
import * as offline from "./offline.js";
import * as lines from "./lines.js";

const form = document.getElementById("log");
const reading = document.getElementById("reading");
const body = () => new URLSearchParams(new FormData(form));

lines.begin(form);

// ---- reading --------------------------------------------------------------------------------------------------------

const later = (wait, act) => {
  let timer = 0;
  return () => { clearTimeout(timer); timer = setTimeout(act, wait); };
};

/** Says at its field what will not be taken as it stands there, and which day was understood. */
function beside() {
  for (const old of form.querySelectorAll(".fault.beside")) old.remove();
  for (const why of reading.querySelectorAll("[data-beside]")) {
    const field = form.elements[why.dataset.beside];
    const place = field?.closest?.("label, .edit");
    if (!place || document.getElementById(`e-${field.name}`)) continue;
    const said = document.createElement("p");
    said.className = "fault beside";
    said.textContent = why.textContent;
    place.after(said);
  }
  for (const day of reading.querySelectorAll("[data-echo]")) {
    const place = form.elements[day.dataset.echo]?.closest?.(".day");
    if (!place) continue;
    place.dataset.echoed = form.elements[day.dataset.echo].value.trim();
    place.querySelector(".echo").textContent = day.textContent;
  }
  lines.refresh();
  const when = reading.querySelector("[data-when]");
  if (when) document.getElementById("when").textContent = when.textContent;
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

// ---- the head -------------------------------------------------------------------------------------------------------

document.getElementById("facts-open").addEventListener("click", (e) => {
  e.preventDefault();
  const facts = document.getElementById("facts");
  facts.open = !facts.open;
  if (facts.open) facts.querySelector("input[name=on]").focus();
});

// Chips that fill a field.
for (const chips of form.querySelectorAll("[data-fill]")) {
  const field = form.elements[chips.dataset.fill];
  chips.hidden = false;
  const show = () => { for (const chip of chips.children) chip.setAttribute("aria-pressed", String(chip.dataset.value === field.value.trim())); };
  chips.addEventListener("click", (e) => {
    const chip = e.target.closest("button");
    if (!chip) return;
    field.value = chip.dataset.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  field.addEventListener("input", show);
  show();
}

// Everybody is found by name and by reading; kana of either kind and widths are the same.
const find = document.getElementById("find");
if (find) {
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60)).replace(/\s/g, "");
  const select = form.elements.client;
  const everybody = [...select.options].filter((option) => option.value);
  find.closest(".find").hidden = false;
  select.closest("label").hidden = true;
  find.addEventListener("input", (e) => {
    e.stopPropagation();
    const asked = plain(find.value);
    const hits = asked === "" ? [] : everybody.filter((option) => plain(option.textContent).includes(asked) || plain(option.dataset.reading).includes(asked));
    form.querySelector(".opts").replaceChildren(...hits.slice(0, 6).map((option) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("button"), { type: "submit", name: "act", value: `client.${option.value}`, textContent: option.textContent, formNoValidate: true }));
      return item;
    }));
  });
}

// ---- fields, chips --------------------------------------------------------------------------------------------------

for (const field of form.querySelectorAll("textarea.grows")) lines.grow(field);
form.addEventListener("input", (e) => { if (e.target.matches?.("textarea.grows")) lines.grow(e.target); });

// One tap more takes a choice back.
let was = null;
form.addEventListener("pointerdown", (e) => {
  const radio = e.target.closest?.(".chip, .offer")?.querySelector("input[type=radio]");
  was = radio?.checked ? radio : null;
}, true);
form.addEventListener("click", (e) => {
  if (e.target !== was || e.target.type !== "radio" || e.detail === 0) return;
  was = null;
  e.target.checked = false;
  e.target.dispatchEvent(new Event("input", { bubbles: true }));
});

// A form for the note puts in its heads; another one takes out those that nothing was written below.
const forms = document.getElementById("note-forms");
const headsOf = (chip) => (chip.dataset.heads ?? "").split("|").map((head) => head.trim()).filter(Boolean);
forms.hidden = false;
forms.addEventListener("click", (e) => {
  const chip = e.target.closest("button");
  if (!chip) return;
  const note = form.elements.note;
  const known = new Set([...forms.children].flatMap(headsOf).map((head) => `${head}:`));
  const written = note.value.split("\n");
  const kept = written.filter((line, at) => !known.has(line.trim()) || ((written[at + 1] ?? "").trim() !== "" && !known.has(written[at + 1].trim())));
  const heads = headsOf(chip).map((head) => `${head}:`).filter((head) => !kept.some((line) => line.trim().startsWith(head)));
  note.value = [kept.join("\n").trimEnd(), ...heads].filter((part) => part !== "").join("\n");
  note.dispatchEvent(new Event("input", { bubbles: true }));
  note.focus();
});

// ---- keys -----------------------------------------------------------------------------------------------------------

const map = document.getElementById("keys");

// Save is heard everywhere on the page: after a refusal the focus stands above the form.
document.addEventListener("keydown", (e) => {
  if (lines.composing(e) || !form.isConnected || map.open) return;
  if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
    e.preventDefault();
    form.requestSubmit(document.querySelector("#foot button[value=save]"));
    return;
  }
  if (lines.isText(e.target) || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "?" || e.key === "？") {
    e.preventDefault();
    map.showModal();
  } else if (e.key.toLowerCase() === "z") lines.bringBack();
});

form.addEventListener("keydown", (e) => {
  if (lines.composing(e) || (e.key === "Enter" && (e.ctrlKey || e.metaKey))) return;
  if (lines.isText(e.target)) {
    if (e.key === "Enter" && e.target.matches("input[type=text]")) e.preventDefault();
    return;
  }
  if (e.target.closest(".ln") || e.ctrlKey || e.metaKey || e.altKey) return;
  const box = e.target.closest("fieldset")?.querySelector(`[data-key="${CSS.escape(lines.pressed(e))}"]`);
  if (!box) return;
  e.preventDefault();
  box.click();
  box.focus();
});

// ---- the keyboard of a phone ----------------------------------------------------------------------------------------

// Where the page does not shrink for the keyboard, the foot is lifted above it.
const seen = window.visualViewport;
function lift() {
  const below = innerHeight - seen.height - seen.offsetTop;
  document.getElementById("foot").style.transform = below > 40 ? `translateY(${-below}px)` : "";
}
for (const event of ["resize", "scroll"]) seen?.addEventListener(event, lift);
addEventListener("resize", () => {
  const field = document.activeElement;
  if (!field?.closest?.("#lines")) return;
  const { top, bottom } = field.getBoundingClientRect();
  const [head, foot] = [document.querySelector(".bar").getBoundingClientRect().bottom, document.getElementById("foot").getBoundingClientRect().top];
  if (bottom > foot - 8) scrollBy({ top: bottom - foot + 8, behavior: "instant" });
  else if (top < head) scrollBy({ top: top - head - 8, behavior: "instant" });
});

document.getElementById("faults")?.focus();
