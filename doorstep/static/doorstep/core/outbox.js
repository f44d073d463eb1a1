// The outbox: finished records, sealed, each in two stores that do not share a file. Saving is a promise: it resolves only when both
// stores have been read back and hold the same bytes.

import { canonical, sha256, uuid7 } from "./bytes.js";
import { remember, SCHEMA } from "./devices.js";
import { seal } from "./seal.js";
import { inOneGo, names, row, rows, strictly } from "./store.js";
import { givenOut, testify, waiting } from "./witness.js";

const CACHE = "outbox";
const BOOT = uuid7();
export const SAVED = "saved"; // on this phone only
export const RECEIVED = "received"; // the office has the bytes
export const APPLIED = "applied"; // and they are in the register
export const ATTENTION = "attention"; // the office has them, and a person there must look
const place = (id) => `/outbox/${id}`;
const partPlace = (id, n) => `/outbox/${id}/part/${n}`;

/** Run `work` alone over all tabs, where the browser can say so. */
export const locked = (name, work) => inOneGo(() => (navigator.locks ? navigator.locks.request(name, work) : work()));

/**
 * Save one record for good. Returns its outbox row once it is in both stores.
 *
 * device: id of the person's enrolment; kind; rec: of what (a new one when left out); record: what is sealed; parts: sealed photos as
 * {bytes, mime}; drafts: names in `reads` that this record finishes. One at a time, over all tabs: each names the one before it.
 */
export const save = (what) =>
  locked("doorstep-save", async () => {
    recovering ??= union().catch(() => {});
    await recovering;
    try {
      return await saveNow(what);
    } catch (fault) {
      recovering = undefined;
      throw fault;
    }
  });

// Before a page's first save, and after one that failed: what only one store has is in both, and its number is not given again.
let recovering;

async function saveNow({ device: name, kind, rec, record, parts = [], drafts = [], app }) {
  const [device, signer, cache] = await Promise.all([row("devices", name), signerOf(name), caches.open(CACHE)]);
  if (!device || !signer) throw new Error("This phone is not set up for you. Sign in again.");
  const id = uuid7();
  const seq = givenOut(device) + 1;
  const hdr = {
    v: 1, id, rec: rec ?? id, kind, device: name, user: device.user, seq, prev: device.prev, wall: `${new Date().toISOString().slice(0, 19)}+00:00`,
    offset_ms: Math.round(device.offset_ms), known: device.known, mono_ms: Math.round(performance.now()), boot: BOOT, app,
    schema: SCHEMA, kid: device.office.kid, parts: await described(parts),
  }; // prettier-ignore
  const { text, sha } = await seal({ hdr, record, office: device.office.jwk, signer });
  const entry = {
    id, device: name, project: device.project, seq, sha, text, kind, rec: hdr.rec, made: Date.now(), state: SAVED, parts: hdr.parts,
  }; // prettier-ignore
  const [next] = await Promise.all([intoDatabase(entry, parts, device, drafts), intoCache(cache, entry, parts)]);
  await readBack(entry);
  remember(next);
  testify(name, seq, waiting(name) + 1);
  return entry;
}

const signers = new Map(); // key pairs by device; they never change, and cannot be taken out

async function signerOf(name) {
  if (!signers.has(name)) {
    const pair = await row("keys", `sign:${name}`);
    if (pair) signers.set(name, pair);
  }
  return signers.get(name);
}

const described = (parts) =>
  Promise.all(
    parts.map(async ({ bytes, mime }, at) => ({ n: at + 1, sha256: await sha256(bytes), size: bytes.byteLength, mime })),
  );

async function intoCache(cache, entry, parts) {
  const { text, ...about } = entry;
  const headers = { "X-About": encodeURIComponent(JSON.stringify(about)) };
  for (const [at, { bytes }] of parts.entries()) await cache.put(partPlace(entry.id, at + 1), new Response(bytes));
  await cache.put(place(entry.id), new Response(text, { headers }));
}

const intoDatabase = (entry, parts, device, drafts) =>
  strictly(["outbox", "parts", "devices", "reads"], async (transaction) => {
    const store = (name) => transaction.objectStore(name);
    const next = { ...device, seq: entry.seq, prev: entry.sha };
    const writes = [store("outbox").add(entry), store("devices").put(next)];
    parts.forEach(({ bytes }, at) => writes.push(store("parts").put({ env: entry.id, n: at + 1, bytes, have: [], done: false })));
    drafts.forEach((draft) => writes.push(store("reads").delete(draft)));
    await Promise.all(writes);
    return next;
  });

/** Look into both stores, afresh, whether they hold it letter by letter. */
async function readBack({ id, text }) {
  const cached = caches.match(place(id), { cacheName: CACHE }).then((found) => found?.text());
  const kept = await Promise.all([row("outbox", id).then((found) => found?.text), cached]);
  if (kept.some((one) => one !== text)) throw new Error("This phone did not keep the record. Use the paper sheet.");
}

/** Everything kept, oldest first, out of either store; what one store lost comes back from the other. */
export async function union() {
  const found = new Map((await rows("outbox")).map((entry) => [entry.id, entry]));
  const cache = await caches.open(CACHE);
  const cached = new Set();
  for (const request of await cache.keys()) {
    const [, id, part] = new URL(request.url).pathname.match(/^\/outbox\/([^/]+)(\/part\/)?/) ?? [];
    if (!id || part) continue;
    cached.add(id);
    if (found.has(id)) continue;
    const entry = await fromCache(cache, request);
    if (entry) {
      found.set(id, entry);
      await intoDatabaseAgain(cache, entry);
    }
  }
  for (const entry of found.values()) if (!cached.has(entry.id)) await intoCacheAgain(cache, entry);
  return [...found.values()].sort((a, b) => a.made - b.made || a.seq - b.seq);
}

async function fromCache(cache, request) {
  const kept = await cache.match(request);
  try {
    const entry = { ...JSON.parse(decodeURIComponent(kept.headers.get("X-About"))), text: await kept.text() };
    return (await sha256(entry.text)) === entry.sha ? entry : null;
  } catch {
    return null; // cut off while it was being written: it was never called saved
  }
}

async function intoDatabaseAgain(cache, entry) {
  const parts = [];
  for (const { n } of entry.parts) {
    const kept = await cache.match(partPlace(entry.id, n));
    if (kept) parts.push({ env: entry.id, n, bytes: new Uint8Array(await kept.arrayBuffer()), have: [], done: false });
  }
  await strictly(["outbox", "parts", "devices"], async (transaction) => {
    const store = (name) => transaction.objectStore(name);
    const device = await store("devices").get(entry.device);
    const writes = [store("outbox").put(entry), ...parts.map((part) => store("parts").put(part))];
    // Cut off before the database had it, its number was given all the same: the next record must not get it again.
    if (device?.seq < entry.seq) writes.push(store("devices").put({ ...device, seq: entry.seq, prev: entry.sha }));
    await Promise.all(writes);
  });
}

async function intoCacheAgain(cache, entry) {
  const parts = (await rows("parts")).filter((part) => part.env === entry.id).sort((a, b) => a.n - b.n);
  await intoCache(cache, entry, parts);
}

/**
 * Change what is known of kept records: {id: changes}. Their sealed text never changes. Only in the database: a record that comes back
 * out of Cache Storage counts as unsent, is offered again, and the office repeats what it said.
 */
export const mark = (changes) =>
  strictly(["outbox"], async (transaction) => {
    const store = transaction.objectStore("outbox");
    for (const [id, change] of Object.entries(changes)) {
      const entry = await store.get(id);
      if (entry) await store.put({ ...entry, ...change });
    }
  });

/** Let a record go for good, out of both stores: the office has it in a tried backup, or has erased it. */
export async function release({ id, device: name, seq }) {
  const keys = (await names("parts")).filter(([env]) => env === id);
  const device = await strictly(["outbox", "parts", "devices"], async (transaction) => {
    await transaction.objectStore("outbox").delete(id);
    for (const key of keys) await transaction.objectStore("parts").delete(key);
    const kept = await transaction.objectStore("devices").get(name);
    if (kept) await transaction.objectStore("devices").put({ ...kept, gone: [...(kept.gone ?? []), seq] });
    return kept && { ...kept, gone: [...(kept.gone ?? []), seq] };
  });
  if (device) remember(device);
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys()) {
    if (new URL(request.url).pathname.startsWith(place(id))) await cache.delete(request);
  }
}

/**
 * Sequence numbers this phone has given out for a device and holds no record of, those let go on purpose left out. device: with `given`,
 * the highest number given out before `entries` were read; what is saved while they are being read is not lost.
 */
export function lost(device, entries) {
  const held = new Set(device.gone ?? []);
  for (const entry of entries) if (entry.device === device.device) held.add(entry.seq);
  return Array.from({ length: device.given }, (_, at) => at + 1).filter((seq) => !held.has(seq));
}

/** What of a project is on this phone only. */
export const unsent = ({ entries, project }) => entries.filter((entry) => entry.state === SAVED && entry.project === project);

/** The sealed records as the text of one file, for the office's Inbox page: the same texts a deposit carries. */
export const asFile = (entries) => canonical({ v: 1, envelopes: entries.map((entry) => entry.text) });
