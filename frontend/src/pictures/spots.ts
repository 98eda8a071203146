// Points on a picture, in its own px, with a way back. What they mean is worked out by the server.

export interface Place {
  x: number;
  y: number;
}

export type Places = ReadonlyMap<string, Place | null>;

/** Where points lie, and where they lay before each change. */
export class Spots {
  #now: Map<string, Place | null>;
  readonly #before: Places[] = [];
  readonly #first: Places;

  constructor(now: Places, first: Places = now) {
    this.#now = new Map(now);
    this.#first = new Map(first);
  }

  get places(): Places {
    return this.#now;
  }

  get changed(): boolean {
    return [...this.#now].some(([name, place]) => !same(place, this.#first.get(name) ?? null));
  }

  get canUndo(): boolean {
    return this.#before.length > 0;
  }

  /** Remember how it is, before something moves. */
  mark(): void {
    this.#before.push(new Map(this.#now));
  }

  put(name: string, place: Place): void {
    this.#now.set(name, place);
  }

  undo(): void {
    const before = this.#before.pop();
    if (before) this.#now = new Map(before);
  }

  /** Back to how it was first; this can be undone, too. */
  reset(): void {
    this.mark();
    this.#now = new Map(this.#first);
  }

  /** The points that lie elsewhere than at first. */
  moved(): Record<string, [number, number]> {
    const found = [...this.#now].filter(([name, place]) => place && !same(place, this.#first.get(name) ?? null));
    return Object.fromEntries(found.map(([name, place]) => [name, pair(place)]));
  }

  /** The nearest point within reach of a place, or null. */
  nearest(at: Place, reach: number): string | null {
    let [found, least] = [null as string | null, reach];
    for (const [name, place] of this.#now) {
      const away = place ? Math.hypot(place.x - at.x, place.y - at.y) : Infinity;
      if (away <= least) [found, least] = [name, away];
    }
    return found;
  }
}

export function pair(place: Place | null): [number, number] {
  return [tenth(place?.x ?? 0), tenth(place?.y ?? 0)];
}

function tenth(number: number): number {
  return Math.round(number * 10) / 10;
}

function same(one: Place | null, other: Place | null): boolean {
  return one === other || (one !== null && other !== null && pair(one).join() === pair(other).join());
}
