// Names the drafts that only this device has: text that never reached the server.

import * as copies from "./copies.js";

const here = document.getElementById("here");

function line(copy) {
  const of = (name) => copy.fields.find(([field, value]) => field === name && value.trim())?.[1].trim();
  const said = of("topic") ?? of("q0") ?? of("short")?.split("\n")[0] ?? of("note")?.split("\n")[0] ?? "";
  const link = document.createElement("a");
  link.href = copy.address;
  link.textContent = of("new-name") ?? copy.name ?? here.dataset.nobody;
  const pair = document.createElement("p");
  pair.className = "pair";
  pair.append(link);
  const words = document.createElement("p");
  words.className = "state";
  words.textContent = said.slice(0, 60);
  const item = document.createElement("li");
  item.append(pair, words);
  return item;
}

async function show() {
  const open = document.querySelector("#log input[name=draft]")?.value;
  const unsent = (await copies.all(here.dataset.member)).filter((copy) => copy.dirty && copy.draft !== open);
  here.querySelector("ul").replaceChildren(...unsent.map(line));
  here.hidden = unsent.length === 0;
}

// Where the device keeps nothing there is nothing to name.
if (here) show().catch(() => {});
