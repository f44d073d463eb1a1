// The witness: how many records this phone has made, told in two places that outlive the database. If both stores of a record
// are destroyed, the witness still knows that there was one, and the office is told which are missing.

const NAME = "doorstep-witness";
const YEAR = 365 * 24 * 3600;
const IN_COOKIE = 5; // devices; the cookie travels with every page

const read = (text) => {
  try {
    const found = JSON.parse(text);
    return found && typeof found === "object" ? found : {};
  } catch {
    return {};
  }
};

const fromStorage = () => {
  try {
    return read(localStorage.getItem(NAME) ?? "{}");
  } catch {
    return {};
  }
};

const fromCookie = () => {
  const match = document.cookie.match(new RegExp(`(?:^|; )${NAME}=([^;]*)`));
  return match ? read(decodeURIComponent(match[1])) : {};
};

/** What either place knows: {device: {seq, unsent, at}}, the higher number winning. */
export function testimony() {
  const both = { ...fromStorage() };
  for (const [device, said] of Object.entries(fromCookie())) {
    if (!both[device] || said.seq > both[device].seq) both[device] = said;
  }
  return both;
}

/** Write down that `device` has made records up to `seq`, of which `unsent` wait. */
export function testify(device, seq, unsent) {
  const all = testimony();
  const before = all[device]?.seq ?? 0;
  all[device] = { seq: Math.max(seq, before), unsent, at: Math.floor(Date.now() / 1000) };
  try {
    localStorage.setItem(NAME, JSON.stringify(all));
  } catch {
    // the cookie is the other one
  }
  const newest = Object.entries(all).sort(([, a], [, b]) => b.at - a.at).slice(0, IN_COOKIE);
  const text = JSON.stringify(Object.fromEntries(newest));
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${NAME}=${encodeURIComponent(text)}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}

/** The highest sequence number ever witnessed for `device`; 0 for a new one. */
const witnessed = (device) => testimony()[device]?.seq ?? 0;

/** The highest number this phone has given out for an enrolment, as its row or the witness knows it. */
export const givenOut = ({ device, seq }) => Math.max(seq, witnessed(device));

/** How many records of `device` wait, as far as the witness was told. */
export const waiting = (device) => testimony()[device]?.unsent ?? 0;
