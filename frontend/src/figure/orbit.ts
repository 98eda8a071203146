// Where the figure is looked at from: pure numbers here, the fingers' and keys' part in `turning.ts`.

export interface View {
  azimuth_deg: number;
  elevation_deg: number;
  zoom: number;
}

export type Point = readonly [number, number, number];

export interface Axes {
  right: Point;
  up: Point;
  towards: Point;
}

const LOWEST_DEG = 2;
const HIGHEST_DEG = 89;
const NEAREST = 3;
const FARTHEST = 0.7;

export const VIEWS = {
  front: { azimuth_deg: 0, elevation_deg: 8 },
  side: { azimuth_deg: 90, elevation_deg: 8 },
  top: { azimuth_deg: 0, elevation_deg: HIGHEST_DEG },
} as const;

/** A view turned by so many degrees, kept above the floor. */
export function turned(view: View, right_deg: number, up_deg: number): View {
  const azimuth = ((view.azimuth_deg - right_deg + 540) % 360) - 180;
  return { ...view, azimuth_deg: azimuth, elevation_deg: clamped(view.elevation_deg + up_deg, LOWEST_DEG, HIGHEST_DEG) };
}

/** A view closer by a factor. */
export function closer(view: View, factor: number): View {
  return { ...view, zoom: clamped(view.zoom * factor, FARTHEST, NEAREST) };
}

/** A view on the shortest way from one to another; share 0..1. */
export function between(from: View, to: View, share: number): View {
  const round = ((to.azimuth_deg - from.azimuth_deg + 540) % 360) - 180;
  return {
    azimuth_deg: from.azimuth_deg + round * share,
    elevation_deg: from.elevation_deg + (to.elevation_deg - from.elevation_deg) * share,
    zoom: from.zoom + (to.zoom - from.zoom) * share,
  };
}

/** The picture's axes in the scene (Z ahead of the standing person, X to their left). Azimuth 0 looks them in the
 * face, + from their left; elevation + from above. */
export function axesOf(view: View): Axes {
  const turn = (view.azimuth_deg * Math.PI) / 180;
  const lift = (view.elevation_deg * Math.PI) / 180;
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  return {
    right: [cos, 0, -sin],
    up: [-sin * Math.sin(lift), Math.cos(lift), -cos * Math.sin(lift)],
    towards: [sin * Math.cos(lift), Math.sin(lift), cos * Math.cos(lift)],
  };
}

export interface Framing {
  target: Point;
  distance: number;
}

/** Where the camera's target is and how far it stands off so that all points are in the picture. `tangent`: of half
 * the picture's height; `margin`: share of the picture left free on each side. */
export function framing(points: readonly Point[], axes: Axes, aspect: number, tangent: number, margin = 0.06): Framing {
  const seen = points.map((point) => [dot(point, axes.right), dot(point, axes.up), dot(point, axes.towards)] as const);
  const [x, y, z] = [middle(seen.map((at) => at[0])), middle(seen.map((at) => at[1])), middle(seen.map((at) => at[2]))];
  const room = tangent * (1 - 2 * margin);
  const needs = seen.map((at) => at[2] - z + Math.max(Math.abs(at[0] - x) / aspect, Math.abs(at[1] - y)) / room);
  const target = [0, 1, 2].map((axis) => x * part(axes.right, axis) + y * part(axes.up, axis) + z * part(axes.towards, axis));
  return { target: [target[0] ?? 0, target[1] ?? 0, target[2] ?? 0], distance: Math.max(0.5, ...needs) };
}

function middle(values: number[]): number {
  return (Math.min(...values) + Math.max(...values)) / 2;
}

function part(point: Point, axis: number): number {
  return point[axis] ?? 0;
}

function dot(one: Point, other: Point): number {
  return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
}

function clamped(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
