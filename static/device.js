// Keeps on this device what somebody is typing. No other script touches the stores of the browser. Every record is
// encrypted with the key of the member who wrote it; a signed-in page gets that key from the server, and no script can
// read it back. It goes when its member signs out, and when somebody else signs in: what is left of a member can then
// be opened only after they have signed in again. A record goes after thirty days, or at a moment of its own.

const AGE = 30 * 24 * 60 * 60 * 1000;
// Readable records of earlier versions.
const [OLD, OLD_PREFIX] = ["copy", "ryokai-typed "];

const channel = new BroadcastChannel("ryokai-device");
const [keys, out] = [new Map(), new Set()];
channel.onmessage = ({ data }) => { keys.delete(data); out.add(data); };

let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("ryokai", 2);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("key", { keyPath: "member" });
      asked.result.createObjectStore("sealed", { keyPath: ["member", "kind", "name"] });
    };
    // A page of an earlier version holds the store: this one keeps nothing, and says so.
    asked.onblocked = () => reject(new Error("the store is held by an older page"));
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
  }).then(async (db) => { await sweep(db); return db; }).catch((e) => { opened = undefined; throw e; });
  return opened;
}

function done(transaction, answer = () => undefined) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(answer());
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

const over = ({ at, until }) => at < Date.now() - AGE || until < Date.now();
const stores = (db) => [...db.objectStoreNames];
const of = (member) => IDBKeyRange.bound([member], [member, []]);

function sweep(db) {
  const names = stores(db).filter((name) => name !== "key");
  const transaction = db.transaction(names, "readwrite");
  for (const name of names) {
    transaction.objectStore(name).openCursor().onsuccess = ({ target: { result: at } }) => {
      if (!at) return;
      if (over(at.value)) at.delete();
      at.continue();
    };
  }
  return done(transaction);
}

async function write(name, act) {
  const transaction = (await open()).transaction(name, "readwrite");
  act(transaction.objectStore(name));
  // The browser writes it down even if this page dies at the next moment.
  transaction.commit?.();
  return done(transaction);
}

async function read(name, ask) {
  const transaction = (await open()).transaction(name);
  const asked = ask(transaction.objectStore(name));
  return done(transaction, () => asked.result);
}

// ---- keys -----------------------------------------------------------------------------------------------------------

/** The key of a member: as this device has it, or from the server. */
function key(member) {
  if (!globalThis.crypto?.subtle) return Promise.reject(new Error("nothing can be encrypted here"));
  if (out.has(member)) return Promise.reject(new Error("signed out"));
  if (!keys.has(member)) {
    keys.set(member, held(member).catch((e) => { keys.delete(member); throw e; }));
  }
  return keys.get(member);
}

async function held(member) {
  const found = (await read("key", (all) => all.get(member)))?.key ?? await given(member);
  await migrate(member, found);
  return found;
}

async function given(member) {
  const address = document.querySelector("[data-device-key]")?.dataset.deviceKey;
  if (!address) throw new Error("this page has no key to ask for");
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  const told = answer.ok ? await answer.json() : {};
  if (told.member !== member) throw new Error("the server gives no key of this member");
  const bytes = Uint8Array.from(atob(told.key), (letter) => letter.charCodeAt(0));
  const made = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  // One key is on the device: that of the member who is signed in.
  await write("key", (all) => { all.clear(); all.put({ member, key: made }); });
  return made;
}

const bound = (record) => new TextEncoder().encode(JSON.stringify([record.member, record.kind, record.name]));

async function seal(secret, [member, kind, name], value) {
  const record = { member, kind, name, at: value.at, until: value.until, iv: crypto.getRandomValues(new Uint8Array(12)) };
  const text = new TextEncoder().encode(JSON.stringify(value));
  record.box = await crypto.subtle.encrypt({ name: "AES-GCM", iv: record.iv, additionalData: bound(record) }, secret, text);
  return record;
}

/** What was sealed; undefined for what this key does not open. */
async function unseal(secret, record) {
  const { iv, box } = record;
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bound(record) }, secret, box).catch(() => null);
  return text === null ? undefined : JSON.parse(new TextDecoder().decode(text));
}

// ---- readable records of earlier versions ---------------------------------------------------------------------------

const typedOf = (member) => Object.keys(localStorage).filter((name) => name.startsWith(`${OLD_PREFIX}${member} `));

/** Encrypts what an earlier version has left readable, and takes the readable record away. */
async function migrate(member, secret) {
  const db = await open();
  const copies = stores(db).includes(OLD) ? await read(OLD, (all) => all.getAll(of(member))) : [];
  for (const copy of copies) {
    const sealed = await seal(secret, [member, "draft", copy.draft], copy);
    await write("sealed", (all) => all.put(sealed));
    await write(OLD, (all) => all.delete([member, copy.draft]));
  }
  for (const name of typedOf(member)) {
    const copy = JSON.parse(localStorage.getItem(name));
    const sealed = await seal(secret, [member, "typed", name.slice(OLD_PREFIX.length + member.length + 1)], copy);
    await write("sealed", (all) => all.put(sealed));
    localStorage.removeItem(name);
  }
}

// ---- records --------------------------------------------------------------------------------------------------------

let turn = Promise.resolve();

/** Lets one act follow the other, so that the later text is the one that stays. */
function inTurn(act) {
  const acted = turn.then(act);
  turn = acted.catch(() => {});
  return acted;
}

// What waits for its turn to be written: of one record the latest text alone.
const waiting = new Map();

export function put(member, kind, name, value) {
  const id = JSON.stringify([member, kind, name]);
  const before = waiting.get(id);
  if (before) {
    before.value = value;
    return before.acted;
  }
  const next = { value };
  waiting.set(id, next);
  next.acted = inTurn(async () => {
    waiting.delete(id);
    const sealed = await seal(await key(member), [member, kind, name], next.value);
    await write("sealed", (all) => all.put(sealed));
  });
  return next.acted;
}

export function drop(member, kind, name) {
  waiting.delete(JSON.stringify([member, kind, name]));
  return inTurn(() => write("sealed", (all) => all.delete([member, kind, name])));
}

export async function get(member, kind, name) {
  const secret = await key(member);
  const record = await read("sealed", (all) => all.get([member, kind, name]));
  return record && !over(record) ? unseal(secret, record) : undefined;
}

/** All records of one kind that a member has here: each with its text, or without where the key does not open it. */
export async function all(member, kind) {
  const secret = await key(member);
  const records = await read("sealed", (kept) => kept.getAll(IDBKeyRange.bound([member, kind], [member, kind, []])));
  return Promise.all(records.map(async ({ name, at, ...record }) => ({ name, at, value: await unseal(secret, { name, ...record }) })));
}

/** Takes away all that a member has here, the key first; other pages of theirs keep nothing more. */
export const clear = (member) => inTurn(async () => {
  out.add(member);
  keys.delete(member);
  channel.postMessage(member);
  for (const name of typedOf(member)) localStorage.removeItem(name);
  const names = stores(await open());
  await write("key", (all) => all.delete(member));
  for (const name of names.filter((one) => one !== "key")) await write(name, (all) => all.delete(of(member)));
});

/** Whose texts this device keeps: the member who signed in last and has not signed out. */
export const whose = async () => (await read("key", (all) => all.getAll()))[0]?.member;

/** Nobody is signed in: the key goes. What is kept opens again once its member has signed in. */
export const lock = () => write("key", (all) => all.clear());

/** Has the key of a member at hand before it is needed; the keys of others go. */
export const ready = (member) => key(member).then(() => undefined);
