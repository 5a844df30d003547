// Names the drafts that only this device has: text that never reached the server. A page that is left while it is being
// sent hears no answer, so the server is asked what it has.

import * as copies from "./copies.js";
import * as device from "./device.js";

const here = document.getElementById("here");

function line(copy) {
  if (copy.locked) return locked(copy);
  const of = (name) => copy.fields.find(([field, value]) => field === name && value.trim())?.[1].trim();
  const first = of("order")?.split(" ").map(of).find(Boolean);
  const said = of("topic") ?? first ?? of("q0") ?? of("short")?.split("\n")[0] ?? of("note")?.split("\n")[0] ?? "";
  const link = document.createElement("a");
  link.href = copy.address;
  link.textContent = of("new-name") ?? copy.name ?? here.dataset.nobody;
  const pair = document.createElement("p");
  pair.className = "pair";
  pair.append(link);
  const words = document.createElement("p");
  words.className = "state";
  words.textContent = [of("on"), said.slice(0, 60), copy.pressed && here.dataset.pressed].filter(Boolean).join(" ");
  const item = document.createElement("li");
  item.append(pair, words, discard(copy, item));
  return item;
}

/** A text that was kept under an earlier password: it is named, and can be let go. */
function locked(copy) {
  const words = document.createElement("p");
  words.className = "state";
  words.textContent = here.dataset.locked;
  const item = document.createElement("li");
  item.append(words, discard(copy, item));
  return item;
}

/** Lets go of a copy at the second press: nobody else has it. */
function discard(copy, item) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = here.dataset.discard;
  let sure = false;
  button.addEventListener("click", async () => {
    if (!sure) {
      sure = true;
      button.textContent = here.dataset.sure;
      return;
    }
    await copies.drop(copy.member, copy.draft);
    item.remove();
    here.hidden = here.querySelector("li") === null;
  });
  return button;
}

/** The text that the server has of a draft; none where it has no such draft, or does not answer. */
async function served(copy) {
  try {
    const answer = await fetch(`${here.dataset.log}?draft=${encodeURIComponent(copy.draft)}`, { headers: { Accept: "text/html" } });
    const form = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("log");
    const there = form?.elements.draft.value === copy.draft && form.elements["draft-version"].value !== "";
    return there ? copies.typed(form) : undefined;
  } catch {
    return undefined;
  }
}

/** The line by which the page lists a draft of the server. */
const listed = (copy) => [...document.querySelectorAll(".drafts a")].find((link) => new URL(link.href).searchParams.get("draft") === copy.draft)?.closest("li");

/** True if a copy is to be named, because the page has no line of its draft: it was made before the text arrived. A copy
 * that the server has by now is let go; of one that goes on from what the page lists, its line there says so. */
async function only(copy) {
  // A Save that was pressed is still to be sent, whatever the server has of the draft.
  const row = copy.locked || copy.pressed ? undefined : listed(copy);
  const fields = row && await served(copy);
  if (!fields) return true;
  if (copies.whole(fields) === copies.whole(copy.fields)) {
    await copies.drop(copy.member, copy.draft);
    return false;
  }
  row.querySelector(".more")?.remove();
  row.querySelector(".state").after(Object.assign(document.createElement("p"), { className: "state more", textContent: here.dataset.more }));
  return false;
}

async function show() {
  const open = document.querySelector("#log input[name=draft]")?.value;
  const unsent = (await copies.all(here.dataset.member || await device.whose())).filter((copy) => (copy.dirty || copy.pressed || copy.locked) && copy.draft !== open);
  const named = await Promise.all(unsent.map(only));
  const lines = unsent.filter((_, at) => named[at]).map(line);
  here.querySelector("ul").replaceChildren(...lines);
  here.hidden = lines.length === 0;
}

// Where the device keeps nothing there is nothing to name.
if (here) {
  show().catch(() => {});
  document.addEventListener("unsent", () => show().catch(() => {}));
}
