import { DoubleSide, FrontSide, GLSL3, type Matrix4, ShaderMaterial, Vector3 } from "three";

import { colourOf, shadesOf, type Theme } from "./look";

// Light from the upper left of whoever looks, wrapped softly round the clay; a little comes back from the floor, and
// the rim catches some of the room. Written out in sRGB as the picture's tokens are, so nothing is converted.
// `shading` gives what the colour is multiplied with, and what is added. Plainly, it is worked out a corner and not a
// pixel: without a graphics card most triangles cover few pixels.
const SHADING = /* glsl */ `
  uniform vec3 light;
  uniform vec3 towards;
  uniform vec3 dark;
  uniform float rim;
  vec4 shading(vec3 normal, float height) {
    float soft = smoothstep(0.05, 0.95, dot(normal, light) * 0.5 + 0.5);
    float bounce = 0.10 * max(-normal.y, 0.0);
    float floorNear = mix(0.80, 1.0, smoothstep(-0.02, 0.22, height + 0.25 * max(normal.y, 0.0)));
    float edge = 1.0 - max(dot(normal, towards), 0.0);
    vec3 times = mix(dark, vec3(1.03), soft) * floorNear + bounce;
    return vec4(times, rim * edge * edge * edge * (0.35 + 0.65 * soft));
  }
`;
// `tag`: which part carries a corner, which colour it has, which muscle's rise it follows; `swell`: how far at most.
const VERTEX = /* glsl */ `
  uniform vec4 parts[3 * PARTS];
  uniform vec3 colours[COLOURS];
  uniform float rises[RISES];
  uniform mat4 lens;
  in vec4 tag;
  in float swell;
  vec3 turned(int part, vec4 place) {
    return vec3(dot(parts[part], place), dot(parts[part + 1], place), dot(parts[part + 2], place));
  }
  void main() {
    int part = 3 * int(tag.x);
    vec3 world = turned(part, vec4(position + normal * (swell * rises[int(tag.z)]), 1.0));
    pass(turned(part, vec4(normal, 0.0)), world.y, colours[int(tag.y)]);
    gl_Position = lens * vec4(world, 1.0);
  }
`;
const FINE = {
  vertexShader: /* glsl */ `
    flat out vec3 vColour;
    out vec3 vNormal;
    out float vHeight;
    void pass(vec3 normal, float height, vec3 colour) {
      vColour = colour;
      vNormal = normal;
      vHeight = height;
    }
    ${VERTEX}`,
  fragmentShader: /* glsl */ `
    flat in vec3 vColour;
    in vec3 vNormal;
    in float vHeight;
    uniform float lit;
    out vec4 shown;
    ${SHADING}
    void main() {
      vec4 shade = shading(normalize(vNormal) * (gl_FrontFacing ? 1.0 : -1.0), vHeight);
      shown = vec4(mix(vColour * shade.rgb + shade.a, vColour * 1.12, 0.7 * lit), 1.0);
    }`,
};
const PLAIN = {
  vertexShader: /* glsl */ `
    out vec3 vShown;
    ${SHADING}
    void pass(vec3 normal, float height, vec3 colour) {
      vec4 shade = shading(normalize(normal), height);
      vShown = colour * shade.rgb + shade.a;
    }
    ${VERTEX}`,
  fragmentShader: /* glsl */ `
    in vec3 vShown;
    out vec4 shown;
    void main() {
      shown = vec4(vShown, 1.0);
    }`,
};

/** Whoever looks: where the light comes from, the direction they are in, and what turns the scene into their picture.
 * All three are read in each frame. */
export interface Eye {
  light: Vector3;
  towards: Vector3;
  lens: Matrix4;
}

/** How many parts, colours and muscles that rise there are: the length of the shader's lists. */
export interface Sizes {
  parts: number;
  colours: readonly string[];
  rises: number;
}

/** The matte look of everything on the stage. `parts` (three rows of four numbers each, row by row) and `rises` (0..1)
 * are set frame by frame. */
export class Clay {
  readonly parts: Float32Array;
  readonly rises: Float32Array;
  readonly fine: ShaderMaterial;
  readonly plain: ShaderMaterial;
  readonly highlight: ShaderMaterial;
  readonly #names: readonly string[];
  readonly #colours: Float32Array;
  readonly #dark = new Vector3();
  readonly #rim = { value: 0.06 };

  constructor(sizes: Sizes, eye: Eye) {
    this.#names = sizes.colours;
    this.parts = new Float32Array(12 * sizes.parts);
    this.rises = new Float32Array(sizes.rises);
    this.#colours = new Float32Array(3 * sizes.colours.length);
    const shared = {
      parts: { value: this.parts },
      rises: { value: this.rises },
      colours: { value: this.#colours },
      light: { value: eye.light },
      towards: { value: eye.towards },
      lens: { value: eye.lens },
      dark: { value: this.#dark },
      rim: this.#rim,
    };
    const defines = { PARTS: sizes.parts, COLOURS: sizes.colours.length, RISES: sizes.rises };
    const same = { glslVersion: GLSL3, defines, side: FrontSide } as const;
    this.fine = new ShaderMaterial({ ...FINE, ...same, uniforms: { ...shared, lit: { value: 0 } } });
    this.plain = new ShaderMaterial({ ...PLAIN, ...same, uniforms: shared });
    // Lit, a muscle shines through what is in front of it.
    const through = { side: DoubleSide, depthTest: false } as const;
    this.highlight = new ShaderMaterial({ ...FINE, ...same, ...through, uniforms: { ...shared, lit: { value: 1 } } });
  }

  paint(theme: Theme): void {
    this.#names.forEach((name, index) => { this.#colours.set(colourOf(name, theme), 3 * index); });
    const { shade } = shadesOf(theme);
    const tone = (warmth: number): number => 0.45 * (1 - shade) + 0.55 * warmth * (1 - 0.72 * shade);
    this.#dark.set(tone(1), tone(0.94), tone(0.9));
    this.#rim.value = theme === "dark" ? 0.1 : 0.06;
  }

  dispose(): void {
    for (const material of [this.fine, this.plain, this.highlight]) material.dispose();
  }
}
