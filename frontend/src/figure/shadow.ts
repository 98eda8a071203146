// The soft shadow below the figure: how much of the sky each place of the floor loses to balls that stand for the
// body, worked out on a coarse grid, as often as the figure moves.
import { CircleGeometry, DataTexture, DoubleSide, LinearFilter, Mesh, RedFormat, ShaderMaterial, Vector3 } from "three";

export interface Ball {
  x: number;
  y: number;
  z: number;
  radius: number;
}

export interface Patch {
  x: number;
  z: number;
  half: number;
}

export const CELLS = 72;
const FAR = 9; // a ball's shadow is left out where it is further off than so many of its heights and radii

/** Fills `light` (CELLS x CELLS, 0..1) with what balls over a patch of floor leave of the sky (a ball above a plane
 * hides height·radius²/distance³ of it: Quilez 2013). */
export function shade(light: Float32Array, balls: readonly Ball[], patch: Patch): void {
  light.fill(1);
  const step = (2 * patch.half) / CELLS;
  for (const ball of balls) darken(light, ball, patch, step);
}

function darken(light: Float32Array, ball: Ball, patch: Patch, step: number): void {
  const height = Math.max(ball.y, ball.radius * 0.9);
  const reach = Math.min((height + ball.radius) * FAR, 2 * patch.half);
  const first = (at: number): number => Math.max(0, Math.floor((at - reach + patch.half) / step));
  const last = (at: number): number => Math.min(CELLS - 1, Math.ceil((at + reach + patch.half) / step));
  const [x, z] = [ball.x - patch.x, ball.z - patch.z];
  const weight = height * ball.radius * ball.radius;
  for (let row = first(z); row <= last(z); row++) {
    const down = (row + 0.5) * step - patch.half - z;
    for (let column = first(x); column <= last(x); column++) {
      const across = (column + 0.5) * step - patch.half - x;
      const square = across * across + down * down + height * height;
      const cell = row * CELLS + column;
      light[cell] = (light[cell] ?? 1) * (1 - Math.min(weight / (square * Math.sqrt(square)), 0.9));
    }
  }
}

const VERTEX = /* glsl */ `
  varying vec2 vPlace;
  void main() {
    vPlace = uv;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  }
`;
const FRAGMENT = /* glsl */ `
  uniform sampler2D cells;
  uniform vec3 tint;
  varying vec2 vPlace;
  void main() {
    gl_FragColor = vec4(tint, texture2D(cells, vPlace).r);
  }
`;

/** How much of the floor is seen at each cell: all of it in the middle, nothing at the rim. */
function fading(): Float32Array {
  return Float32Array.from({ length: CELLS * CELLS }, (_, cell) => {
    const place = (at: number): number => (2 * (at + 0.5)) / CELLS - 1;
    const rim = Math.min(Math.max((Math.hypot(place(cell % CELLS), place(Math.floor(cell / CELLS))) - 0.55) / 0.4, 0), 1);
    return 1 - rim * rim * (3 - 2 * rim);
  });
}

/** The floor: a round patch that fades out, with the shadow on it. */
export class Floor {
  readonly mesh: Mesh<CircleGeometry, ShaderMaterial>;
  readonly #tint = { value: new Vector3() };
  readonly #patch: Patch;
  readonly #cells = new Uint8Array(CELLS * CELLS);
  readonly #light = new Float32Array(CELLS * CELLS).fill(1);
  readonly #fading = fading();
  readonly #texture: DataTexture;
  #strength = 0.5;
  #ground = 0.03;

  constructor(patch: Patch) {
    this.#patch = patch;
    this.#texture = new DataTexture(this.#cells, CELLS, CELLS, RedFormat);
    this.#texture.magFilter = this.#texture.minFilter = LinearFilter;
    const uniforms = { cells: { value: this.#texture }, tint: this.#tint };
    const shaders = { vertexShader: VERTEX, fragmentShader: FRAGMENT };
    const material = new ShaderMaterial({ uniforms, ...shaders, transparent: true, depthWrite: false, side: DoubleSide });
    // The grid's rows run along +z, the disc's v with them.
    const disc = new CircleGeometry(patch.half, 40).rotateX(Math.PI / 2);
    this.mesh = new Mesh(disc, material);
    this.mesh.position.set(patch.x, 0, patch.z);
  }

  /** Draws the shadow of these balls. */
  cast(balls: readonly Ball[]): void {
    shade(this.#light, balls, this.#patch);
    this.#cover();
  }

  /** Colours shadow and ground (sRGB 0..1); both strengths 0..1. */
  paint(tint: readonly [number, number, number], strength: number, ground: number): void {
    this.#tint.value.set(...tint);
    [this.#strength, this.#ground] = [strength, ground];
    this.#cover();
  }

  /** How much of the tint lies on each cell. */
  #cover(): void {
    for (let cell = 0; cell < this.#cells.length; cell++) {
      const dark = 1 - (this.#light[cell] ?? 1);
      const shadow = this.#strength * dark * (0.35 + 0.65 * dark);
      this.#cells[cell] = 255.5 * Math.min(this.#ground + shadow, 1) * (this.#fading[cell] ?? 0);
    }
    this.#texture.needsUpdate = true;
  }

  dispose(): void {
    this.#texture.dispose();
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
