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

/** Darkens `cells` (CELLS x CELLS, 0..255) by the balls over a patch of floor (a ball above a plane hides
 * height·radius²/distance³ of the sky: Quilez 2013). */
export function shade(cells: Uint8Array, balls: readonly Ball[], patch: Patch, light: Float32Array): void {
  light.fill(1);
  const step = (2 * patch.half) / CELLS;
  for (const ball of balls) darken(light, ball, patch, step);
  for (let cell = 0; cell < cells.length; cell++) cells[cell] = 255 * (1 - (light[cell] ?? 1));
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
  uniform float strength;
  uniform float ground;
  varying vec2 vPlace;
  void main() {
    float edge = 1.0 - smoothstep(0.55, 1.0, length(vPlace * 2.0 - 1.0));
    float dark = texture2D(cells, vPlace).r;
    float alpha = (ground + strength * dark * mix(0.35, 1.0, dark)) * edge;
    gl_FragColor = vec4(tint, alpha);
  }
`;

/** The floor: a round patch that fades out, with the shadow on it. */
export class Floor {
  readonly mesh: Mesh<CircleGeometry, ShaderMaterial>;
  readonly #tint = { value: new Vector3() };
  readonly #strength = { value: 0.5 };
  readonly #ground = { value: 0.03 };
  readonly #patch: Patch;
  readonly #cells = new Uint8Array(CELLS * CELLS);
  readonly #light = new Float32Array(CELLS * CELLS);
  readonly #texture: DataTexture;

  constructor(patch: Patch) {
    this.#patch = patch;
    this.#texture = new DataTexture(this.#cells, CELLS, CELLS, RedFormat);
    this.#texture.magFilter = this.#texture.minFilter = LinearFilter;
    const uniforms = { cells: { value: this.#texture }, tint: this.#tint, strength: this.#strength, ground: this.#ground };
    const shaders = { vertexShader: VERTEX, fragmentShader: FRAGMENT };
    const material = new ShaderMaterial({ uniforms, ...shaders, transparent: true, depthWrite: false, side: DoubleSide });
    // The grid's rows run along +z, the disc's v with them.
    const disc = new CircleGeometry(patch.half, 40).rotateX(Math.PI / 2);
    this.mesh = new Mesh(disc, material);
    this.mesh.position.set(patch.x, 0, patch.z);
  }

  /** Draws the shadow of these balls. */
  cast(balls: readonly Ball[]): void {
    shade(this.#cells, balls, this.#patch, this.#light);
    this.#texture.needsUpdate = true;
  }

  /** Colours shadow and ground (sRGB 0..1); both strengths 0..1. */
  paint(tint: readonly [number, number, number], strength: number, ground: number): void {
    this.#tint.value.set(...tint);
    [this.#strength.value, this.#ground.value] = [strength, ground];
  }

  dispose(): void {
    this.#texture.dispose();
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
