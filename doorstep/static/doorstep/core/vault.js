// What a person may read on this phone, encrypted under a session key that cannot be taken out and dies with the session.

import { utf8 } from "./bytes.js";
import { drop, keep, keepCopy, names, row, strictly } from "./store.js";

export const HOURS = 12;
const SESSION = "session";
const ALGORITHM = { name: "AES-GCM", length: 256 };

/**
 * Begin or prolong a session after an online sign-in. `who` is the device the person signed in on; somebody else's session is
 * never continued. until: milliseconds, at most 12 hours from now.
 */
export async function openVault(who, until) {
  const held = await row("keys", SESSION);
  const limit = Math.min(until, Date.now() + HOURS * 3_600_000);
  if (held?.who === who) return keep("keys", { ...held, until: limit }, SESSION);
  await emptyVault();
  const key = await crypto.subtle.generateKey(ALGORITHM, false, ["encrypt", "decrypt"]);
  return keep("keys", { key, who, until: limit }, SESSION);
}

/** The session: {key, who, until}, or null when there is none or it has run out. */
export async function session() {
  const held = await row("keys", SESSION);
  return held && Date.now() < held.until ? held : null;
}

/** The session even when its time is up: only for sealing the drafts of somebody whose time ran out. */
export const lastSession = () => row("keys", SESSION);

/** Is there anything here that the session's end should have taken away? */
export async function hasRunOut() {
  const held = await row("keys", SESSION);
  return Boolean(held) && Date.now() >= held.until;
}

/** Keep a value a person may read. Throws when there is no session. */
export async function keepReadable(name, value) {
  const held = await session();
  if (!held) throw new Error("Nobody is signed in on this phone");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, held.key, utf8(JSON.stringify(value)));
  await keepCopy("reads", { iv, data }, name);
}

/** A value kept before, or null: none such, no session, or kept under another key. */
export async function readable(name, held) {
  held ??= await session();
  return held && opened(await row("reads", name), held);
}

/** The same of a row that has been read already. */
export async function opened(kept, { key }) {
  if (!kept) return null;
  try {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, key, kept.data)));
  } catch {
    return null;
  }
}

/** Names of what is kept that begin with `prefix`. */
export async function readableNames(prefix) {
  return (await names("reads")).filter((name) => name.startsWith(prefix));
}

/** Forget one value. */
export const forget = (name) => drop("reads", name);

/** Destroy the session key and everything under it. What waits to be sent is not touched: it is sealed, and needs neither. */
export function emptyVault() {
  return strictly(["keys", "reads"], async (transaction) => {
    await transaction.objectStore("keys").delete(SESSION);
    await transaction.objectStore("reads").clear();
  });
}
