// What happened at a door, as a record: saved, remembered readably for this session, and sent when there is signal.

import { uuid7 } from "./bytes.js";
import { sealPhotos } from "./photo.js";
import { save } from "./outbox.js";
import { send } from "./send.js";
import { draftName, rememberMine } from "./session.js";

export const UNDO_MS = 60_000;

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
  const made = await record(state, door, "amendment", { of: before.rec, reason: "Corrected at the door", replace });
  return strike(state, before, made);
}

/** Take a visit back. */
export async function undoVisit(state, door, before) {
  const made = await record(state, door, "amendment", { of: before.rec, reason: "Undone at the door" }, { what: "undo" });
  return strike(state, before, made);
}

async function strike(state, before, made) {
  state.mine = state.mine.map((one) => (one.id === before.id ? { ...one, undone: made.id } : one));
  await rememberMine(state.project, state.mine);
  return made;
}

/** Save a photo of something at a door; it follows its record piece by piece. */
export async function recordPhoto(state, door, what, photo) {
  const { parts, keys } = await sealPhotos([photo]);
  const of = visitAt(state.mine, door.household)?.rec;
  return record(state, door, "photo", { household: door.household, ...(of ? { of } : {}), what, keys }, { parts, what: "photo" });
}

/** Save the answers to a questionnaire asked at a door. */
export function recordAnswers(state, door, sheet, wave, answers) {
  const of = visitAt(state.mine, door.household)?.rec;
  const payload = { household: door.household, ...(of ? { of } : {}), questionnaire: sheet.key, version: sheet.version, ...(wave ? { wave } : {}), answers };
  return record(state, door, "answers", payload, { what: "answers" });
}

async function record(state, door, kind, payload, { rec, parts, what = "visit" } = {}) {
  const drafts = [draftName(door.household)];
  const entry = await save({ device: state.device.device, kind, rec, record: payload, parts, drafts, app: state.app });
  const visit = payload.replace ?? payload;
  const made = {
    id: entry.id, rec: entry.rec, household: door.household, what, at: entry.made, outcome: visit.outcome,
    kit: visit.kit_code, registered: visit.registered,
  }; // prettier-ignore
  state.mine = [...state.mine, made];
  await rememberMine(state.project, state.mine).catch(() => {}); // the record itself is safe; only its readable copy is not kept
  send();
  return made;
}
