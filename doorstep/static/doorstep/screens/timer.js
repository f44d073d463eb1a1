// The check-in timer: out, out longer, safe. What is said here reaches the office with the next signal, never sooner, and the page says so.

import { recordTimer, timer } from "../core/recording.js";
import { choose, clock, goTo, h, press } from "../ui.js";
import { where } from "./records.js";

let beside = ""; // who comes along, while the page is open

/** Start it, or, while it runs, stay longer or be safe. */
export function timerScreen(state) {
  const out = timer(state.mine);
  return [...(out ? running(state, out) : idle(state)), goTo("The round", "#round", "press--quiet")];
}

const say = (state, said, back_by) => async () => {
  const made = await state.attempt(() => recordTimer(state, said, back_by));
  if (made) state.go("#timer");
};

const later = (from, minutes) => from + minutes * 60_000;

function idle(state) {
  const { words, officers, sunset } = state;
  const names = [["", "Nobody"], ...officers.map(({ id, initials }) => [String(id), initials])];
  const who = choose("Who comes with you?", "companion", names, { chips: true, changed: () => (beside = who.value()) });
  who.set(beside);
  const leave = ([minutes, label]) =>
    press(label, () => say(state, { state: "out", minutes, ...(beside ? { companion: Number(beside) } : {}) }, later(Date.now(), minutes))());
  const last = state.mine.findLast((one) => one.what === "timer");
  return [
    h("h1", { tabindex: "-1", class: last ? "saved" : null }, last ? "You are safe" : "Check-in timer"),
    last ? told(state, last) : h("p", {}, "Say when you are back. If nobody has heard from you by then, the coordinator is told."),
    dark(words, sunset),
    officers.length ? who.element : null,
    h("h2", {}, "I go out now, for"),
    words.timer.out.map(leave),
    h("p", { class: "hint" }, "It begins at the office when this phone has signal. Where there is none, ring the coordinator."),
    last ? null : press("I am safe (timer started elsewhere)", say(state, { state: "safe" }), "press--quiet"),
  ].flat().filter(Boolean);
}

function running(state, out) {
  const late = Date.now() > out.back_by;
  const longer = ([minutes, label]) =>
    press(`${label} longer`, () => say(state, { state: "longer", minutes }, later(Math.max(Date.now(), out.back_by), minutes))());
  return [
    h("h1", { tabindex: "-1", class: "saved" }, late ? `You were expected back at ${clock(out.back_by)}` : `Back by ${clock(out.back_by)}`),
    late ? h("p", { class: "heed", "data-tone": "stop" }, "The coordinator is told that nobody has heard from you. Say that you are safe, or stay longer.") : null,
    told(state, state.mine.findLast((one) => one.what === "timer")),
    press("I am safe", say(state, { state: "safe" }), "press--main"),
    state.words.timer.longer.map(longer),
    dark(state.words, state.sunset),
    h("p", {}, "In danger, ring 999. This timer does not ring for help."),
  ].flat().filter(Boolean);
}

const told = (state, made) => h("p", { role: "status" }, where(state.entries.find((entry) => entry.id === made.id)).said);

const dark = (words, sunset) => (sunset ? h("p", { class: "quiet" }, `Sunset ${sunset}. ${words.timer.dark}`) : null);
