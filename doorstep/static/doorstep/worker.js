// The service worker: keeps the page itself, so that it opens without signal. It never sees a record and keeps no page with a name on it.
// SHELL = {version, files} is written in front of this file by the server; any change in a file is a new version.

/* global SHELL */
const PREFIX = `shell:${new URL(registration.scope).pathname}:`;
const NAME = PREFIX + SHELL.version;

async function fetchAll() {
  const cache = await caches.open(NAME);
  const page = new URL(registration.scope).pathname;
  const answer = await fetch(page, { cache: "no-store", redirect: "error" });
  const isOurs = answer.ok && (await answer.clone().text()).includes(`data-app="${SHELL.version}"`);
  if (!isOurs) throw new Error("not the page of this version");
  await cache.put(page, answer);
  await cache.addAll(SHELL.files);
}

self.addEventListener("install", (event) => event.waitUntil(fetchAll().then(() => self.skipWaiting())));

// Only older shells go. The outbox is a cache as well, and no version of this file may ever touch it.
const dropOlder = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
  await self.clients.claim();
};
self.addEventListener("activate", (event) => event.waitUntil(dropOlder()));

// A shell that is gone or broken is no shell: then the office is asked, and the shell kept anew.
const fromShell = (wanted) => caches.open(NAME).then((cache) => cache.match(wanted)).catch(() => undefined);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const isPage = request.mode === "navigate" && url.pathname === new URL(registration.scope).pathname;
  if (!isPage && !SHELL.files.includes(url.pathname)) return;
  const kept = fromShell(isPage ? url.pathname : request);
  event.respondWith(kept.then((found) => found ?? fetch(request)));
  if (isPage) event.waitUntil(kept.then((found) => found ?? fetchAll().catch(() => {})));
});
