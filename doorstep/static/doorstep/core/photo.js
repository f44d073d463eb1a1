// Photos of a door or lock: drawn anew on a canvas, so that place, time and make of the phone stay behind, and small enough for the street.

import { sealPart } from "./seal.js";

const LONGEST_SIDE = 1600;
const ENOUGH = 400_000;
const QUALITIES = [0.8, 0.65, 0.5];
export const MIME = "image/jpeg";

/** A picture file as {bytes, mime, preview}: re-drawn JPEG without metadata, and the canvas to show. Throws when it is no picture. */
export async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  let blob;
  for (const quality of QUALITIES) {
    blob = await new Promise((done) => canvas.toBlob(done, MIME, quality));
    if (blob && blob.size <= ENOUGH) break;
  }
  if (!blob) throw new Error("This phone could not make the photo smaller");
  return { bytes: new Uint8Array(await blob.arrayBuffer()), mime: MIME, preview: canvas };
}

/** Seal photos. Returns {parts, keys}: what travels beside the envelope, and the keys for inside it, by the number of the part. */
export async function sealPhotos(photos) {
  const sealed = await Promise.all(photos.map(({ bytes }) => sealPart(bytes)));
  return {
    parts: sealed.map(({ bytes }, at) => ({ bytes, mime: photos[at].mime })),
    keys: Object.fromEntries(sealed.map(({ key }, at) => [String(at + 1), key])),
  };
}
