import { at, COUNT } from "./wire";

const SIDE = 32;
const LUMA = [0.299, 0.587, 0.114] as const; // ITU-R BT.601

let canvas: OffscreenCanvas | null = null;

/** Mean brightness 0..1 of a square around a person, as the server takes it from a recording; null: nobody is seen. */
export function lightOf(picture: ImageBitmap, frame: Float32Array): number | null {
  const points = Array.from({ length: COUNT }, (_, index) => at(frame, index)).filter((point) => point !== null);
  if (points.length === 0) return null;
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const side = 1.25 * Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const left = (Math.max(...xs) + Math.min(...xs) - side) / 2;
  const top = (Math.max(...ys) + Math.min(...ys) - side) / 2;
  canvas ??= new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return null;
  context.clearRect(0, 0, SIDE, SIDE);
  context.drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE);
  return brightness(context.getImageData(0, 0, SIDE, SIDE).data);
}

/** Mean brightness 0..1 of pixels (red, green, blue, alpha), where there is a picture. */
export function brightness(pixels: Uint8ClampedArray): number | null {
  let sum = 0;
  let count = 0;
  for (let index = 0; index < pixels.length; index += 4) {
    if (!pixels[index + 3]) continue;
    LUMA.forEach((weight, colour) => (sum += weight * (pixels[index + colour] ?? 0)));
    count++;
  }
  return count ? sum / count / 255 : null;
}
