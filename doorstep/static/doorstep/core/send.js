// When the outbox is handed in: after every save, whenever the page comes back into view or the network returns, and by a timer.
// What the browser says about being online is a hint to try, never a reason not to.

import { deposit, handOver, lots, NotNow } from "./deposit.js";
import { adjust, devices } from "./devices.js";
import { ATTENTION, locked, lost, mark, RECEIVED, SAVED, union } from "./outbox.js";
import { receiptHolds } from "./seal.js";
import { sha256 } from "./bytes.js";
import { rows, strictly } from "./store.js";
import { givenOut } from "./witness.js";

const SOONEST_MS = 2_000;
const LATEST_MS = 300_000;
const ASK_EVERY_MS = 60_000;
const HEARD_EVERY_MS = 600_000;
const CHUNK = 262_144;
const wakes = [
  [window, "online"],
  [window, "pageshow"],
  [window, "focus"],
  [document, "visibilitychange"],
];
let wait = SOONEST_MS;
let timer;
let told = () => {};
let version = "";

/** Begin sending. changed: called whenever a record may stand elsewhere than before; app: this page's version. */
export function startSending({ changed, app }) {
  told = changed;
  version = app;
  for (const [where, name] of wakes) where.addEventListener(name, () => document.visibilityState === "visible" && send());
  return send();
}

/** Try now. Only one tab sends; the others look again when it has finished. Never throws. */
export async function send() {
  clearTimeout(timer);
  let idle = 0;
  try {
    idle = await locked("doorstep-send", sendAll);
    wait = SOONEST_MS;
  } catch (fault) {
    if (!(fault instanceof NotNow)) console.warn("doorstep: sending stopped", fault.name);
    wait = Math.min(LATEST_MS, Math.max(wait * 2, (fault.after ?? 0) * 1000));
  }
  timer = setTimeout(send, wait / 2 + Math.random() * (wait / 2) + idle);
  told();
}

/** Returns by how much the next try may wait longer. */
async function sendAll() {
  const doors = (await devices()).map((device) => ({ ...device, given: givenOut(device) })); // before the records: see `lost`
  const entries = await union();
  await withEach(new Set([...doors, ...entries].map((one) => one.project)), (project) => {
    const mine = doors.filter((device) => device.project === project);
    return sendProject(entries.filter((entry) => entry.project === project), mine);
  });
  return idleAfter(entries.filter(({ state }) => state === SAVED));
}

/**
 * With nothing left to send the timer is slow: it only asks after what the office is still working on. Throws NotNow when something
 * that was offered is still only here: the next try waits longer, as after a fault.
 */
async function idleAfter(offered) {
  const ids = new Set(offered.map(({ id }) => id));
  const here = (await rows("outbox")).filter(({ state }) => state === SAVED);
  if (here.some(({ id }) => ids.has(id))) throw new NotNow(200);
  return here.length ? 0 : ASK_EVERY_MS;
}

/** Do `work` with each one, whatever happens with the others, then throw the first fault. */
async function withEach(all, work) {
  const faults = [];
  for (const one of all) await work(one).catch((fault) => faults.push(fault));
  if (faults.length) throw faults[0];
}

/** One project's records through the first of its enrolments that the office still knows; then each enrolment's own gaps. */
async function sendProject(entries, doors) {
  const unsent = entries.filter((entry) => entry.state === SAVED);
  const now = Date.now();
  const ask = entries.filter(({ state, asked = 0 }) => [RECEIVED, ATTENTION].includes(state) && now - asked > ASK_EVERY_MS);
  let refused = null;
  for (const device of doors) {
    const quiet = !unsent.length && !ask.length && now - (device.heard ?? 0) < HEARD_EVERY_MS;
    const owes = (one) => untold(one, entries) && (one === device || !one.refused);
    if (quiet && !doors.some(owes)) return;
    refused = await refusal(device, async () => {
      await sendLots(device, unsent, ask, entries);
      await sendParts(device, entries);
      await withEach(
        doors.filter((other) => other !== device && owes(other)),
        (other) => refusal(other, () => sendLots(other, [], [], entries)),
      );
    });
    if (!refused) return;
  }
  if (refused) throw refused;
}

/** Do `work` with this enrolment. Returns the fault, and notes it, when the office does not know the enrolment any more; else null. */
async function refusal(device, work) {
  try {
    await work();
    return null;
  } catch (fault) {
    if (!(fault instanceof NotNow) || ![401, 403].includes(fault.status)) throw fault;
    await adjust(device.device, { refused: true });
    return fault;
  }
}

/** How many are lost, when the office has not been told yet of exactly so many. */
const untold = (device, entries) => lost(device, entries).length !== (device.lostTold ?? 0);

async function sendLots(device, unsent, ask, entries) {
  const queue = lots(unsent);
  if (!queue.length) queue.push([]);
  while (queue.length) {
    const lot = queue.shift();
    try {
      const said = await deposit({ device, lot, ask: queue.length ? [] : ask, entries, app: version });
      await adjust(device.device, { heard: Date.now(), lostTold: lost(device, entries).length });
      if (said.state === "wipe-reads") dispatchEvent(new CustomEvent("doorstep-wipe", { detail: device.device }));
      told();
    } catch (fault) {
      if (!(fault instanceof NotNow) || ![400, 413].includes(fault.status) || lot.length < 1) throw fault;
      // One record that is not taken never holds up its neighbours: halve, and at the last step over it.
      const half = Math.ceil(lot.length / 2);
      if (lot.length > 1) queue.unshift(lot.slice(0, half), lot.slice(half));
    }
  }
}

/** Photos follow their records, a piece at a time; what the office holds already is not sent again. */
async function sendParts(device, entries) {
  const there = new Map(entries.map((entry) => [entry.id, entry]));
  const waiting = (await rows("parts")).filter((part) => !part.done && there.has(part.env));
  for (const part of waiting) {
    const pieces = Math.ceil(part.bytes.byteLength / CHUNK);
    let have = part.have;
    for (let chunk = 0; chunk < pieces; chunk += 1) {
      if (!have.includes(chunk)) have = await sendChunk(device, part, chunk, have);
    }
    await strictly(["parts"], (transaction) => transaction.objectStore("parts").put({ ...part, have, done: true }));
    await mark({ [part.env]: { arrived: part.n } });
    told();
  }
}

async function sendChunk(device, { env, n, bytes }, chunk, have) {
  const piece = bytes.slice(chunk * CHUNK, (chunk + 1) * CHUNK);
  const hash = await sha256(piece);
  const said = await handOver("PUT", `/deposit/v1/part/${env}/${n}/${chunk}`, device, piece, "application/octet-stream");
  if (!(await receiptHolds(device.token, `${env}/${n}/${chunk}|${hash}|stored`, said?.receipt))) throw new NotNow(200);
  return Array.isArray(said.have) ? said.have : [...have, chunk];
}
