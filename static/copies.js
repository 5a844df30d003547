// What somebody is writing on the log page, kept on this device (device.js): one record for each draft, under the
// member who writes it. A record goes when its session is saved.

import * as device from "./device.js";

/** What a page notes of itself and nobody typed. */
export const NOTED = ["csrf", "act", "draft", "draft-version"];

/** Under which a page leaves the address of what it has just saved to the next one. */
export const SAVED = "ryokai-saved";

const own = ([name]) => !NOTED.includes(name);
const even = ([name, value]) => [name, String(value).replace(/\r\n?/g, "\n")];
export const typed = (form) => [...new FormData(form)].filter(own).map(even);

/** What tells one text from another, whatever the page adds of empty rows. */
export const whole = (fields) => JSON.stringify(fields.filter(([, value]) => value !== "").sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)));

/** Tells a text that was sent from any other, in a few letters. */
export function digest(fields) {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (const c of whole(fields)) {
    const code = c.codePointAt(0);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  return `${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}

const KIND = "draft";

export const put = (copy) => device.put(copy.member, KIND, copy.draft, copy);
export const drop = (member, draft) => device.drop(member, KIND, draft);
export const get = (member, draft) => device.get(member, KIND, draft);

/** All records of a member, the latest first. One that cannot be opened any more has no fields. */
export async function all(member) {
  const found = (await device.all(member, KIND)).map(({ name, at, value }) => value ?? { member, draft: name, at, locked: true });
  return found.sort((a, b) => b.at - a.at);
}
