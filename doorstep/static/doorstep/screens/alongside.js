// What any visit may carry besides: the officer who walked along, and a note.

import { count, field, h } from "../ui.js";

const MOST_MINUTES = 240;

/** Officer, minutes and note in a part of the form that opens. Returns {element, values(), set(fields), wrong()}. */
export function alongside({ officers = [], words }, changed) {
  const names = [["", "Nobody"], ...officers.map(({ id, initials }) => [String(id), initials])];
  const officer = field("Which officer was with you?", { name: "officer" }, { tag: "select", choices: names });
  const minutes = field("For how many minutes?", { name: "officer_minutes", inputmode: "numeric", maxlength: "3" });
  const note = field("Note", { name: "note", maxlength: "500", rows: "2" }, { tag: "textarea", hint: words.noteHint });
  const element = h("details", {}, h("summary", {}, "Add an officer or a note"), officers.length ? [officer.element, minutes.element] : null, note.element);
  element.addEventListener("input", changed);
  const values = () => ({ officer: officer.value(), officer_minutes: officer.value() ? minutes.value() : "", note: note.value() });
  return {
    element,
    values,
    set(fields) {
      officer.set(fields.officer);
      minutes.set(fields.officer_minutes);
      note.set(fields.note);
      element.open = Object.values(values()).some(Boolean);
    },
    wrong() {
      if (!officer.value()) return false;
      const number = Number(minutes.value());
      const good = Number.isInteger(number) && number >= 1 && number <= MOST_MINUTES;
      if (!good) element.open = true;
      return minutes.wrong(good ? "" : `Enter how many minutes, up to ${count(MOST_MINUTES, "minute")}`);
    },
  };
}
