// Sealing: a finished record becomes an envelope that only the office can open. Not even this phone can.

import { base64url, canonical, fromBase64url, joined, sha256, utf8 } from "./bytes.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", namedCurve: "P-256" };
const SIGNED = { name: "ECDSA", hash: "SHA-256" };
const INFO = "ss-env-1";

/** A person's own key pair for signing on this phone; the private half can be used here and never read. */
export const makeSigningKey = () => crypto.subtle.generateKey(SIGNING, false, ["sign", "verify"]);

/** The public half, for the office. */
export async function publicHalf(pair) {
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  return { kty, crv, x, y };
}

/**
 * Seal one record.
 *
 * hdr: the header of the envelope, which names no person and no address; record: what is sealed; office: the office's public key as
 * JWK; signer: the person's key pair. Returns {text, sha}: the envelope as it travels, and its SHA-256.
 */
export async function seal({ hdr, record, office, signer }) {
  const { key, epk } = await agreedKey(office);
  const head = utf8(canonical(hdr));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: head },
    key,
    utf8(canonical(record)),
  );
  const sig = await crypto.subtle.sign(SIGNED, signer.privateKey, joined(head, sealed));
  const text = canonical({
    hdr,
    epk: base64url(epk),
    iv: base64url(iv),
    ct: base64url(sealed),
    sig: base64url(sig),
  });
  return { text, sha: await sha256(text) };
}

let prepared = null; // {office, agreed}: a key agreed ahead, for one envelope

/**
 * Agree the key of the next envelope while nobody waits: that is most of the work of sealing. It is used once, and by no other office
 * key than this.
 */
export function prepareSeal({ x, y }) {
  const office = `${x}.${y}`;
  if (prepared?.office === office) return;
  const agreed = agreeKey({ x, y });
  agreed.catch(() => (prepared = null)); // it is tried again when it is needed, and then said
  prepared = { office, agreed };
}

function agreedKey(office) {
  prepareSeal(office);
  const { agreed } = prepared;
  prepared = null;
  return agreed;
}

async function agreeKey({ x, y }) {
  const [theirs, ours] = await Promise.all([
    crypto.subtle.importKey("jwk", { kty: "EC", crv: "P-256", x, y }, CURVE, false, []),
    crypto.subtle.generateKey(CURVE, false, ["deriveBits"]),
  ]);
  const [epk, shared] = await Promise.all([
    crypto.subtle.exportKey("raw", ours.publicKey),
    crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256),
  ]);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: epk, info: utf8(INFO) },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
  return { key, epk };
}

/** Is `receipt` what the office says to exactly `message`? Nobody without the token's hash can make one. */
export async function receiptHolds(token, message, receipt) {
  if (typeof receipt !== "string") return false;
  const secret = await crypto.subtle.digest("SHA-256", fromBase64url(token));
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  try {
    return await crypto.subtle.verify("HMAC", key, fromBase64url(receipt), utf8(message));
  } catch {
    return false;
  }
}

/** A photo under a key of its own. Returns {bytes, key}: what travels (iv, then the sealed picture), and the key for inside the envelope. */
export async function sealPart(bytes) {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes);
  return { bytes: joined(iv, sealed), key: base64url(await crypto.subtle.exportKey("raw", key)) };
}
