// One deposit: sealed records handed in, and what the office's answer makes of each. Only a verdict with a valid receipt counts;
// a page of the pub's wireless network, whatever its status, is no receipt. Contract: docs/deposit.md.

import { adjust } from "./devices.js";
import { APPLIED, ATTENTION, lost, mark, RECEIVED, release, SAVED } from "./outbox.js";
import { receiptHolds } from "./seal.js";
import { testify } from "./witness.js";

const URL_OF_DEPOSIT = "/deposit/v1";
const MOST = 50;
const MOST_BYTES = 1_000_000;
const MOST_ASKED = 200;
const PATIENCE_MS = 30_000;
const WEEK_MS = 7 * 24 * 3_600_000;
const STATES = { accepted: APPLIED, conflict: APPLIED, attention: ATTENTION, stored: RECEIVED };

/** The answer did not come from the office, or says to come later. `status`: of the answer, 0 for none; `after`: seconds to wait. */
export class NotNow extends Error {
  constructor(status, after = 0) {
    super(`deposit ${status}`);
    this.status = status;
    this.after = after;
  }
}

/** Records in lots of at most 50 and 1 MB, in order. */
export function lots(entries) {
  const found = [];
  let lot = [];
  let size = 0;
  for (const entry of entries) {
    const more = entry.text.length + 64 + (entry.text.match(/"/g)?.length ?? 0);
    if (lot.length && (lot.length === MOST || size + more > MOST_BYTES)) {
      found.push(lot);
      lot = [];
      size = 0;
    }
    lot.push(entry);
    size += more;
  }
  if (lot.length) found.push(lot);
  return found;
}

/**
 * Hand in one lot and ask after others. entries: everything of this phone; device: whose token opens the door, with `given` as `lost`
 * wants it. Returns the office's word on the device. Throws NotNow; then nothing has changed.
 */
export async function deposit({ device, lot, ask = [], entries, app }) {
  const missing = lost(device, entries);
  const body = {
    v: 1,
    envelopes: lot.map((entry) => entry.text),
    ask: ask.slice(0, MOST_ASKED).map(({ id, sha }) => ({ id, sha })),
    phone: {
      unsent: entries.filter((entry) => entry.state === SAVED && entry.device === device.device && !lot.includes(entry)).length, // besides these
      seq: Math.max(0, ...entries.filter((entry) => entry.device === device.device).map((entry) => entry.seq)),
      witness: device.given,
      lost: missing.length,
      app,
    },
  };
  const answer = await handOver("POST", URL_OF_DEPOSIT, device, JSON.stringify(body), "application/json");
  if (answer?.v !== 1 || !Array.isArray(answer.verdicts) || typeof answer.device !== "object") throw new NotNow(200);
  const heard = await heed(answer, device, [...lot, ...body.ask]);
  await note(answer, device, missing, entries, heard);
  return answer.device ?? {};
}

/** Send something with the device's token and read JSON back. Throws NotNow for anything else. */
export async function handOver(method, path, device, body, type) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      body,
      credentials: "omit",
      redirect: "error",
      cache: "no-store",
      headers: { Authorization: `Deposit ${device.device}.${device.token}`, "Content-Type": type },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    throw new NotNow(0);
  }
  if (answer.status !== 200) throw new NotNow(answer.status, Number(answer.headers.get("Retry-After")) || 0);
  try {
    return await answer.json();
  } catch {
    throw new NotNow(200); // HTML, or cut off
  }
}

/** Take in the verdicts. Returns {id: changes} of the records they are about. */
async function heed(answer, device, offered) {
  const ids = new Map(offered.map(({ id, sha }) => [sha, id]));
  const changes = {};
  const erased = [];
  for (const said of answer.verdicts) {
    const id = ids.get(said?.sha);
    if (!id || !(await receiptHolds(device.token, `${said.id}|${said.sha}|${said.verdict}`, said.receipt))) continue;
    if (said.verdict === "already-erased") erased.push(id);
    else if (said.verdict === "unknown") changes[id] = { state: SAVED };
    else if (STATES[said.verdict]) {
      changes[id] = {
        state: STATES[said.verdict], received: said.received, code: said.code, words: said.text, asked: Date.now(),
        soft: said.verdict === "conflict", token: device.device,
      }; // prettier-ignore
    }
  }
  await mark(changes);
  for (const id of erased) {
    const entry = offered.find((known) => known.id === id);
    if (entry.seq) await release(entry);
  }
  return changes;
}

/** What the office says besides the verdicts: its clock, its epoch, what is safe in a backup, and what it never got. */
async function note(answer, device, missing, entries, heard) {
  const { highest_seq = 0, missing: never = [] } = answer.device ?? {};
  const gone = missing.filter((seq) => seq > highest_seq || never.includes(seq));
  const restored = Boolean(device.epoch) && answer.epoch !== device.epoch;
  if (restored) await offerAgain(entries, device.project);
  await adjust(device.device, {
    epoch: answer.epoch, known: answer.now, offset_ms: Date.parse(answer.now) - Date.now(), lost: gone.length,
    refused: false, secured: answer.secured_through ?? device.secured ?? "",
  }); // prettier-ignore
  const waits = (entry) => (heard[entry.id]?.state ?? entry.state) === SAVED && entry.device === device.device;
  testify(device.device, 0, entries.filter(waits).length);
  await letGo(entries, device.project, answer.secured_through);
}

/** The office came back from a backup: everything it may have lost is offered again. Repeating a deposit is harmless. */
const offerAgain = (entries, project) =>
  mark(
    Object.fromEntries(
      entries
        .filter((entry) => entry.project === project && entry.state !== SAVED)
        .map((entry) => [entry.id, { state: SAVED, securedAt: undefined }]),
    ),
  );

/** Sent copies go a week after they are known to be in a backup that was restored on trial. */
async function letGo(entries, project, secured) {
  if (!secured) return;
  const safe = entries.filter(
    (entry) => entry.project === project && entry.state !== SAVED && entry.received && Date.parse(entry.received) < Date.parse(secured),
  );
  const fresh = safe.filter((entry) => !entry.securedAt);
  await mark(Object.fromEntries(fresh.map(({ id }) => [id, { securedAt: Date.now() }])));
  for (const entry of safe) if (entry.securedAt && Date.now() - entry.securedAt > WEEK_MS) await release(entry);
}
