// Before the first door: what this phone cannot do, who must sign in, or that there is no round.

import { unsent } from "../core/outbox.js";
import { finishSignOut, hasSignal } from "../core/session.js";
import { goTo, h, press } from "../ui.js";
import { sendsByItself } from "./records.js";
import { ownDay } from "./round.js";

/** The phone is not fit: said in the morning, with the way out. */
export const unfitScreen = (faults) => [
  h("h1", { tabindex: "-1" }, "This phone cannot record visits"),
  h("ul", {}, faults.map((fault) => h("li", {}, fault))),
  h("div", { class: "heed" }, h("p", {}, "Take the printed round today. The office types it in afterwards.")),
  h("p", {}, "Another browser on this phone may do: Chrome on Android; on an iPhone, Safari from the home screen."),
];

/** Nobody is signed in on this phone. */
export function lockedScreen(state) {
  return [
    h("h1", { tabindex: "-1" }, state.asking ? "Looking for your round" : "Sign in to see your round"),
    state.asking ? h("p", { role: "status" }, "The office is being asked.") : null,
    unsent(state).length ? h("p", {}, `What was recorded is still on this phone, locked. It will ${sendsByItself(state) ? "send by itself" : "be sent when you sign in"}.`) : null,
    h("p", {}, "Signing in needs signal. The round then stays on the phone for 12 hours."),
    press("Sign in", () => signIn(state), state.asking ? "press--quiet" : "press--main"),
    h("p", { class: "wrong", role: "alert", id: "no-signal" }),
    state.entries.length ? goTo("Records and sending", "#records", "press--quiet") : null,
  ];
}

/** Whoever was here before is signed out at the office first: the next person must not walk in as them. Without signal this page stays. */
async function signIn({ project }) {
  if ((await finishSignOut()) && (await hasSignal())) location.assign(`/sign-in/?next=/${project}/doorstep/`);
  else document.getElementById("no-signal").textContent = "There is no signal here. Until there is, write on the paper sheet.";
}

/** Signed in, and nothing to walk. */
export const noRoundScreen = (state) => [
  h("h1", { tabindex: "-1" }, "You have no round today"),
  h("p", {}, "The coordinator makes rounds under “Rounds”. When yours is there, look again."),
  press("Look again", state.look, "press--main"),
  ownDay(state),
  goTo("Records and sending", "#records", "press--quiet"),
  press("Sign out of this phone", state.signOut, "press--quiet press--danger"),
];
