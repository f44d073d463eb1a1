// Who is signed in on this phone, the round they walk, and what is destroyed when they are not.

import { adjust, deviceOf, enrol, recoverDevices } from "./devices.js";
import { save } from "./outbox.js";
import { askToPersist } from "./selftest.js";
import { row } from "./store.js";
import { emptyVault, forget, hasRunOut, keepReadable, lastSession, opened, openVault, readable, readableNames, session } from "./vault.js";

const LEFT = "doorstep-signed-out"; // somebody signed out here without signal: the office has yet to hear of it
const SIGN_IN = "/sign-in/";
const PATIENCE_MS = 15_000;
export const draftName = (household) => `draft:${household}`;

/**
 * What the page works with, from the phone alone: {devices, held, device, round, officers, forms, mine}; `round` is null when locked.
 * The fewer times one after the other the storage is asked, the sooner the round is there.
 */
export async function onThisPhone(project) {
  const [all, held, ...kept] = await Promise.all([recoverDevices(), session(), row("reads", `round:${project}`), row("reads", `mine:${project}`)]);
  const device = held && all.find((one) => one.device === held.who);
  if (device?.project !== project) return { devices: all, held: null, device: null, round: null, mine: [] };
  const [carried, mine] = await Promise.all(kept.map((one) => opened(one, held)));
  return { devices: all, held, device, ...carried, round: carried?.round ?? null, mine: mine ?? [] };
}

let remembering = Promise.resolve();

/**
 * Remember, readably and until the session ends, what this person recorded: for the round, the list of records, corrections and undo. What
 * is remembered last stands last.
 */
export function rememberMine(project, mine) {
  remembering = remembering.then(() => keepReadable(`mine:${project}`, mine)).catch(() => {});
}

/** Resolves when all of that is kept. */
export const remembered = () => remembering;

/**
 * Fetch the round with the session of the sign-in page. Returns "in", "out" (the office knows of nobody signed in here: a browser that
 * was shut forgets its session) or "unreachable". "out" ends nothing: what is on the phone ends after twelve hours, at a sign-out, or
 * when the office says so. Only our own sign-in page means it; a wireless network's page means no signal.
 */
export async function refresh(project, app, choice) {
  if (!(await finishSignOut())) return "unreachable";
  let answer;
  try {
    answer = await fetch(`/${project}/doorstep/phone/round/${choice ? `?round=${choice}` : ""}`, {
      cache: "no-store",
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    return "unreachable";
  }
  if (answer.redirected && atOurSignIn(answer.url)) return "out";
  const said = answer.ok && !answer.redirected ? await answer.json().catch(() => null) : null;
  if (said?.v !== 1 || !said.seal) return "unreachable";
  await take(project, app, said);
  return "in";
}

const atOurSignIn = (address) => {
  const url = new URL(address);
  return url.origin === location.origin && url.pathname.startsWith(SIGN_IN);
};

async function take(project, app, said) {
  const held = await lastSession();
  const known = held && (await row("devices", held.who));
  if (held && (known?.project !== project || known.user !== said.user || (await hasRunOut()))) await lock(app);
  let device = await deviceOf(project, said.user);
  if (!device || device.refused) device = await enrol({ project, ask: asker(project), persisted: await askToPersist(), app });
  await adjust(device.device, {
    office: said.seal, known: said.now, offset_ms: Date.parse(said.now) - Date.now(), epoch: device.epoch ?? said.epoch,
  }); // prettier-ignore
  await openVault(device.device, Date.now() + (Date.parse(said.expires_at) - Date.parse(said.now)));
  const { round, rounds, officers, questionnaires = [], bag, today: day, sunset } = said;
  await keepReadable(`round:${project}`, { round, rounds, officers, questionnaires, bag, day, sunset });
}

const asker = (project) => async (path, body) => {
  const answer = await fetch(`/${project}/doorstep/phone/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf() },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`The office did not set this phone up (${answer.status})`);
  return answer.json();
};

const csrf = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/)?.[1] ?? "";

/**
 * End what this person may read: drafts are sealed and join the outbox, then the key, the round and the readable copies go. What waits
 * to be sent stays, locked, and sends by itself. Safe to call when there is nothing to end.
 */
export async function lock(app) {
  const held = await lastSession();
  if (!held) return;
  const device = await row("devices", held.who);
  for (const name of device ? await readableNames("draft:") : []) {
    const draft = await readable(name, held);
    if (!draft) continue;
    const { household, kind, fields } = draft;
    await save({ device: held.who, kind: "draft", record: { household, kind, fields }, drafts: [name], app }).catch(() => {});
  }
  await emptyVault();
}

/** Lock when the twelve hours are over. Returns whether they were. */
export async function lockWhenOver(app) {
  const over = await hasRunOut();
  if (over) await lock(app);
  return over;
}

/** Sign out: here at once, at the office now or as soon as there is signal. */
export async function signOut(app) {
  await lock(app);
  localStorage.setItem(LEFT, "1");
  return tellSignedOut();
}

/** Tell the office of a sign-out made without signal, before anybody signs in after it. Returns whether it knows. */
export const finishSignOut = async () => !localStorage.getItem(LEFT) || tellSignedOut();

/** Does anybody answer? A wireless network's own page does as well: there one has to accept its terms first. */
export const hasSignal = () =>
  fetch(SIGN_IN, { method: "HEAD", redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) }).then(
    () => true,
    () => false,
  );

async function tellSignedOut() {
  try {
    const body = new URLSearchParams({ csrfmiddlewaretoken: csrf() });
    const answer = await fetch("/sign-in/out/", { method: "POST", body, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.redirected || !atOurSignIn(answer.url)) return false;
    localStorage.removeItem(LEFT);
    return true;
  } catch {
    return false;
  }
}

/**
 * The office says that this enrolment may read nothing any more: the phone is reported lost, or its person has left. Whoever else is
 * signed in here stays. Without the sign-out the round would be fetched again while the browser is open.
 */
export const shutOut = async (who, app) => ((await lastSession())?.who === who ? signOut(app) : null);

/** Keep a form as it stands; nothing typed, nothing kept. */
export const keepDraft = (household, kind, fields) =>
  Object.values(fields).some(Boolean) ? keepReadable(draftName(household), { household, kind, fields }) : forget(draftName(household));

/** The form somebody had begun at this door, or null. */
export const draftOf = (household) => readable(draftName(household));
