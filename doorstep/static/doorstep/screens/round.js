// The round: the next door on top, every door below, and where each stands.

import { timer, visitAt } from "../core/recording.js";
import { clock, count, day, goTo, h, press, tag } from "../ui.js";

const TONES = { done: "done", call_back: "wait", stopped: "stop", no_home: "stop" };
const CLOSED = ["stopped", "no_home"];

/** Is there nothing left to do at this door today? */
export const isDone = (door, mine) => door.state === "done" || CLOSED.includes(door.state) || Boolean(visitAt(mine, door.household));

/** The first open door after `position`, from the beginning again at the end; null when all are done. */
export function nextDoor({ round, mine }, position = 0) {
  const open = round.doors.filter((door) => !isDone(door, mine));
  return open.find((door) => door.position > position) ?? open[0] ?? null;
}

/** The list of doors. */
export function roundScreen(state) {
  const { round, mine, words } = state;
  const done = round.doors.filter((door) => isDone(door, mine)).length;
  const next = nextDoor(state);
  return [
    h("h1", { tabindex: "-1" }, `${day(round.on_day)}, ${words.parts[round.part_of_day]}`),
    h("p", {}, `${done} of ${count(round.doors.length, "door")} done`),
    state.out ? h("p", {}, h("a", { href: `/sign-in/?next=/${state.project}/doorstep/` }, "Sign in again"), " to see what the office has changed since.") : null,
    next ? goTo(`Next: ${shortAddress(next)}`, `#door/${next.position}`, "press--main") : allDone(),
    h("ul", { class: "doors" }, round.doors.map((door) => doorLine(door, state))),
    state.rounds?.length > 1 ? otherRounds(state) : null,
    ownDay(state),
    state.installer ? press("Put this page on the home screen", state.installer, "press--quiet") : null,
    goTo("Records and sending", "#records", "press--quiet"),
    press("Sign out of this phone", state.signOut, "press--quiet press--danger"),
  ];
}

/** What is about the person and not about a door: the timer and the end of the day. */
export function ownDay(state) {
  const out = timer(state.mine);
  const words = out ? `Check-in timer: back by ${clock(out.back_by)}` : "Check-in timer";
  return h("div", {}, goTo(words, "#timer", "press--quiet"), state.bag ? goTo("Close the day", "#day", "press--quiet") : null);
}

const allDone = () => h("div", { class: "good" }, h("p", {}, "Every door of this round is done."));

/** The first piece of an address, as it is called out in the street. */
export const shortAddress = (door) => door.address.split(", ").slice(0, /^(flat|room)/i.test(door.address) ? 2 : 1).join(", ");

function doorLine(door, { mine, words }) {
  const visit = visitAt(mine, door.household);
  const [label, tone] = visit ? [words.outcomes[visit.outcome], "done"] : [words.states[door.state], TONES[door.state]];
  const notes = [door.code, door.caution && `caution ${[...door.caution].join(", ")}`, door.had_pack && "has a pack"];
  return h(
    "li",
    {},
    h("a", { href: `#door/${door.position}` }, h("strong", {}, shortAddress(door)), h("span", {}, notes.filter(Boolean).join(" · ")), tag(label, tone)),
  );
}

function otherRounds({ rounds, round, chooseRound }) {
  const others = rounds.filter((other) => other.id !== round.id);
  const words = (other) => `${day(other.on_day)}, ${count(other.doors, "door")}`;
  return [h("h2", {}, "Your other rounds"), others.map((other) => press(words(other), () => chooseRound(other.id), "press--quiet"))].flat();
}
