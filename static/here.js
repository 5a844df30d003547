// Names the drafts that only this device has: text that never reached the server.

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

async function show() {
  const open = document.querySelector("#log input[name=draft]")?.value;
  const unsent = (await copies.all(here.dataset.member || await device.whose())).filter((copy) => (copy.dirty || copy.pressed || copy.locked) && copy.draft !== open);
  here.querySelector("ul").replaceChildren(...unsent.map(line));
  here.hidden = unsent.length === 0;
}

// Where the device keeps nothing there is nothing to name.
if (here) {
  show().catch(() => {});
  document.addEventListener("unsent", () => show().catch(() => {}));
}
