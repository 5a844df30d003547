// Answers in the place of a network that is not there: with the files of the program, and with a log page that knows
// nobody. No page of a member is ever kept here. The server writes FILES, PAGES, LOG and VERSION above this line.

/* global FILES, PAGES, LOG, VERSION */

const SHELF = `ryokai-${VERSION}`;
const LANG = "ryokai-lang";

async function stock() {
  await (await caches.open(SHELF)).addAll([...FILES, ...Object.values(PAGES)]);
  await self.skipWaiting();
}

async function clear() {
  for (const name of await caches.keys()) {
    if (name.startsWith("ryokai-") && ![SHELF, LANG].includes(name)) await caches.delete(name);
  }
  await self.clients.claim();
}

async function file(request) {
  return (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);
}

/** The log page without a network, in the language of whoever was signed in last. */
async function page(request) {
  if (new URL(request.url).pathname !== LOG) return Response.redirect(LOG);
  const lang = await (await caches.match(new URL("/lang", location.href), { cacheName: LANG }))?.text();
  return (await caches.match(PAGES[lang] ?? Object.values(PAGES)[0])) ?? Response.error();
}

self.addEventListener("install", (event) => event.waitUntil(stock()));
self.addEventListener("activate", (event) => event.waitUntil(clear()));
self.addEventListener("message", (event) => {
  const noted = caches.open(LANG).then((cache) => cache.put(new URL("/lang", location.href), new Response(event.data.lang)));
  event.waitUntil(noted);
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => page(request)));
});
