// The tables the Python core made. This only looks rows up: every number a person reads stands in one of them.

export const SLIDERS = ["bend", "hip_turn", "hip_in", "shin_out", "arch", "foot_out"] as const;
export type Slider = (typeof SLIDERS)[number];
/** Where each slider stands: the index of its stop. */
export type Places = Record<Slider, number>;

export interface Sign {
  name: string;
  text: string;
  example: Places;
  least: Partial<Places>;
}

/** The page's data as `explorer_json` writes it; packed rows are base64. */
export interface Told {
  leg: "left" | "right";
  sliders: Record<Slider, number[]>;
  start: Places;
  not_given: number;
  in_line: number;
  headings: number[];
  signs: Record<string, Sign>;
  feet_out: boolean[];
  fppa: string;
  knee_in: string;
  only_when_bent: string;
  pelvis: string;
  ankle: string;
  thigh: string;
  shank: string;
  foot: string;
  toes: string;
  others: Record<string, string>;
}

export type Turn = readonly [number, number, number, number];

export interface Pose {
  pelvis: readonly [number, number, number];
  ankle: number;
  turns: Record<string, Turn>;
  foot: Turn;
}

export interface Numbers {
  fppa: number | null;
  knee_in: number | null;
  heading: number;
}

const TENTHS_OF_MM = 10_000;
const UNIT = 32_767;

export class Table {
  readonly #rows: Record<"fppa" | "knee_in" | "only_when_bent", Int8Array>;
  readonly #places: { pelvis: Int16Array; ankle: Int16Array };
  readonly #turns: Record<"thigh" | "shank" | "foot" | "toes", Int16Array>;
  readonly #others: Record<string, Int16Array>;

  constructor(readonly told: Told) {
    this.#rows = { fppa: bytes(told.fppa), knee_in: bytes(told.knee_in), only_when_bent: bytes(told.only_when_bent) };
    this.#places = { pelvis: words(told.pelvis), ankle: words(told.ankle) };
    this.#turns = { thigh: words(told.thigh), shank: words(told.shank), foot: words(told.foot), toes: words(told.toes) };
    this.#others = Object.fromEntries(Object.entries(told.others).map(([name, packed]) => [name, words(packed)]));
  }

  /** What the leg measures, in whole degrees; null where that is not given. */
  numbers(at: Places): Numbers {
    const heading = this.#heading(at);
    const given = (value: number | undefined): number | null =>
      value === undefined || value === this.told.not_given ? null : value;
    return {
      fppa: given(this.#rows.fppa[this.#row(at)]),
      knee_in: given(this.#rows.knee_in[this.#row(at) * this.told.headings.length + heading]),
      heading: this.told.headings[heading] ?? 0,
    };
  }

  /** Which of the five signs the leg shows. */
  signs(at: Places): Set<string> {
    const shown = Object.entries(this.told.signs).filter(([, { least }]) =>
      SLIDERS.some((name) => (least[name] ?? Infinity) <= at[name]),
    );
    const found = new Set(shown.map(([id]) => id));
    if (this.told.feet_out[this.#heading(at)]) found.add("feet_out");
    if (this.#rows.only_when_bent[this.#row(at)]) found.add("only_when_bent");
    return found;
  }

  /** How every joint stands. */
  pose(at: Places): Pose {
    const { bend, shin_out, arch } = at;
    const { leg, sliders } = this.told;
    const heading = this.#heading(at);
    const toes = turn(this.#turns.toes, arch);
    const others = Object.entries(this.#others).map(([name, rows]) => [name, turn(rows, bend)] as const);
    const [x, y, z] = [0, 1, 2].map((axis) => (this.#places.pelvis[3 * this.#row(at) + axis] ?? 0) / TENTHS_OF_MM);
    return {
      pelvis: [x ?? 0, y ?? 0, z ?? 0],
      ankle: (this.#places.ankle[arch] ?? 0) / TENTHS_OF_MM,
      foot: turn(this.#turns.foot, heading * sliders.arch.length + arch),
      turns: {
        ...Object.fromEntries(others),
        [`thigh_${leg}`]: turn(this.#turns.thigh, this.#row(at)),
        [`shank_${leg}`]: turn(this.#turns.shank, bend * sliders.shin_out.length + shin_out),
        [`forefoot_${leg}`]: toes,
        [`big_toe_${leg}`]: toes,
      },
    };
  }

  #row({ bend, hip_turn, hip_in, arch }: Places): number {
    const { sliders } = this.told;
    const turned = bend * sliders.hip_turn.length + hip_turn;
    return (turned * sliders.hip_in.length + hip_in) * sliders.arch.length + arch;
  }

  /** Shin and foot turn out in like steps: their stops add up to that of the heading. */
  #heading({ shin_out, foot_out }: Places): number {
    return shin_out + foot_out;
  }
}

function turn(rows: Int16Array, row: number): Turn {
  const part = (axis: number): number => (rows[4 * row + axis] ?? 0) / UNIT;
  return [part(0), part(1), part(2), part(3)];
}

function bytes(packed: string): Int8Array {
  return Int8Array.from(atob(packed), (sign) => (sign.charCodeAt(0) << 24) >> 24);
}

function words(packed: string): Int16Array {
  const raw = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
  const view = new DataView(raw.buffer);
  return Int16Array.from({ length: raw.length / 2 }, (_, at) => view.getInt16(2 * at, true));
}
