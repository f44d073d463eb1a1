// Switches on the design system's behaviour: the desk works without it, only less comfortably.
import { initAll } from "../vendor/govuk/govuk.js";

initAll();

// The caseworker parts are loaded only on a page that uses one.
if (document.querySelector('[data-module^="moj-"]')) {
  const caseworker = await import("../vendor/govuk/moj.js");
  caseworker.initAll();
}
