// The phone's database. Upgrades only ever add: what an older version of this page saved, every later one still finds.

import { openDB } from "../../vendor/idb/idb.js";

const NAME = "doorstep";
const VERSION = 1;
const STRICT = { durability: "strict" };
let opened;

/**
 * Stores, each with what it holds:
 *   outbox   sealed records by id, with where each is: saved, received, applied, attention
 *   parts    sealed photos by [record, number], in pieces sent one by one
 *   devices  by id: token, office key, last sequence number; nothing that reads anything
 *   keys     by name: CryptoKeys that cannot be taken out
 *   reads    by name: what a person may read, encrypted under the session key; gone with it
 */
export function database() {
  opened ??= openDB(NAME, VERSION, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore("outbox", { keyPath: "id" });
        db.createObjectStore("parts", { keyPath: ["env", "n"] });
        db.createObjectStore("devices", { keyPath: "device" });
        db.createObjectStore("keys");
        db.createObjectStore("reads");
      }
    },
    blocking: () => close(),
    terminated: () => (opened = undefined),
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

/** Let go of the database, so that a newer version of this page may upgrade it. */
export async function close() {
  const db = opened;
  opened = undefined;
  (await db)?.close();
}

/** Do `work(transaction)` on these stores and return only when the disk has it. */
export async function strictly(stores, work) {
  const transaction = (await database()).transaction(stores, "readwrite", STRICT);
  try {
    const result = await work(transaction);
    await transaction.done;
    return result;
  } catch (fault) {
    try {
      transaction.abort();
    } catch {
      // it has ended already
    }
    await transaction.done.catch(() => {});
    throw fault;
  }
}

/** One row, or undefined. */
export const row = async (store, key) => (await database()).get(store, key);

/** Every row of a store. */
export const rows = async (store) => (await database()).getAll(store);

/** Keep one row; `key` only for stores without a key of their own. */
export const keep = (store, value, key) =>
  strictly([store], (transaction) => transaction.objectStore(store).put(value, key));

/** Drop one row. */
export const drop = (store, key) =>
  strictly([store], (transaction) => transaction.objectStore(store).delete(key));
