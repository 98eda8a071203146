import { at, COUNT } from "./wire";

const SIDE = 32;
const LUMA = [0.299, 0.587, 0.114] as const; // ITU-R BT.601

let canvas: OffscreenCanvas | null = null;

/** What is painted of a part of a picture (left, top, width, height, px) in so many pixels; null where that is nothing. */
function painted(picture: ImageBitmap, part: readonly [number, number, number, number], width: number, height: number): Uint8ClampedArray | null {
  if (width < 1 || height < 1) return null;
  canvas ??= new OffscreenCanvas(width, height);
  [canvas.width, canvas.height] = [width, height]; // and clears it
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context?.drawImage(picture, ...part, 0, 0, width, height);
  return context?.getImageData(0, 0, width, height).data ?? null;
}

/** Brightness 0..255 of a part of a picture in so many pixels, row by row; null where that is nothing. */
export function greyOf(picture: ImageBitmap, part: readonly [number, number, number, number], width: number, height: number): Float32Array | null {
  const pixels = painted(picture, part, width, height);
  if (!pixels) return null;
  const [red, green, blue] = LUMA;
  return Float32Array.from({ length: width * height }, (_, index) => {
    const at = 4 * index;
    return red * (pixels[at] ?? 0) + green * (pixels[at + 1] ?? 0) + blue * (pixels[at + 2] ?? 0);
  });
}

/** Mean brightness 0..1 of a square around a person, as the server takes it from a recording; null: nobody is seen. */
export function lightOf(picture: ImageBitmap, frame: Float32Array): number | null {
  const points = Array.from({ length: COUNT }, (_, index) => at(frame, index)).filter((point) => point !== null);
  if (points.length === 0) return null;
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const side = 1.25 * Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const left = (Math.max(...xs) + Math.min(...xs) - side) / 2;
  const top = (Math.max(...ys) + Math.min(...ys) - side) / 2;
  const pixels = painted(picture, [left, top, side, side], SIDE, SIDE);
  return pixels && brightness(pixels);
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
