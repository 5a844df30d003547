// Makes the log page that the device keeps for a time without a network into a page of its own: whose it is, which
// draft, and of which day.

import * as device from "./device.js";

/** A page that the server did not make for anybody has no token. */
export const blank = (form) => !form.elements.csrf.value.split(".")[1];

export async function prepare(form) {
  const member = await device.whose().catch(() => undefined);
  const draft = new URLSearchParams(location.search).get("draft") ?? crypto.randomUUID();
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  for (const [name, value] of [["csrf", `${member ?? ""}.`], ["draft", draft], ["key", draft], ["on", day]]) form.elements[name].value = value;
  if (form.elements.seen) form.elements.seen.value = "";
}
