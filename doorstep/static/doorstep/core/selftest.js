// What this page needs, tried before the first door: a phone that cannot keep a record must say so in the morning.

import { hex } from "./bytes.js";
import { drop, keep, row } from "./store.js";

const CACHE = "selftest";
const SIZE = 1024 * 1024;
const PATIENCE_MS = 1_000;

/** What is missing, in words; an empty list when everything is there. */
export async function faults() {
  const missing = [];
  if (!isSecureContext || !globalThis.crypto?.subtle) missing.push("It cannot seal records (no encryption in this browser).");
  if (!("serviceWorker" in navigator)) missing.push("It cannot open this page without signal.");
  if (!("indexedDB" in globalThis) || !("caches" in globalThis)) missing.push("It has no storage for records.");
  if (!AbortSignal.timeout || !Array.prototype.findLast) missing.push("It is too old: bring the phone up to date.");
  if (onlyATab()) missing.push("On an iPhone this page works only from the home screen: press Share, then “Add to Home Screen”, and open it there.");
  if (missing.length) return missing;
  try {
    await remembers();
  } catch (fault) {
    missing.push(`It does not keep what is written to its storage (${fault.name}). Private browsing or a full phone does this.`);
  }
  return missing;
}

/** Safari throws a tab's storage away after seven days; a page on the home screen keeps it. */
const onlyATab = () => "standalone" in navigator && /iPhone|iPad/.test(navigator.userAgent) && !navigator.standalone;

async function remembers() {
  const bytes = new Uint8Array(SIZE);
  for (let at = 0; at < SIZE; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  const wanted = hex(await crypto.subtle.digest("SHA-256", bytes));
  await keep("reads", bytes, "selftest");
  const cache = await caches.open(CACHE);
  await cache.put("/selftest", new Response(bytes));
  const kept = [await row("reads", "selftest"), await (await cache.match("/selftest")).arrayBuffer()];
  await drop("reads", "selftest");
  await caches.delete(CACHE);
  for (const back of kept) {
    if (hex(await crypto.subtle.digest("SHA-256", back)) !== wanted) throw new Error("changed");
  }
}

/**
 * Ask the browser not to throw the storage away. What it answers is reported, never relied on: null where it does not answer at once, as
 * Firefox, which first asks the person. The phone is set up all the same.
 */
export function askToPersist() {
  const asked = Promise.resolve(navigator.storage?.persist?.() ?? false).catch(() => false);
  return Promise.race([asked, new Promise((done) => setTimeout(done, PATIENCE_MS, null))]);
}
