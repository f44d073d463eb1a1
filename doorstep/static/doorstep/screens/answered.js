// Someone answered: the pack first, with its kit, and what else was offered. A pack handed over and registered is five taps and a code.

import { canScan, scan } from "../core/scan.js";
import { draftOf, keepDraft } from "../core/session.js";
import { choose, field, h, press } from "../ui.js";
import { doorHead, keepVisit } from "./door.js";
import { alongside } from "./alongside.js";

const FORM = "answered";

/** The form. What is typed is kept, encrypted, at every change. */
export async function answeredScreen(state, door) {
  const { words } = state;
  const kit = kitFields(door);
  const changed = () => {
    kit.element.hidden = pack.value() !== "done";
    keepDraft(door.household, FORM, fields()).catch(() => {});
  };
  const pack = choose(words.pack.label, "pack", words.pack.choices, { changed });
  const offers = words.offers.map((offer) => [offer.kind, choose(offer.label, offer.kind, offer.choices, { hint: offer.hint, changed })]);
  const more = alongside(state, changed);
  const fields = () => ({
    pack: pack.value(), ...kit.values(), ...Object.fromEntries(offers.map(([kind, offer]) => [kind, offer.value()])), ...more.values(),
  }); // prettier-ignore
  kit.element.addEventListener("input", changed);
  const begun = await draftOf(door.household);
  if (begun?.kind === FORM) {
    pack.set(begun.fields.pack);
    kit.set(begun.fields);
    offers.forEach(([kind, offer]) => offer.set(begun.fields[kind]));
    more.set(begun.fields);
  }
  kit.element.hidden = pack.value() !== "done";
  pack.element.addEventListener("change", () => !kit.element.hidden && kit.focus());
  const save = async () => {
    if (kit.wrong(pack.value() === "done") || more.wrong()) return;
    await keepVisit(state, door, asVisit(fields()));
  };
  return [
    ...doorHead(door, state),
    pack.element,
    kit.element,
    h("details", { open: begun && offers.some(([, offer]) => offer.value()) }, h("summary", {}, "Surveys and support offered"), offers.map(([, offer]) => offer.element)),
    more.element,
    h("div", { class: "low" }, press("Save this visit", save, "press--main")),
  ];
}

/** What the form says, as the payload of a visit. */
export function asVisit({ pack, kit_code, registered, again_reason, officer, officer_minutes, note, ...others }) {
  const said = { pack, ...others };
  const offers = Object.fromEntries(Object.entries(said).filter(([, outcome]) => outcome && outcome !== "not_offered"));
  const handed = pack === "done" ? { kit_code: kit_code.toUpperCase(), registered: Boolean(registered) } : {};
  return {
    outcome: "answered", offers, ...handed, ...(pack === "done" && again_reason ? { again_reason } : {}),
    ...(note ? { note } : {}), ...(officer ? { officer: Number(officer), officer_minutes: Number(officer_minutes) } : {}),
  }; // prettier-ignore
}

function kitFields(door) {
  const code = field("Kit code", { name: "kit_code", class: "code", maxlength: "30", autocapitalize: "characters", spellcheck: "false" }, { hint: "On the box. Never write down the PIN." });
  const registered = choose("", "registered", [["yes", "Registered online here and now"]], { kind: "checkbox" });
  const again = door.had_pack ? field("Why does this home get another pack?", { name: "again_reason", maxlength: "200" }) : null;
  const element = h("div", { class: "inside" }, again?.element, code.element, canScan() ? scanner(code) : null, registered.element);
  const values = () => ({ kit_code: code.value(), registered: registered.value().length ? "yes" : "", again_reason: again?.value() ?? "" });
  return {
    element,
    values,
    focus: () => code.input.focus(),
    set: (fields) => {
      code.set(fields.kit_code);
      registered.set(fields.registered);
      again?.set(fields.again_reason);
    },
    wrong(handed) {
      if (!handed) return false;
      if (again?.wrong(again.value() ? "" : "Say why it gets another")) return true;
      return code.wrong(registered.value().length && !code.value() ? "Enter the kit code: a kit cannot be registered without it" : "");
    },
  };
}

function scanner(code) {
  const video = h("video", { hidden: true, muted: true, playsinline: true });
  const words = h("p", { class: "wrong", role: "alert" });
  let stop;
  const button = press("Scan it with the camera", async () => {
    stop = new AbortController();
    addEventListener("hashchange", () => stop.abort(), { once: true });
    video.hidden = false;
    words.textContent = "";
    try {
      const found = await scan(video, stop.signal);
      if (found) code.set(found);
      code.input.dispatchEvent(new Event("input", { bubbles: true }));
    } catch {
      words.textContent = "The camera could not be used. Type the code.";
    }
    video.hidden = true;
  }, "press--quiet");
  return h("div", {}, video, words, button);
}
