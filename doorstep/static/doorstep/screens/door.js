// One door: nobody came (one tap), someone answered, or something else.

import { correctVisit, recordVisit, visitAt } from "../core/recording.js";
import { draftOf } from "../core/session.js";
import { count, goTo, h, press } from "../ui.js";

/** The head of every screen at a door: where one stands, and what to heed. Codes only: a neighbour may read over the shoulder. */
export function doorHead(door, { correcting }) {
  const cautions = [...(door.caution ?? "")];
  return [
    h("h1", { tabindex: "-1" }, door.address),
    cautions.length ? h("p", { class: "heed" }, `Caution ${cautions.join(", ")}: see your card before you knock`) : null,
    door.state === "stopped" ? h("p", { class: "heed", "data-tone": "stop" }, "Do not call: this home has asked not to be visited again.") : null,
    correcting ? h("p", { class: "heed" }, "You are correcting what you recorded here. Record it again as it really was.") : null,
  ];
}

/** Save what happened, or say why not; then on to the page that says it is saved. */
export async function keepVisit(state, door, payload) {
  const before = state.correcting;
  const made = await state.attempt(() => (before ? correctVisit(state, door, before, payload) : recordVisit(state, door, payload)));
  if (!made) return;
  state.correcting = null;
  state.go(`#saved/${made.id}`);
}

/** The buttons of one door. */
export async function doorScreen(state, door) {
  const { words, correcting } = state;
  const before = visitAt(state.mine, door.household);
  const begun = await draftOf(door.household);
  const quick = words.quick.map(([outcome, label]) => press(label, () => keepVisit(state, door, { outcome }), ""));
  const tries = door.tries ? `Tried ${count(door.tries, "time")} before` : "First visit to this home";
  return [
    ...doorHead(door, state),
    h("p", { class: "quiet" }, [tries, door.had_pack ? "has had a pack" : "", door.code].filter(Boolean).join(" · ")),
    before && !correcting ? already(state, before) : null,
    begun ? h("p", { class: "heed" }, "You began to record this door. What you typed is still there.") : null,
    goTo("Someone answered", `#answered/${door.position}`, "press--main"),
    h("div", { class: "two" }, quick),
    goTo("Call back, refusal, empty home or something else", `#other/${door.position}`),
    state.questionnaires?.length ? state.questionnaires.map((sheet) => goTo(sheet.title, `#survey/${door.position}/${sheet.key}`, "press--quiet")) : null,
    goTo("Take a photo", `#photo/${door.position}`, "press--quiet"),
  ].flat();
}

const already = ({ words }, before) =>
  h(
    "div",
    { class: "good" },
    h("p", {}, "You recorded here: ", h("strong", {}, words.outcomes[before.outcome])),
    h("p", {}, h("a", { href: `#saved/${before.id}` }, "See it, or put it right")),
  );
