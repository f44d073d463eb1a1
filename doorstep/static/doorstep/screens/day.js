// Close the day in three plain steps: the bag, what is still on the phone, safe home. What the books say is not shown: a bag is counted,
// not copied. The office never refuses it; a count that differs goes to the coordinator.

import { unsent } from "../core/outbox.js";
import { recordDay } from "../core/recording.js";
import { send } from "../core/send.js";
import { count, day, field, goTo, h, press } from "../ui.js";
import { queueLine, where } from "./records.js";

const MOST_PACKS = 1000;
let run = { step: 0, counted: "", explanation: "" }; // while the page is open

/** The step that is due. */
export function dayScreen(state) {
  const step = [bagStep, sendStep, homeStep][run.step];
  const back = run.step ? press("Back", () => move(state, -1), "press--quiet") : goTo("The round", "#round", "press--quiet");
  const head = [h("p", { class: "quiet" }, `Close the day, ${day(state.today())}`), h("p", { class: "quiet" }, `Step ${run.step + 1} of 3`)];
  return [...head, ...step(state), back].filter(Boolean);
}

function move(state, by) {
  run.step += by;
  return state.draw();
}

function bagStep(state) {
  const counted = field("How many packs are in your bag?", { name: "counted", inputmode: "numeric", maxlength: "4", class: "code" }, { hint: "Count them. No pack: 0." });
  const why = field("Anything to say about it?", { name: "explanation", maxlength: "200", rows: "2" }, { tag: "textarea", hint: "If packs are missing or too many, and you know why. Nothing about who lives where." });
  counted.set(run.counted);
  why.set(run.explanation);
  const forward = () => {
    const good = /^\d+$/.test(counted.value()) && Number(counted.value()) <= MOST_PACKS;
    if (counted.wrong(good ? "" : "Enter how many packs lie in the bag")) return null;
    Object.assign(run, { counted: counted.value(), explanation: why.value() });
    return move(state, 1);
  };
  return [h("h1", { tabindex: "-1" }, "Your bag"), counted.element, why.element, press("Next", forward, "press--main")];
}

function sendStep(state) {
  const left = unsent(state).length;
  const again = async () => {
    await send();
    await state.draw();
  };
  return [
    h("h1", { tabindex: "-1" }, left ? `${count(left, "record")} still on this phone` : "This phone is empty"),
    h("p", { role: "status" }, queueLine(state).words),
    left ? h("p", {}, "Go where there is signal and send. Where there is none, go on: they are safe here, send by themselves, and the office sees which are missing.") : null,
    left ? press("Try to send now", again) : null,
    press("Next", () => move(state, 1), "press--main"),
  ];
}

function homeStep(state) {
  const close = async () => {
    const said = { counted: Number(run.counted), ...(run.explanation ? { explanation: run.explanation } : {}) };
    const made = await state.attempt(() => recordDay(state, said));
    if (!made) return;
    run = { step: 0, counted: "", explanation: "" };
    state.go(`#closed/${made.id}`);
  };
  return [
    h("h1", { tabindex: "-1" }, "Are you safe home?"),
    h("p", {}, `${count(Number(run.counted), "pack")} in the bag.${run.explanation ? ` “${run.explanation}”` : ""}`),
    press("I am safe home: close the day", close, "press--main"),
  ];
}

/** The day is closed, and where that record is. */
export function closedScreen(state, id) {
  const entry = state.entries.find((one) => one.id === id);
  return [
    h("div", { class: "good" }, h("h1", { tabindex: "-1", class: "saved" }, "The day is closed. Good night."), h("p", { role: "status" }, where(entry).said)),
    h("p", {}, "If the bag differs from the books the coordinator settles it. You need do nothing."),
    goTo("Records and sending", "#records", "press--quiet"),
    goTo("The round", "#round", "press--quiet"),
  ];
}
