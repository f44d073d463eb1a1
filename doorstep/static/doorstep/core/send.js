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
    await locked("doorstep-send", sendAll);
    wait = SOONEST_MS;
    idle = await idleFor();
  } catch (fault) {
    if (!(fault instanceof NotNow)) console.warn("doorstep: sending stopped", fault.name);
    wait = Math.min(LATEST_MS, Math.max(wait * 2, (fault.after ?? 0) * 1000));
  }
  timer = setTimeout(send, wait / 2 + Math.random() * (wait / 2) + idle);
  told();
}

/** With nothing to send the timer is slow: it only asks after what the office is still working on. */
const idleFor = async () => ((await rows("outbox")).some((entry) => entry.state === SAVED) ? 0 : ASK_EVERY_MS);

async function sendAll() {
  const doors = (await devices()).map((device) => ({ ...device, given: givenOut(device) })); // before the records: see `lost`
  const entries = await union();
  await withEach(new Set([...doors, ...entries].map((one) => one.project)), async (project) => {
    const [theirs, mine] = [entries, doors].map((all) => all.filter((one) => one.project === project));
    await sendProject(theirs, mine);
    await allTaken(theirs);
  });
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
    try {
      await sendLots(device, unsent, ask, entries);
      await sendParts(device, entries);
      await tellGaps(doors.filter((other) => other !== device), entries);
      return;
    } catch (fault) {
      if (!isRefusal(fault)) throw fault;
      refused = fault;
      await adjust(device.device, { refused: true });
    }
  }
  if (refused) throw refused;
}

/** Throw NotNow when something of what was to be sent is still only here: the next try waits longer, as after a fault. */
async function allTaken(entries) {
  const ids = new Set(entries.filter(({ state }) => state === SAVED).map(({ id }) => id));
  if (ids.size && (await rows("outbox")).some(({ id, state }) => state === SAVED && ids.has(id))) throw new NotNow(200);
}

/** The office does not know this enrolment any more. */
const isRefusal = (fault) => fault instanceof NotNow && [401, 403].includes(fault.status);

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

const tellGaps = (others, entries) =>
  withEach(others, async (device) => {
    if (device.refused || !untold(device, entries)) return;
    try {
      await sendLots(device, [], [], entries);
    } catch (fault) {
      if (!isRefusal(fault)) throw fault;
      await adjust(device.device, { refused: true });
    }
  });

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
