// The enrolments on this phone: one for each person and project. A row lives in the database and, for the day the database is
// destroyed, in local storage as well: with it the sealed records still arrive and the office learns what is missing.

import { makeSigningKey, publicHalf } from "./seal.js";
import { keep, row, rows, strictly } from "./store.js";

const COPY = "doorstep-device:";
export const SCHEMA = 1; // of the payloads this page makes

/** All enrolments, newest first, those only local storage remembers included (they can send, and no longer sign). */
export const devices = async () => withCopies(await rows("devices")).sort(newestFirst);

/** These rows, and after them what only local storage remembers. */
function withCopies(found) {
  const known = new Set(found.map(({ device }) => device));
  const all = [...found];
  for (let at = 0; at < localStorage.length; at += 1) {
    const name = localStorage.key(at);
    if (!name.startsWith(COPY) || known.has(name.slice(COPY.length))) continue;
    try {
      all.push(JSON.parse(localStorage.getItem(name)));
    } catch {
      // cut off while being written
    }
  }
  return all;
}

const newestFirst = (a, b) => b.enrolled - a.enrolled;

/** The enrolment of this person on this project that can still sign, or undefined. */
export async function deviceOf(project, user) {
  const mine = (await rows("devices")).filter((device) => device.project === project && device.user === user);
  for (const device of mine.sort(newestFirst)) if (await row("keys", `sign:${device.device}`)) return device;
  return undefined;
}

/** Change an enrolment. The sequence number is never part of `changes`: only saving a record moves it. */
export async function adjust(name, changes) {
  const changed = await strictly(["devices"], async (transaction) => {
    const store = transaction.objectStore("devices");
    const device = (await store.get(name)) ?? (await devicesCopy(name));
    if (!device) return null;
    const next = { ...device, ...changes };
    await store.put(next);
    return next;
  });
  if (changed) remember(changed);
  return changed;
}

const devicesCopy = (name) => JSON.parse(localStorage.getItem(COPY + name) ?? "null");

/** Write the copy outside the database. */
export function remember(device) {
  try {
    localStorage.setItem(COPY + device.device, JSON.stringify(device));
  } catch {
    // full: the database has it
  }
}

/**
 * Enrol this phone for the person who is signed in. `ask(path, body)` posts JSON with the session. Returns the new row.
 * Only after the office has answered is anything kept, and the key in the same transaction as the row.
 */
export async function enrol({ project, ask, persisted, app }) {
  const pair = await makeSigningKey();
  const answer = await ask("enrol/", { v: 1, name: nameOfPhone(), sign: await publicHalf(pair), persisted, app });
  const device = {
    device: answer.device, project, user: answer.user, token: answer.token, office: answer.seal, epoch: answer.epoch,
    known: answer.now, offset_ms: Date.parse(answer.now) - Date.now(), seq: 0, prev: "", enrolled: Date.now(),
  }; // prettier-ignore
  await strictly(["devices", "keys"], async (transaction) => {
    await transaction.objectStore("devices").put(device);
    await transaction.objectStore("keys").put(pair, `sign:${device.device}`);
  });
  remember(device);
  return device;
}

/** All enrolments as `devices` has them; what only local storage remembers is put back into the database. */
export async function recoverDevices() {
  const found = await rows("devices");
  const all = withCopies(found);
  for (const device of all.slice(found.length)) await keep("devices", device);
  return all.sort(newestFirst);
}

const nameOfPhone = () => {
  const match = navigator.userAgent.match(/\(([^)]*)\)/);
  return (match?.[1] ?? "Phone").slice(0, 60);
};
