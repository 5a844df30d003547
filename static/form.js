// Enter belongs to the input method while it composes; a form that is on its way is not sent twice; what was done
// before a page is said for a while; and who signs out leaves nothing behind on this device.

import * as device from "./device.js";
import "./keep.js";
import * as unsent from "./unsent.js";

document.addEventListener("keydown", (event) => {
  const composing = event.isComposing || event.keyCode === 229;
  if (event.key === "Enter" && composing && event.target instanceof HTMLInputElement) event.preventDefault();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  // A form that answers with a download leaves the page standing, and may be wanted again.
  setTimeout(() => delete form.dataset.sent, 2000);
  if (form.getAttribute("action")?.endsWith("/logout")) {
    event.preventDefault();
    signOut(form);
  }
});

// A tip that was closed does not come again on this device.
for (const tip of document.querySelectorAll("details[data-tip]")) {
  const name = `ryokai-tip-${tip.dataset.tip}`;
  try {
    if (localStorage.getItem(name)) tip.remove();
    tip.addEventListener("toggle", () => {
      if (tip.open) return;
      localStorage.setItem(name, "closed");
      tip.remove();
    });
  } catch { /* it folds and comes again */ }
}

// A page that is loaded again says nothing of what was done before.
const told = new URL(location.href);
for (const name of ["done", "told"]) told.searchParams.delete(name);
if (told.href !== location.href) history.replaceState(history.state, "", told);

// Where the server asks who it is, the login of this device is over; it may have been ended from another one.
if (document.querySelector("body.alone input[autocomplete=current-password]")) device.lock().catch(() => {});

// Without a network the device answers for itself, in the language of whoever is signed in.
const { worker } = document.getElementById("typed-again")?.dataset ?? {};
if (worker && navigator.serviceWorker) {
  navigator.serviceWorker.register(worker).catch(() => { /* the program needs its network then */ });
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ lang: document.documentElement.lang }));
}

// What was done is said for ten seconds; the same undo stays where it is recorded. Nobody loses it from under their hand.
const bar = document.querySelector(".undo");
if (bar) {
  const said = bar.querySelector("[role=status]");
  // Put in once more it is read aloud, and meanwhile it can be seen.
  setTimeout(() => said.replaceChildren(said.textContent), 100);
  const leave = () => {
    if (bar.matches(":hover, :focus-within")) setTimeout(leave, 2000);
    else bar.hidden = true;
  };
  setTimeout(leave, 10000);
}

/** Sends what only this device has, and asks before any of it is given up. */
async function signOut(form) {
  const csrf = form.elements.csrf.value;
  const member = csrf.split(".")[0];
  const copies = await import("./copies.js");
  await unsent.settle();
  // Where this device keeps nothing there is nothing to send.
  const kept = await copies.all(member).catch(() => []);
  const left = [];
  for (const copy of kept.filter((one) => one.dirty)) {
    const body = new URLSearchParams(copy.fields);
    body.set("csrf", csrf);
    body.set("draft", copy.draft);
    body.set("draft-version", copy.base);
    const send = () => fetch(copy.keep, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
    let sent = await send();
    // The server may have an earlier text of this very page.
    const version = sent?.status === 409 ? await unsent.ours(copy).catch(() => undefined) : undefined;
    if (version !== undefined) {
      body.set("draft-version", version);
      sent = await send();
    }
    if (!sent?.ok) left.push(copy);
  }
  if (left.length > 0 && !confirm(left[0].warning)) return;
  document.dispatchEvent(new Event("signout"));
  await device.clear(member).catch(() => {});
  form.submit();
}

// The key / leads to search from anywhere, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const held = event.ctrlKey || event.metaKey || event.altKey;
  if (!["/", "／"].includes(event.key) || typing || held || event.isComposing || event.keyCode === 229) return;
  const field = document.getElementById("search-q");
  const link = document.querySelector(".rail .wide a");
  if (!field && !link) return;
  event.preventDefault();
  if (field) field.focus();
  else location.assign(link.href);
});
