// The kit code by camera, where the browser can read bar codes. Everywhere else it is typed.

const EVERY_MS = 250;

/** Can this phone read codes with its camera? */
export const canScan = () => "BarcodeDetector" in globalThis && Boolean(navigator.mediaDevices?.getUserMedia);

/**
 * Show the camera in `video` until a code is read, or `signal` says stop. Returns the code, or "" when stopped.
 * Throws what the browser throws when the camera is refused.
 */
export async function scan(video, signal) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  try {
    video.srcObject = stream;
    await video.play();
    const detector = new BarcodeDetector();
    while (!signal.aborted) {
      const [found] = await detector.detect(video).catch(() => []);
      if (found) return found.rawValue.trim();
      await new Promise((next) => setTimeout(next, EVERY_MS));
    }
    return "";
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}
