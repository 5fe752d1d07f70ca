// Reads a barcode with the camera, in browsers that have a detector of their own.

const FORMATS = ["ean_13", "upc_a", "ean_8"];
const LOOK_AGAIN = 120;

export const canScan = () => "BarcodeDetector" in window && Boolean(navigator.mediaDevices?.getUserMedia);

// Shows what the camera sees until a barcode is read or the reader has enough. Resolves with its digits, or null.
export async function scan(video, signal) {
  const detector = new BarcodeDetector({ formats: FORMATS });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  try {
    video.srcObject = stream;
    await Promise.race([video.play(), new Promise((stop) => signal.addEventListener("abort", stop))]);
    while (!signal.aborted) {
      const [code] = await detector.detect(video);
      if (code) return code.rawValue;
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
    }
    return null;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}
