// What somebody is writing, kept on this device: one record for each draft, under the member who writes it. Nobody
// else's pages ask for it. A record goes when its session is saved, when its member signs out, and after thirty days.

const AGE = 30 * 24 * 60 * 60 * 1000;

/** What a page notes of itself and nobody typed. */
export const NOTED = ["csrf", "act", "draft", "draft-version"];

const own = ([name]) => !NOTED.includes(name);
const even = ([name, value]) => [name, String(value).replace(/\r\n?/g, "\n")];
export const typed = (form) => [...new FormData(form)].filter(own).map(even);

/** What tells one text from another, whatever the page adds of empty rows. */
export const whole = (fields) => JSON.stringify(fields.filter(([, value]) => value !== "").sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)));

let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("ryokai", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("copy", { keyPath: ["member", "draft"] });
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => resolve(asked.result);
  }).then(async (db) => { await sweep(db); return db; });
  return opened;
}

function done(transaction, answer = () => undefined) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(answer());
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

function sweep(db) {
  const transaction = db.transaction("copy", "readwrite");
  const copies = transaction.objectStore("copy");
  copies.openCursor().onsuccess = ({ target: { result: at } }) => {
    if (!at) return;
    if (at.value.at < Date.now() - AGE) at.delete();
    at.continue();
  };
  return done(transaction);
}

async function write(act) {
  const transaction = (await open()).transaction("copy", "readwrite");
  act(transaction.objectStore("copy"));
  // The browser writes it down even if this page dies at the next moment.
  transaction.commit?.();
  return done(transaction);
}

export const put = (copy) => write((copies) => copies.put(copy));
export const drop = (member, draft) => write((copies) => copies.delete([member, draft]));
export const clear = (member) => write((copies) => copies.delete(IDBKeyRange.bound([member], [member, []])));

export async function get(member, draft) {
  const transaction = (await open()).transaction("copy");
  const asked = transaction.objectStore("copy").get([member, draft]);
  return done(transaction, () => asked.result);
}

/** All records of a member, the latest first. */
export async function all(member) {
  const transaction = (await open()).transaction("copy");
  const asked = transaction.objectStore("copy").getAll(IDBKeyRange.bound([member], [member, []]));
  return done(transaction, () => asked.result.sort((a, b) => b.at - a.at));
}
