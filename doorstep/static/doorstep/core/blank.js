// The screen hides itself when nobody touches it: a list of doors is nobody else's business.

const AFTER_MS = 30_000;
const TOUCHES = ["pointerdown", "keydown", "input", "scroll"];

/** Cover the page with `cover` after 30 quiet seconds, and at once by the function returned; a tap on the cover shows it again. */
export function blankWhenQuiet(cover, page) {
  let timer;
  const hide = () => {
    clearTimeout(timer);
    cover.hidden = false;
    page.inert = true;
    cover.querySelector("button").focus();
  };
  const wait = () => {
    clearTimeout(timer);
    if (cover.hidden) timer = setTimeout(hide, AFTER_MS);
  };
  for (const touch of TOUCHES) addEventListener(touch, wait, { passive: true, capture: true });
  // A page that is left is hidden as well; only when it is brought back as it was does it need the cover.
  let leaving = false;
  addEventListener("pagehide", () => (leaving = true));
  addEventListener("pageshow", (event) => {
    leaving = false;
    if (event.persisted) hide();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && !leaving && hide());
  cover.querySelector("button").addEventListener("click", () => {
    cover.hidden = true;
    page.inert = false;
    wait();
  });
  wait();
  return hide;
}
