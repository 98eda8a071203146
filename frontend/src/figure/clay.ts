import { DoubleSide, FrontSide, ShaderMaterial, Vector3 } from "three";

import { colourOf, shadesOf, type Theme } from "./look";

// Light from the upper left of whoever looks, wrapped softly round the clay; a little comes back from the floor, and
// the rim catches some of the room. Written out in sRGB as the picture's tokens are, so nothing is converted.
const VERTEX = /* glsl */ `
  varying vec3 vNormal;
  varying vec3 vTowards;
  varying float vHeight;
  #include <morphtarget_pars_vertex>
  void main() {
    #include <begin_vertex>
    #include <morphtarget_vertex>
    vec4 world = modelMatrix * vec4(transformed, 1.0);
    vNormal = normalize(mat3(modelMatrix) * normal);
    vTowards = cameraPosition - world.xyz;
    vHeight = world.y;
    gl_Position = projectionMatrix * viewMatrix * world;
  }
`;
const FRAGMENT = /* glsl */ `
  uniform vec3 colour;
  uniform float lit;
  uniform vec3 light;
  uniform float shade;
  uniform float rim;
  varying vec3 vNormal;
  varying vec3 vTowards;
  varying float vHeight;
  void main() {
    vec3 normal = normalize(vNormal) * (gl_FrontFacing ? 1.0 : -1.0);
    float soft = smoothstep(0.05, 0.95, dot(normal, light) * 0.5 + 0.5);
    float bounce = 0.10 * max(-normal.y, 0.0);
    float floorNear = mix(0.80, 1.0, smoothstep(-0.02, 0.22, vHeight + 0.25 * max(normal.y, 0.0)));
    float edge = 1.0 - max(dot(normal, normalize(vTowards)), 0.0);
    vec3 dark = colour * mix(vec3(1.0 - shade), vec3(1.0, 0.94, 0.90) * (1.0 - 0.72 * shade), 0.55);
    vec3 shown = mix(dark, colour * 1.03, soft) * floorNear + colour * bounce;
    shown += rim * edge * edge * edge * (0.35 + 0.65 * soft);
    gl_FragColor = vec4(mix(shown, colour * 1.12, 0.7 * lit), 1.0);
  }
`;

/** The matte material of a part of the figure or a thing: `name` is that of its colour. */
export class Clay extends ShaderMaterial {
  readonly #colour = { value: new Vector3() };
  readonly #lit = { value: 0 };
  readonly #shade = { value: 0.5 };
  readonly #rim = { value: 0.06 };

  /** `light`: the direction it comes from, shared by all. */
  constructor(name: string, light: Vector3) {
    super({ name, vertexShader: VERTEX, fragmentShader: FRAGMENT });
    this.uniforms = {
      colour: this.#colour,
      lit: this.#lit,
      light: { value: light },
      shade: this.#shade,
      rim: this.#rim,
    };
  }

  paint(theme: Theme): void {
    this.#colour.value.set(...colourOf(this.name, theme));
    this.#shade.value = shadesOf(theme).shade;
    this.#rim.value = theme === "dark" ? 0.1 : 0.06;
  }

  /** Lit, it shines through what is in front of it. */
  set lit(on: boolean) {
    this.#lit.value = on ? 1 : 0;
    this.depthTest = !on;
    this.side = on ? DoubleSide : FrontSide;
    this.needsUpdate = true;
  }
}
