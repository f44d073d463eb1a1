// The phone's database. Upgrades only ever add: what an older version of this page saved, every later one still finds.

import { openDB, wrap } from "../../vendor/idb/idb.js";

const NAME = "doorstep";
const VERSION = 1;
const SPARE = "spare";
const UNOPENABLE = "UnknownError";
let bucket; // held on to: once the browser tidies it away, no transaction in it ends any more
const underway = new Set(); // transactions, to be given up when the page is left
let unfinished = 0; // pieces of work that read or write several things
let opened;

/**
 * Stores, each with what it holds:
 *   outbox   sealed records by id, with where each is: saved, received, applied, attention
 *   parts    sealed photos by [record, number], in pieces sent one by one
 *   devices  by id: token, office key, last sequence number; nothing that reads anything
 *   keys     by name: CryptoKeys that cannot be taken out
 *   reads    by name: what a person may read, encrypted under the session key; gone with it
 */
function upgrade(db, from) {
  if (from < 1) {
    db.createObjectStore("outbox", { keyPath: "id" });
    db.createObjectStore("parts", { keyPath: ["env", "n"] });
    db.createObjectStore("devices", { keyPath: "device" });
    db.createObjectStore("keys");
    db.createObjectStore("reads");
  }
}

const forgotten = () => (opened = undefined);

function database() {
  opened ??= openDB(NAME, VERSION, { upgrade, blocking: close, terminated: forgotten }).then(inItsPlace, spare);
  opened.catch(forgotten);
  return opened;
}

/** Nothing a person may read stays in a spare that is not needed any more. */
function inItsPlace(db) {
  navigator.storageBuckets?.delete(SPARE).catch(() => {});
  return db;
}

/**
 * Chromium can neither open nor throw away a database of which one small file was destroyed. A storage bucket has files of its own and can
 * be thrown away: the page goes on in one, and what was recorded comes back out of Cache Storage (0281).
 */
async function spare(fault) {
  if (fault.name !== UNOPENABLE || !navigator.storageBuckets) throw fault;
  try {
    return await inBucket();
  } catch (again) {
    if (again.name !== UNOPENABLE) throw again;
    await navigator.storageBuckets.delete(SPARE);
    return inBucket();
  }
}

async function inBucket() {
  bucket = await navigator.storageBuckets.open(SPARE);
  const asked = bucket.indexedDB.open(NAME, VERSION);
  asked.onupgradeneeded = ({ oldVersion }) => upgrade(asked.result, oldVersion);
  const db = await wrap(asked);
  db.onversionchange = close;
  db.onclose = forgotten;
  return db;
}

/** Let go of the database, so that a newer version of this page may upgrade it. */
export async function close() {
  const db = opened;
  opened = undefined;
  (await db)?.close();
}

async function begin(...how) {
  const transaction = (await database()).transaction(...how);
  const over = () => underway.delete(transaction);
  underway.add(transaction);
  transaction.done.then(over, over);
  return transaction;
}

function giveUp(transaction) {
  try {
    transaction.abort();
  } catch {
    // it has ended already, or is being finished without the page
  }
}

// WebKit keeps the transactions of a page that is left open, and the next page's writing waits behind them. So a page that is left gives
// them up, as a browser does when it throws a page away. It writes nothing more, and begins anew if it is brought back (0280).
// So does a page left in the middle of a piece of work: Firefox never answers what it had asked Cache Storage for.
let givenUp = false;
addEventListener("pagehide", () => {
  givenUp = underway.size + unfinished > 0;
  underway.forEach(giveUp);
  close();
  if (givenUp) opened = new Promise(() => {});
});
addEventListener("pageshow", () => givenUp && location.reload());

/** Do `work()`, which a page that is left in the middle of it must begin anew. Returns what it returns. */
export async function inOneGo(work) {
  unfinished += 1;
  try {
    return await work();
  } finally {
    unfinished -= 1;
  }
}

async function change(stores, work, durability) {
  const transaction = await begin(stores, "readwrite", { durability });
  try {
    const result = await work(transaction);
    await transaction.done;
    return result;
  } catch (fault) {
    giveUp(transaction);
    await transaction.done.catch(() => {});
    throw fault;
  }
}

/** Do `work(transaction)` on these stores and return only when the disk has it. */
export const strictly = (stores, work) => change(stores, work, "strict");

const read = async (store, ask) => ask((await begin(store)).store);

/** One row, or undefined. */
export const row = (store, key) => read(store, (kept) => kept.get(key));

/** Every row of a store. */
export const rows = (store) => read(store, (kept) => kept.getAll());

/** The key of every row of a store. */
export const names = (store) => read(store, (kept) => kept.getAllKeys());

/** Keep one row; `key` only for stores without a key of their own. */
export const keep = (store, value, key) =>
  strictly([store], (transaction) => transaction.objectStore(store).put(value, key));

/** Keep one row that is only a copy: no need to wait for the disk. */
export const keepCopy = (store, value, key) =>
  change([store], (transaction) => transaction.objectStore(store).put(value, key), "relaxed");

/** Drop one row. */
export const drop = (store, key) =>
  strictly([store], (transaction) => transaction.objectStore(store).delete(key));
