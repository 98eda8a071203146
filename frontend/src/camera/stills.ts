import type { Take, Wanted } from "./take";

const COVER = "rgb(128 128 128)";

/** The picture the server asks for: turned back, the head covered, cut to the legs, shrunk. */
export async function cut(take: Take, wanted: Wanted, mirrored: boolean): Promise<Blob> {
  const whole = await take.picture(wanted.frame);
  const frame = new OffscreenCanvas(whole.width, whole.height);
  const context = frame.getContext("2d");
  const small = new OffscreenCanvas(wanted.width, wanted.height);
  if (!context) throw new Error("no canvas");
  if (mirrored) context.setTransform(-1, 0, 0, 1, whole.width, 0);
  context.drawImage(whole, 0, 0);
  context.resetTransform();
  whole.close();
  context.fillStyle = COVER;
  for (const [x, y, radius] of wanted.covered) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
  const [left, top, right, bottom] = wanted.box;
  const to = small.getContext("2d");
  if (to) {
    to.imageSmoothingQuality = "high";
    to.drawImage(frame, left, top, right - left, bottom - top, 0, 0, wanted.width, wanted.height);
  }
  return small.convertToBlob({ type: "image/jpeg", quality: 0.88 });
}
