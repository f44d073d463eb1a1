// Every record and where it is. Nothing here can be lost by pressing: there is no button that deletes.

import { APPLIED, asFile, ATTENTION, RECEIVED, SAVED, unsent } from "../core/outbox.js";
import { send } from "../core/send.js";
import { clock, count, day, goTo, h, press, tag } from "../ui.js";
import { shortAddress } from "./round.js";

const WORDS = {
  [SAVED]: { tag: "Saved on this phone", said: "Saved on this phone. Not sent yet.", tone: "wait" },
  [RECEIVED]: { tag: "Received by the office", said: "Received by the office", tone: "done" },
  [APPLIED]: { tag: "Applied", said: "Received and applied", tone: "done" },
  [ATTENTION]: { tag: "Needs attention at the office", said: "Received. Needs attention at the office.", tone: "wait" },
};
const KINDS = { visit: "Visit", amendment: "Correction", photo: "Photo", answers: "Answers", draft: "Unfinished", "day-close": "End of the day", "check-in": "Check-in" };

const OWN = ["day-close", "check-in"]; // about the person, at no door

/** Where a record is: {tag, said, tone}. */
export const where = (entry) => WORDS[entry?.state ?? SAVED];

/** Can this phone hand in what it holds with nobody signed in? Not when the office, or the phone itself, knows no enrolment of it any more. */
export const sendsByItself = ({ devices, project }) => devices.some((device) => device.project === project && !device.refused);

/** The line at the top of every screen: what waits, in words. Returns {words, tone}. */
export function queueLine(state) {
  const { entries, devices, held, project } = state;
  const left = unsent(state).length;
  const lost = devices.reduce((sum, device) => sum + (device.project === project ? (device.lost ?? 0) : 0), 0);
  if (lost) return { words: `${count(lost, "record")} of this phone ${lost === 1 ? "is" : "are"} missing. The office knows.`, tone: "stop" };
  if (left && !sendsByItself(state)) return { words: `Sign in to send ${count(left, "record")}`, tone: "wait" };
  if (left && !held) return { words: `${count(left, "record")} still on this phone, locked. ${left === 1 ? "It will send by itself" : "They will send by themselves"}.`, tone: "wait" };
  if (left) return { words: `${count(left, "record")} saved on this phone, not sent yet`, tone: "wait" };
  return entries.length ? { words: "Everything has reached the office", tone: "done" } : { words: "Nothing recorded yet", tone: "" };
}

/** All records, newest first. */
export function recordsScreen(state) {
  const own = state.entries.filter((entry) => entry.project === state.project).reverse();
  const waiting = unsent(state);
  return [
    h("h1", { tabindex: "-1" }, "Records and sending"),
    h("p", { role: "status" }, queueLine(state).words),
    waiting.length ? press("Try to send now", send, "press--main") : null,
    h("ul", { class: "doors" }, own.map((entry) => recordLine(entry, state))),
    waiting.length ? [h("h2", {}, "No signal for days?"), h("p", {}, "Save the sealed records as a file and give it to the coordinator. Only the office can open it, and nothing is recorded twice."), press("Export sealed records", () => exportFile(waiting), "press--quiet")] : null,
    goTo(state.round ? "The round" : "Back", "#round", "press--quiet"),
  ].flat();
}

function recordLine(entry, state) {
  const made = state.mine.find((one) => one.id === entry.id);
  const door = made && state.round?.doors.find((one) => one.household === made.household);
  const what = made?.outcome ? state.words.outcomes[made.outcome] : OWN.includes(entry.kind) ? "" : KINDS[entry.kind];
  const { tag: words, tone } = where(entry);
  const photos = entry.parts.length ? `${entry.arrived ?? 0} of ${count(entry.parts.length, "photo")} arrived` : "";
  const notes = [what, `${dayOf(entry)}${clock(entry.made)}`, made?.undone && "taken back", photos, entry.words];
  const inside = [h("strong", {}, door ? shortAddress(door) : OWN.includes(entry.kind) ? KINDS[entry.kind] : `Record ${entry.seq}, locked`), h("span", {}, notes.filter(Boolean).join(" · ")), tag(words, tone)];
  return h("li", {}, h("a", { href: door ? `#record/${entry.id}` : "#records" }, inside));
}

const dayOf = (entry) => {
  const made = new Date(entry.made).toLocaleDateString("sv-SE");
  return made === new Date().toLocaleDateString("sv-SE") ? "" : `${day(made, { day: "numeric", month: "short" })}, `;
};

/** One record: where it is, why, and what can be done. */
export function recordScreen(state, id) {
  const entry = state.entries.find((one) => one.id === id);
  const made = state.mine.find((one) => one.id === id);
  const door = made && state.round?.doors.find((one) => one.household === made.household);
  if (!entry || !door) return recordsScreen(state);
  const actions = [];
  if (entry.state === SAVED) actions.push(press("Try to send it now", send, "press--main"));
  if (made.what === "visit" && !made.undone) actions.push(press("Correct this visit", () => state.correct(door, made), "press--quiet"));
  return [
    h("h1", { tabindex: "-1" }, shortAddress(door)),
    h("div", { class: entry.state === SAVED || entry.state === ATTENTION ? "heed" : "good" }, h("p", { role: "status" }, where(entry).said)),
    entry.words ? h("p", {}, entry.words) : null,
    entry.state === ATTENTION ? h("p", {}, "The coordinator sees this and settles it. You need do nothing.") : null,
    h("p", {}, `${made.outcome ? state.words.outcomes[made.outcome] : KINDS[entry.kind]}, ${clock(entry.made)}`),
    actions,
    goTo("Records and sending", "#records", "press--quiet"),
  ].flat();
}

async function exportFile(entries) {
  const file = new File([asFile(entries)], `sealed-records-${new Date().toISOString().slice(0, 10)}.json`, { type: "application/json" });
  if (navigator.canShare?.({ files: [file] }) && matchMedia("(pointer: coarse)").matches) {
    const shared = await navigator.share({ files: [file] }).then(() => true, (fault) => fault.name === "AbortError");
    if (shared) return;
  }
  const link = h("a", { href: URL.createObjectURL(file), download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
