// A photo of a door or lock: taken, made small and stripped on the phone, sealed, and sent after its record.

import { shrink } from "../core/photo.js";
import { recordPhoto } from "../core/recording.js";
import { choose, goTo, h, press } from "../ui.js";
import { doorHead } from "./door.js";

const WHAT = [
  ["door", "Door"],
  ["lock", "Lock"],
  ["window", "Window"],
  ["other", "Something else"],
];

/** Take it, look at it, save it. */
export function photoScreen(state, door) {
  let photo = null;
  const shownAt = h("div", {});
  const words = h("p", { class: "wrong", role: "alert" });
  const what = choose("What does it show?", "what", WHAT, { chips: true });
  what.set("door");
  const save = press("Save this photo", async () => {
    const made = photo && (await state.attempt(() => recordPhoto(state, door, what.value(), photo)));
    if (made) state.go(`#saved/${made.id}`);
  }, "press--main");
  const low = h("div", { class: "low", hidden: true }, save);
  const input = h("input", { type: "file", accept: "image/*", capture: "environment", hidden: true, id: "photo" });
  input.addEventListener("change", async () => {
    words.textContent = "";
    try {
      photo = input.files[0] ? await shrink(input.files[0]) : photo;
      if (photo) shownAt.replaceChildren(photo.preview);
      low.hidden = !photo;
    } catch {
      words.textContent = "This file is no photo that the phone can read.";
    }
  });
  return [
    ...doorHead(door, state),
    h("p", { class: "hint" }, "Only the door, lock or window. No people, no house name, no papers."),
    words,
    shownAt,
    h("label", { class: "press", for: "photo" }, "Take a photo"),
    input,
    what.element,
    low,
    goTo("Back to the door", `#door/${door.position}`, "press--quiet"),
  ];
}
