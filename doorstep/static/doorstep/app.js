// The page at the door: begins everything, knows which screen is due, and draws it. Screens are functions from the state to elements.

import { blankWhenQuiet } from "./core/blank.js";
import { union } from "./core/outbox.js";
import { prepareSeal } from "./core/seal.js";
import { faults } from "./core/selftest.js";
import { startSending } from "./core/send.js";
import { lockWhenOver, onThisPhone, refresh, remembered, shutOut, signOut } from "./core/session.js";
import { inOneGo, rows } from "./core/store.js";
import { answeredScreen } from "./screens/answered.js";
import { closedScreen, dayScreen } from "./screens/day.js";
import { doorScreen } from "./screens/door.js";
import { otherScreen } from "./screens/other.js";
import { photoScreen } from "./screens/photo.js";
import { queueLine, recordScreen, recordsScreen } from "./screens/records.js";
import { roundScreen } from "./screens/round.js";
import { savedScreen } from "./screens/saved.js";
import { lockedScreen, noRoundScreen, unfitScreen } from "./screens/start.js";
import { surveyScreen } from "./screens/survey.js";
import { timerScreen } from "./screens/timer.js";
import { h } from "./ui.js";

const EVERY_MINUTE = 60_000;
const { project, app } = document.body.dataset;
const main = document.querySelector("main");
const line = document.querySelector(".state");
const AT_A_DOOR = { door: doorScreen, answered: answeredScreen, other: otherScreen, photo: photoScreen, survey: surveyScreen };

/** What every screen works with. Nothing in it outlives the page but through the vault and the outbox. */
const state = {
  project,
  app,
  words: JSON.parse(document.getElementById("words").textContent),
  held: null, device: null, round: null, rounds: [], officers: [], questionnaires: [], mine: [], bag: false, day: "", sunset: "",
  entries: [], devices: [], faults: [], correcting: null, installer: null, asking: true,
  draw: () => draw(true),
  go: (hash) => (location.hash === hash ? draw(true) : (location.hash = hash)),
  correct: (door, made) => {
    state.correcting = made;
    state.go(`#door/${door.position}`);
  },
  today: () => state.round?.on_day ?? state.day, // the phone carries rounds of the day only, and its own clock may be wrong
  attempt,
  look: () => look(),
  chooseRound: (id) => look(id),
  signOut: async () => {
    await signOut(app);
    await reload();
    state.go("#round");
  },
}; // prettier-ignore

let saving = Promise.resolve(); // what is being saved just now

/**
 * Do what saves something; when it cannot be saved, say so where nobody overlooks it. Returns what it made, or null. `work` puts what it
 * made into the state as well: nothing is read again before the page says that it is saved.
 */
async function attempt(work) {
  const doing = (async () => work())().then((made) => remembered().then(() => made));
  saving = doing.catch(() => {});
  try {
    const made = await doing;
    drawLine();
    return made;
  } catch (fault) {
    main.prepend(h("p", { class: "heed", "data-tone": "stop", role: "alert", tabindex: "-1" }, `Not saved. ${fault.message}`));
    main.firstChild.focus();
    return null;
  }
}

/** Read again what is on this phone; never what stood there before something was saved. */
async function reload() {
  let before;
  let read;
  do {
    before = saving;
    await before;
    read = await Promise.all([onThisPhone(project), rows("outbox")]);
  } while (before !== saving);
  const [about, entries] = read;
  entries.sort((a, b) => a.made - b.made || a.seq - b.seq);
  Object.assign(state, { rounds: [], officers: [], questionnaires: [], bag: false }, about, { entries });
  drawLine();
}

function drawLine() {
  const { words, tone } = queueLine(state);
  line.firstElementChild.textContent = words;
  line.dataset.tone = tone;
}

/** Which screen is due for the address after the #. */
async function screen() {
  const [name, key, more] = location.hash.slice(1).split("/");
  if (state.faults.length) return unfitScreen(state.faults);
  if (name === "records") return recordsScreen(state);
  if (name === "record") return recordScreen(state, key);
  if (!state.held) return lockedScreen(state);
  if (name === "timer") return timerScreen(state);
  if (name === "day") return state.bag ? dayScreen(state) : roundScreen(state);
  if (name === "closed") return closedScreen(state, key);
  if (!state.round) return noRoundScreen(state);
  if (name === "saved") return savedScreen(state, key);
  const door = state.round.doors.find((one) => String(one.position) === key);
  if (!door || !AT_A_DOOR[name]) {
    state.correcting = null;
    return roundScreen(state);
  }
  return AT_A_DOOR[name](state, door, more);
}

let drawn = 0;
async function draw(moved) {
  const mine = ++drawn;
  const elements = (await screen()).filter(Boolean);
  if (mine !== drawn) return;
  main.replaceChildren(...elements);
  if (!moved) return;
  scrollTo(0, 0);
  main.querySelector("[tabindex='-1']")?.focus({ preventScroll: true });
}

/** Screens that nobody is typing on are drawn again when something changed underneath. */
const isCalm = () => !["answered", "other", "photo", "survey", "day"].includes(location.hash.slice(1).split("/")[0]);

async function changed() {
  await reload();
  if (isCalm()) await draw(false);
}

/** Fetch the round anew, if there is signal and a session. */
async function look(choice) {
  const said = await refresh(project, app, choice).catch((fault) => console.warn("doorstep: round not fetched", fault.name));
  state.out = said === "out";
  state.asking = false;
  await changed();
}

/** Keep this page on the phone, and look whether the office has a newer one. */
const keepPage = () =>
  navigator.serviceWorker?.register("/sw.js", { scope: `/${project}/doorstep/`, updateViaCache: "none" }).then(
    (registration) => registration.update().catch(() => {}),
    (fault) => console.warn("doorstep: no service worker", fault.name),
  );

async function begin() {
  await reload();
  await draw(true);
  document.documentElement.dataset.ready = "1";
  keepPage(); // not before the round is there to be read
  if (state.device) prepareSeal(state.device.office.jwk);
  if (await lockWhenOver(app)) await changed(); // what had run out was not shown before either
  state.faults = await faults();
  if (state.faults.length) return draw(true);
  await union();
  await changed();
  await look();
  await startSending({ changed, app });
  document.documentElement.dataset.settled = "1";
}

addEventListener("hashchange", () => draw(true));
addEventListener("doorstep-wipe", ({ detail }) => shutOut(detail, app).then(changed));
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  state.installer = () => event.prompt().then(() => (state.installer = null)).then(changed);
});
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
setInterval(async () => (await lockWhenOver(app)) && changed(), EVERY_MINUTE);
document.getElementById("hide").addEventListener("click", blankWhenQuiet(document.getElementById("cover"), document.getElementById("page")));
inOneGo(begin).catch((fault) => {
  state.faults = [`It could not open its storage (${fault.name}).`];
  draw(true);
});
