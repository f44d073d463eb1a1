// Building blocks of the screens. Text goes in as text, never as HTML. Every field says autocomplete="off": what stands in any other one
// a browser writes into its session files, in the open, to bring it back after a crash (the vault does that here).

/** An element: h("p", { class: "quiet" }, "words"). Functions become listeners; true, false and null set, leave out and leave out. */
export function h(tag, about = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(about ?? {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A large button. `work` may be asynchronous; until it is done a second press does nothing. */
export function press(words, work, kind = "") {
  const button = h("button", { type: "button", class: `press ${kind}` }, words);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    try {
      await work();
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
  return button;
}

/** A large link within the page. */
export const goTo = (words, hash, kind = "") => h("a", { href: hash, class: `press ${kind}` }, words);

/** A short word about where something stands. tone: done, wait, stop or nothing. */
export const tag = (words, tone = "") => h("strong", { class: "tag", "data-tone": tone }, words);

/** One question with its choices as large radios. choices: [[value, words, hint?]]. Returns {element, value(), set(value)}. */
export function choose(words, name, choices, { hint, chips, changed, kind = "radio" } = {}) {
  const set = h("fieldset", { class: chips ? "" : null }, words ? h("legend", {}, words) : null, hint ? h("p", { class: "hint" }, hint) : null);
  const list = h("div", { class: chips ? "chips" : null });
  for (const [value, label, more] of choices) {
    const box = h("input", { type: kind, name, value, autocomplete: "off" });
    list.append(h("label", { class: "choice" }, box, h("span", {}, label, more ? h("small", {}, more) : null)));
  }
  set.append(list);
  set.addEventListener("change", () => changed?.());
  const boxes = [...list.querySelectorAll("input")];
  const ticked = () => boxes.filter((box) => box.checked).map((box) => box.value);
  return {
    element: set,
    value: () => (kind === "radio" ? (ticked()[0] ?? "") : ticked()),
    set: (value) => boxes.forEach((box) => (box.checked = [value].flat().includes(box.value))),
  };
}

/** A field with its label above it. Returns {element, input, value(), set(value), wrong(words)}. */
export function field(words, about = {}, { hint, tag: name = "input", choices } = {}) {
  const id = `f-${about.name}`;
  const input = h(name, { type: name === "input" ? "text" : null, id, autocomplete: "off", ...about });
  for (const [value, label] of choices ?? []) input.append(h("option", { value }, label));
  const fault = h("p", { class: "wrong", id: `${id}-wrong`, role: "alert", hidden: true });
  const element = h("div", {}, h("label", { class: "word", for: id }, words), hint ? h("p", { class: "hint" }, hint) : null, fault, input);
  return {
    element,
    input,
    value: () => input.value.trim(),
    set: (value) => (input.value = value ?? ""),
    wrong(text) {
      fault.hidden = !text;
      fault.textContent = text ?? "";
      input.setAttribute("aria-describedby", `${id}-wrong`);
      if (text) input.focus();
      return Boolean(text);
    },
  };
}

/** "1 visit", "3 visits". */
export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/** 14:02, in the phone's own time. */
export const clock = (time) => new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

/** "Wednesday 24 November" for a day written 2021-11-24. */
export const day = (text, how = { weekday: "long", day: "numeric", month: "long" }) =>
  new Date(`${text}T12:00:00`).toLocaleDateString("en-GB", how);
