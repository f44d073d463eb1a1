// Switches on the design system's behaviour: the desk works without it, only less comfortably.
import { initAll } from "../vendor/govuk/govuk.js";

initAll();

// Whoever types is here: the office is told, at most every five minutes, so that a long text is not lost to an idle session.
const TOLD_EACH_MS = 5 * 60_000;
let told = Date.now();
document.addEventListener("input", () => {
  if (Date.now() - told < TOLD_EACH_MS || !document.querySelector("[data-signed-in]")) return;
  told = Date.now();
  fetch("/sign-in/yours/here/", { cache: "no-store", redirect: "manual" }).catch(() => {});
});

// The caseworker parts are loaded only on a page that uses one.
if (document.querySelector('[data-module^="moj-"]')) {
  const caseworker = await import("../vendor/govuk/moj.js");
  caseworker.initAll();
}
