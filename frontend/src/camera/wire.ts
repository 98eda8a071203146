/** A frame as it goes to the server: 928 bytes of Float32, the time first, then 33 landmarks of seven numbers. */

export const COUNT = 33;
export const EACH = 7;
export const NUMBERS = 1 + COUNT * EACH;
export const LANDMARKS = { nose: 0, leftShoulder: 11, rightShoulder: 12, leftHip: 23, rightHip: 24 } as const;

interface Point {
  x: number;
  y: number;
  z: number;
  visibility?: number;
}

/** The frame of somebody whose landmarks lie in shares of the picture; nobody: NaN. */
export function encoded(
  timeS: number,
  landmarks: readonly Point[],
  world: readonly Point[],
  width: number,
  height: number,
): Float32Array {
  const frame = new Float32Array(NUMBERS).fill(NaN);
  frame[0] = timeS;
  for (let index = 0; index < COUNT; index++) {
    const seen = landmarks[index];
    const there = world[index];
    if (!seen || !there) continue;
    const numbers = [seen.x * width, seen.y * height, seen.z, seen.visibility ?? 0, there.x, there.y, there.z];
    frame.set(numbers, 1 + index * EACH);
  }
  return frame;
}

/** Where a landmark lies, px; null where it was not seen. */
export function at(frame: Float32Array, index: number): { x: number; y: number } | null {
  const x = frame[1 + index * EACH] ?? NaN;
  const y = frame[2 + index * EACH] ?? NaN;
  return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
}

/** How surely a landmark is seen, 0..1. */
export function visibility(frame: Float32Array, index: number): number {
  const value = frame[4 + index * EACH] ?? NaN;
  return Number.isFinite(value) ? value : 0;
}

function middle(person: readonly Point[]): Point {
  const left = person[LANDMARKS.leftHip];
  const right = person[LANDMARKS.rightHip];
  return { x: ((left?.x ?? 0) + (right?.x ?? 0)) / 2, y: ((left?.y ?? 0) + (right?.y ?? 0)) / 2, z: 0 };
}

function tall(person: readonly Point[]): number {
  const heights = person.map((point) => point.y);
  return Math.max(...heights) - Math.min(...heights);
}

/** Which of several people to follow: the one nearest to where somebody was before, else the tallest. */
export function chosen(people: readonly (readonly Point[])[], before: { x: number; y: number } | null): number | null {
  const better = (person: readonly Point[]): number => {
    if (!before) return tall(person);
    const now = middle(person);
    return -Math.hypot(now.x - before.x, now.y - before.y);
  };
  let best: number | null = null;
  let most = -Infinity;
  people.forEach((person, index) => {
    const good = better(person);
    if (good > most) {
      best = index;
      most = good;
    }
  });
  return best;
}
