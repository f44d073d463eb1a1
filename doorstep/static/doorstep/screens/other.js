// Everything else that can happen at a door.

import { draftOf, keepDraft } from "../core/session.js";
import { choose, day, field, h, press } from "../ui.js";
import { alongside } from "./alongside.js";
import { doorHead, keepVisit } from "./door.js";

const FORM = "other";
const DAYS_SHOWN = 7;

/** A call-back, a refusal, an empty house, or no house at all. */
export async function otherScreen(state, door) {
  const { words } = state;
  const changed = () => {
    when.element.hidden = outcome.value() !== "call_back";
    keepDraft(door.household, FORM, fields()).catch(() => {});
  };
  const outcome = choose("What happened at the door?", "outcome", words.others, { changed });
  const when = callBack(words, state.today(), changed);
  const more = alongside(state, changed);
  const fields = () => ({ outcome: outcome.value(), ...when.values(), ...more.values() });
  const begun = await draftOf(door.household);
  if (begun?.kind === FORM) {
    outcome.set(begun.fields.outcome);
    when.set(begun.fields);
    more.set(begun.fields);
  }
  when.element.hidden = outcome.value() !== "call_back";
  const fault = h("p", { class: "wrong", role: "alert" });
  const save = async () => {
    const said = fields();
    fault.textContent = said.outcome ? "" : "Choose what happened at the door";
    if (!said.outcome || (said.outcome === "call_back" && when.wrong()) || more.wrong()) return;
    await keepVisit(state, door, asVisit(said));
  };
  return [
    ...doorHead(door, state),
    fault,
    outcome.element,
    when.element,
    more.element,
    h("div", { class: "low" }, press("Save this visit", save, "press--main")),
  ];
}

function asVisit({ outcome, call_back_on, call_back_time, officer, officer_minutes, note }) {
  const later = outcome === "call_back" ? { call_back_on, ...(call_back_time ? { call_back_time } : {}) } : {};
  return {
    outcome, ...later, ...(note ? { note } : {}),
    ...(officer ? { officer: Number(officer), officer_minutes: Number(officer_minutes) } : {}),
  }; // prettier-ignore
}

function callBack(words, today, changed) {
  const short = { weekday: "short", day: "numeric" };
  const days = Array.from({ length: DAYS_SHOWN }, (_, ahead) => {
    const date = new Date(`${today}T12:00:00Z`);
    date.setUTCDate(date.getUTCDate() + ahead + 1);
    return date.toISOString().slice(0, 10);
  });
  const chips = [...days.map((date) => [date, day(date, short)]), ["later", "Another day"]];
  const on = choose("Call back on", "call_back_chip", chips, { chips: true, changed: () => show() });
  const date = field("Which day?", { name: "call_back_on", type: "date", min: today });
  const time = choose("Best time", "call_back_time", words.times, { chips: true, changed });
  const element = h("div", { class: "inside" }, on.element, date.element, time.element);
  const show = () => {
    date.element.hidden = on.value() !== "later";
    changed();
  };
  date.element.hidden = true;
  date.input.addEventListener("change", changed);
  const chosen = () => (on.value() === "later" ? date.value() : on.value());
  return {
    element,
    values: () => ({ call_back_on: chosen(), call_back_time: time.value() }),
    set({ call_back_on: kept, call_back_time }) {
      if (kept) on.set(days.includes(kept) ? kept : "later");
      date.set(kept);
      date.element.hidden = on.value() !== "later";
      time.set(call_back_time);
    },
    wrong() {
      if (chosen() && chosen() >= today) return false;
      date.element.hidden = false;
      if (!on.value()) on.set("later");
      return date.wrong(chosen() ? "Choose today or a later day" : "Choose the day to call back");
    },
  };
}
