// After saving: what was kept and where it is, a way back for a slip, and the next door.

import { undoVisit, UNDO_MS } from "../core/recording.js";
import { clock, goTo, h, press } from "../ui.js";
import { where } from "./records.js";
import { nextDoor, shortAddress } from "./round.js";

const WHAT = { photo: "Photo", answers: "Answers", undo: "Taken back" };

/** One record of this session, by its id. */
export function savedScreen(state, id) {
  const made = state.mine.find((one) => one.id === id);
  const door = made && state.round.doors.find((one) => one.household === made.household);
  if (!made || !door) return [h("h1", { tabindex: "-1" }, "Saved"), goTo("The round", "#round", "press--main")];
  const entry = state.entries.find((one) => one.id === id);
  const next = nextDoor(state, door.position);
  const what = WHAT[made.what] ?? state.words.outcomes[made.outcome];
  return [
    h(
      "div",
      { class: "good" },
      h("h1", { tabindex: "-1", class: "saved", role: "status" }, made.undone ? "Taken back" : where(entry).said),
      h("p", {}, h("strong", {}, shortAddress(door)), h("br"), `${what}, ${clock(made.at)}`),
      made.kit ? h("p", {}, `Kit ${made.kit}${made.registered ? ", registered" : ", not registered yet"}`) : null,
    ),
    next ? goTo(`Next: ${shortAddress(next)}`, `#door/${next.position}`, "press--main") : goTo("The round", "#round", "press--main"),
    made.what === "visit" && !made.undone ? putRight(state, door, made) : null,
    goTo("Take a photo here", `#photo/${door.position}`, "press--quiet"),
    next ? goTo("The round", "#round", "press--quiet") : null,
  ].flat();
}

function putRight(state, door, made) {
  const undo = press("Undo", async () => {
    const taken = await state.attempt(() => undoVisit(state, door, made));
    if (taken) state.go(`#door/${door.position}`);
  });
  const tick = () => {
    const left = Math.ceil((made.at + UNDO_MS - Date.now()) / 1000);
    undo.hidden = left <= 0;
    undo.textContent = `Undo (${left} s)`;
    if (left > 0) setTimeout(() => undo.isConnected && tick(), 1000);
  };
  tick();
  const correct = press("Correct this visit", () => state.correct(door, made), "press--quiet");
  return [undo, correct];
}
