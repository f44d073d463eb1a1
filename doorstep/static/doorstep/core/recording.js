// What happened at a door, as a record: saved, remembered readably for this session, and sent when there is signal.

import { uuid7 } from "./bytes.js";
import { sealPhotos } from "./photo.js";
import { save, unsent } from "./outbox.js";
import { prepareSeal } from "./seal.js";
import { send } from "./send.js";
import { draftName, rememberMine } from "./session.js";

export const UNDO_MS = 60_000;
const BREATH_MS = 250; // first the words that it is saved, then the sending

/** Of what this person recorded here, the standing visit of a door, or undefined. */
export const visitAt = (mine, household) =>
  mine.findLast((one) => one.household === household && one.what === "visit" && !one.undone);

/** Save a visit to a door of the round. Returns what is remembered of it. */
export function recordVisit(state, door, payload) {
  const used = state.mine.some((one) => one.rec === door.rec);
  return record(state, door, "visit", { household: door.household, ...payload }, { rec: used || !door.rec ? uuid7() : door.rec });
}

/** Put another visit in the place of one recorded here. The first stays readable at the office, as withdrawn. */
export async function correctVisit(state, door, before, payload) {
  const replace = { household: door.household, ...payload };
  const made = await record(state, door, "amendment", { of: before.id, reason: "Corrected at the door", replace });
  return strike(state, before, made);
}

/** Take a visit back. */
export async function undoVisit(state, door, before) {
  const made = await record(state, door, "amendment", { of: before.id, reason: "Undone at the door" }, { what: "undo" });
  return strike(state, before, made);
}

function strike(state, before, made) {
  state.mine = state.mine.map((one) => (one.id === before.id ? { ...one, undone: made.id } : one));
  rememberMine(state.project, state.mine);
  return made;
}

/** Save a photo of something at a door; it follows its record piece by piece. */
export async function recordPhoto(state, door, what, photo) {
  const { parts, keys } = await sealPhotos([photo]);
  const of = visitAt(state.mine, door.household)?.id;
  return record(state, door, "photo", { household: door.household, ...(of ? { of } : {}), what, keys }, { parts, what: "photo" });
}

/** Save the answers to a questionnaire asked at a door. */
export function recordAnswers(state, door, sheet, wave, answers) {
  const of = visitAt(state.mine, door.household)?.id;
  const payload = { household: door.household, ...(of ? { of } : {}), questionnaire: sheet.key, version: sheet.version, ...(wave ? { wave } : {}), answers };
  return record(state, door, "answers", payload, { what: "answers" });
}

/** Save that one goes out, stays longer, or is safe. `of`: the record with which the outing began, where this phone made it. */
export function recordTimer(state, said, back_by) {
  const running = timer(state.mine);
  const of = said.state !== "out" && running ? { of: running.of } : {};
  return record(state, null, "check-in", { ...said, ...of }, { what: "timer", more: { said: said.state, back_by, of: of.of } });
}

/** The outing that runs, as this phone knows it: {of, back_by}, or null. */
export function timer(mine) {
  const last = mine.findLast((one) => ["timer", "day"].includes(one.what));
  return !last || last.what === "day" || last.said === "safe" ? null : { of: last.of ?? last.rec, back_by: last.back_by };
}

/** Save the end of the day. Whoever is safe home is not out any more: the office stops the timer as well. */
export function recordDay(state, said) {
  return record(state, null, "day-close", { ...said, on_day: state.today(), unsent: unsent(state).length, safe_home: true }, { what: "day", more: { on_day: state.today() } });
}

async function record(state, door, kind, payload, { rec, parts, what = "visit", more = {} } = {}) {
  const drafts = door ? [draftName(door.household)] : [];
  const entry = await save({ device: state.device.device, kind, rec, record: payload, parts, drafts, app: state.app });
  const visit = payload.replace ?? payload;
  const made = {
    id: entry.id, rec: entry.rec, household: door?.household, what, at: entry.made, outcome: visit.outcome,
    kit: visit.kit_code, registered: visit.registered, ...more,
  }; // prettier-ignore
  state.mine = [...state.mine, made];
  state.entries = [...state.entries, entry];
  rememberMine(state.project, state.mine);
  const { jwk } = state.device.office;
  setTimeout(() => {
    prepareSeal(jwk);
    send();
  }, BREATH_MS);
  return made;
}
