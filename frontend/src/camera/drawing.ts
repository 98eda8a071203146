import { at, visibility } from "./wire";

const BONES: readonly (readonly [number, number])[] = [
  [11, 12],
  [23, 24],
  [11, 23],
  [12, 24],
];
const LEGS: readonly (readonly [number, number])[] = [
  [23, 25],
  [25, 27],
  [24, 26],
  [26, 28],
  [27, 31],
  [28, 32],
];
const SEEN_FROM = 0.1;

/** The colours of an overlay: they stand on a picture, so they are the same in light and dark. */
export const INK = { leg: "#ffd84d", body: "#ffffffb0", edge: "#0009", good: "#5be08a" } as const;

/** The picture that was looked at, and the person's lines over it. */
export function drawn(canvas: HTMLCanvasElement, picture: ImageBitmap, frame: Float32Array): CanvasRenderingContext2D | null {
  if (canvas.width !== picture.width || canvas.height !== picture.height) {
    canvas.width = picture.width;
    canvas.height = picture.height;
  }
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.drawImage(picture, 0, 0);
  const thick = Math.max(3, picture.height / 160);
  for (const bone of BONES) line(context, frame, bone, INK.body, thick);
  for (const bone of LEGS) line(context, frame, bone, INK.leg, thick * 1.4);
  return context;
}

const HIP = [23, 24] as const;
const KNEE = [25, 26] as const;
const ANKLE = [27, 28] as const;
const CORRIDOR = 0.07; // half of its width, leg lengths

/** Where the knees went in this repetition. */
export class Trail {
  readonly #places: [{ x: number; y: number }[], { x: number; y: number }[]] = [[], []];

  begin(): void {
    for (const places of this.#places) places.length = 0;
  }

  /** One more place of a knee; all of them. */
  add(side: 0 | 1, place: { x: number; y: number }): readonly { x: number; y: number }[] {
    const places = this.#places[side];
    places.push(place);
    if (places.length > 240) places.shift();
    return places;
  }
}

/** The line of a standing leg from hip to ankle, the corridor its knee belongs in, and the way the knee went. */
export function legDrawn(context: CanvasRenderingContext2D, frame: Float32Array, side: 0 | 1, trail: Trail): void {
  const [hip, knee, ankle] = [at(frame, HIP[side]), at(frame, KNEE[side]), at(frame, ANKLE[side])];
  if (!hip || !knee || !ankle) return;
  const leg = Math.hypot(hip.x - knee.x, hip.y - knee.y) + Math.hypot(knee.x - ankle.x, knee.y - ankle.y);
  context.lineCap = "butt";
  stroke(context, [hip, ankle], "#5be08a55", 2 * CORRIDOR * leg);
  stroke(context, [hip, ankle], INK.good, 3);
  context.lineCap = "round";
  stroke(context, trail.add(side, knee), "#ffffffd0", 4);
}

function stroke(context: CanvasRenderingContext2D, places: readonly { x: number; y: number }[], style: string, width: number): void {
  context.strokeStyle = style;
  context.lineWidth = width;
  context.beginPath();
  for (const { x, y } of places) context.lineTo(x, y);
  context.stroke();
}

function line(context: CanvasRenderingContext2D, frame: Float32Array, bone: readonly [number, number], colour: string, thick: number): void {
  const [from, to] = [at(frame, bone[0]), at(frame, bone[1])];
  if (!from || !to || Math.min(visibility(frame, bone[0]), visibility(frame, bone[1])) < SEEN_FROM) return;
  for (const [style, width] of [
    [INK.edge, thick + 4],
    [colour, thick],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
  }
}
