// On the sign-in page: whoever was signed in on this phone no longer is, so what they could read here goes. What waits to be sent stays.

import { lock } from "./core/session.js";

const known = (await indexedDB.databases?.().catch(() => null)) ?? [{ name: "doorstep" }];
if (known.some(({ name }) => name === "doorstep")) await lock("sign-in").catch(() => {});
