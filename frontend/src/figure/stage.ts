// The figure in WebGL: a clip, a floor, a soft light, a camera. It draws when it is told to and remembers nothing of
// play, pause or speed.
import {
  AnimationMixer,
  Box3,
  type BufferGeometry,
  Group,
  LoopOnce,
  Mesh,
  type Object3D,
  PerspectiveCamera,
  Raycaster,
  Scene,
  Vector2,
  Vector3,
  WebGLRenderer,
} from "three";
import type { GLTF } from "three/addons/loaders/GLTFLoader.js";

import { Arrows } from "./arrows";
import { ballsIn, outline, placed } from "./balls";
import { Clay } from "./clay";
import { colourOf, shadesOf, type Theme } from "./look";
import { axesOf, framing, type Point, type View } from "./orbit";
import type { Way } from "./score";
import { type Ball, Floor } from "./shadow";

const FIELD_DEG = 20;
const TANGENT = Math.tan((FIELD_DEG / 2) * (Math.PI / 180));
const LOOKS = 10; // moments of a clip that the camera is framed on
const CAST_NO_SHADOW = ["wall", "mat"];
const NOT_FRAMED = ["wall"];
const LIT = 2; // drawn after the body
const SLOWEST_MS = 28; // a frame without a graphics card; drawn more coarsely when it takes longer
const COARSEST = 0.75;
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

type Dressed = Mesh<BufferGeometry, Clay>;

interface Body {
  mesh: Dressed;
  balls: Ball[];
}

export class Stage {
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera(FIELD_DEG, 1, 0.1, 40);
  readonly #light = new Vector3();
  readonly #whole = new Group();
  readonly #software: boolean;
  readonly #materials = new Map<string, Clay>();
  #arrows: Arrows | null = null;
  #floor: Floor | null = null;
  #mixer: AnimationMixer | null = null;
  #bodies: Body[] = [];
  #points: Point[] = [];
  #slowness = 0;
  #plain = 1;
  #muscles: Dressed[] = [];

  /** Throws where there is no WebGL. */
  constructor(canvas: HTMLCanvasElement) {
    this.#software = drawnBySoftware();
    const antialias = !this.#software;
    this.#renderer = new WebGLRenderer({ canvas, alpha: true, antialias, powerPreference: "low-power" });
    this.#scene.add(this.#whole);
  }

  /** Puts a loaded clip on the stage in our own materials, with arrows along these ways and what the camera is `near`
   * in the picture (everything where nothing is named). */
  put(clip: GLTF, ways: readonly Way[], near: readonly string[] = []): void {
    const meshes: Dressed[] = [];
    clip.scene.traverse((node) => {
      if (node instanceof Mesh) meshes.push(this.#dressed(node as Mesh));
    });
    this.#whole.add(clip.scene);
    this.#muscles = meshes.filter((mesh) => muscleOf(mesh) !== null);
    const solid = meshes.filter((mesh) => muscleOf(mesh) === null);
    this.#bodies = solid.map((mesh) => ({ mesh, balls: ballsIn(mesh.geometry) }));
    this.#arrows = new Arrows(ways);
    clip.scene.children[0]?.add(this.#arrows.group);
    this.#mixer = new AnimationMixer(clip.scene);
    for (const animation of clip.animations) this.#mixer.clipAction(animation).setLoop(LoopOnce, 1).play();
    const duration = Math.max(0, ...clip.animations.map((animation) => animation.duration));
    const moments = Array.from({ length: LOOKS }, (_, look) => (duration * look) / LOOKS);
    const wanted = (name: string): boolean => near.length === 0 || near.includes(name);
    this.frame(moments.map((time) => () => this.#mixer?.setTime(time)), wanted);
  }

  /** Fits camera and floor to all of these postures; `wanted`: which parts have to be in the picture. */
  frame(postures: readonly (() => unknown)[], wanted: (name: string) => boolean = () => true): void {
    const [seen, all]: [Point[], Point[]] = [[], []];
    for (const take of postures) {
      take();
      this.#whole.updateMatrixWorld(true);
      all.push(...outline(this.#balls(({ material }) => !NOT_FRAMED.includes(material.name))));
      seen.push(...outline(this.#balls(({ name, material }) => wanted(name) && !NOT_FRAMED.includes(material.name))));
    }
    this.#points = seen;
    const ahead = all.map((point) => point[2]);
    const [back, front] = [Math.min(...ahead), Math.max(...ahead)];
    const aside = Math.max(...all.map((point) => Math.abs(point[0])));
    this.#floor?.dispose();
    this.#floor?.mesh.removeFromParent();
    this.#floor = new Floor({ x: 0, z: (back + front) / 2, half: Math.max(aside, (front - back) / 2) + 0.55 });
    this.#floor.mesh.position.y = this.#matTop() + 0.001;
    this.#scene.add(this.#floor.mesh);
  }

  /** Moves everything to where it is at a moment of the clip, in one of its phases (-1: none). */
  show(time: number, phase: number): void {
    this.#arrows?.show(phase);
    this.#mixer?.setTime(time);
    this.settle();
  }

  /** Takes over what nodes were moved by hand. */
  settle(): void {
    this.#whole.updateMatrixWorld(true);
    this.#floor?.cast(this.#balls(({ material }) => !CAST_NO_SHADOW.includes(material.name)));
  }

  /** A node of the clip by its name. */
  node(name: string): Object3D | undefined {
    return this.#whole.getObjectByName(name);
  }

  /** Looks from a view, everything in the picture. */
  look(view: View): void {
    const { right, up, towards } = axesOf(view);
    const { target, distance } = framing(this.#points, { right, up, towards }, this.#camera.aspect, TANGENT);
    const far = distance / view.zoom;
    const at = target.map((place, axis) => place + (towards[axis] ?? 0) * far);
    this.#camera.position.fromArray(at);
    this.#camera.up.fromArray(up);
    this.#camera.lookAt(...target);
    this.#camera.updateMatrixWorld();
    const along = (axis: number): number => -0.45 * (right[axis] ?? 0) + 0.5 * (towards[axis] ?? 0);
    this.#light.set(along(0), along(1) + 0.75, along(2)).normalize();
  }

  paint(theme: Theme): void {
    for (const material of this.#materials.values()) material.paint(theme);
    this.#arrows?.paint(theme);
    const ink = theme === "dark" ? ([0, 0, 0] as const) : colourOf("ink", theme);
    this.#floor?.paint(ink, shadesOf(theme).shadow * 1.5, theme === "dark" ? 0.16 : 0.035);
  }

  /** Shows the other side: everything as in a mirror. */
  mirror(other: boolean): void {
    if (this.#whole.scale.x < 0 === other) return;
    this.#whole.scale.x = other ? -1 : 1;
    this.#points = this.#points.map(([x, y, z]) => [-x, y, z]);
    this.settle();
  }

  /** Lights one muscle so that it shows through the body, or none. */
  highlight(muscle: string | null): void {
    for (const mesh of this.#muscles) {
      const lit = muscle !== null && muscleOf(mesh) === muscle;
      if (mesh.material.depthTest === lit) mesh.material.lit = lit;
      mesh.renderOrder = lit ? LIT : 0;
    }
  }

  /** The muscle under a point of the picture (px from its upper left corner), if there is one. */
  muscleAt(x: number, y: number): string | null {
    const { clientWidth, clientHeight } = this.#renderer.domElement;
    const ray = new Raycaster();
    ray.setFromCamera(new Vector2((2 * x) / clientWidth - 1, 1 - (2 * y) / clientHeight), this.#camera);
    const hit = ray.intersectObject(this.#whole, true)[0];
    return hit ? muscleOf(hit.object) : null;
  }

  /** Where a node's origin is in the picture, px from its upper left corner. */
  project(node: string): [number, number] {
    const { clientWidth, clientHeight } = this.#renderer.domElement;
    const at = this.node(node)?.getWorldPosition(new Vector3()).project(this.#camera) ?? new Vector3();
    return [((at.x + 1) / 2) * clientWidth, ((1 - at.y) / 2) * clientHeight];
  }

  /** Fits the picture to its element. */
  resize(): void {
    const { clientWidth, clientHeight } = this.#renderer.domElement;
    if (!clientWidth || !clientHeight) return;
    this.#camera.aspect = clientWidth / clientHeight;
    this.#camera.updateProjectionMatrix();
    this.#renderer.setSize(clientWidth, clientHeight, false);
  }

  /** Draws, `since` ms after the frame before where it moves. Without a graphics card a picture at rest is drawn finely
   * and one that moves plainly, or even more plainly where that is too slow. */
  draw(since: number | null): void {
    if (since !== null) this.#slowness += 0.1 * (since - this.#slowness);
    if (this.#slowness > SLOWEST_MS) this.#plain = COARSEST;
    const ratio = this.#software ? (since === null ? 2 : this.#plain) : Math.min(window.devicePixelRatio, 2);
    if (this.#renderer.getPixelRatio() !== ratio) this.#renderer.setPixelRatio(ratio);
    this.#renderer.render(this.#scene, this.#camera);
  }

  dispose(): void {
    for (const { mesh } of this.#bodies) mesh.geometry.dispose();
    for (const mesh of this.#muscles) mesh.geometry.dispose();
    for (const material of this.#materials.values()) material.dispose();
    this.#arrows?.dispose();
    this.#floor?.dispose();
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
  }

  #dressed(mesh: Mesh): Dressed {
    const name = Array.isArray(mesh.material) ? "clay" : mesh.material.name;
    const own = muscleOf(mesh) ?? "";
    const known = this.#materials.get(own + name) ?? new Clay(name, this.#light);
    this.#materials.set(own + name, known);
    mesh.material = known;
    return mesh as Dressed;
  }

  #balls(wanted: (mesh: Dressed) => boolean): Ball[] {
    return this.#bodies.filter(({ mesh }) => wanted(mesh)).flatMap(({ mesh, balls }) => placed(mesh, balls));
  }

  /** How high the shadow lies: on a mat, or on the bare floor. */
  #matTop(): number {
    const mats = this.#bodies.filter(({ mesh }) => mesh.material.name === "mat");
    return Math.max(0, ...mats.map(({ mesh }) => new Box3().setFromObject(mesh).max.y));
  }

}

/** The id of the muscle that a node shows, or of the one it hangs on; null for everything else. */
export function muscleOf(node: Object3D): string | null {
  for (let at: Object3D | null = node; at; at = at.parent) {
    const muscle: unknown = at.userData.muscle;
    if (typeof muscle === "string") return muscle;
  }
  return null;
}

/** Whether pictures are drawn without a graphics card. Throws where there is no WebGL. */
function drawnBySoftware(): boolean {
  const probe = document.createElement("canvas").getContext("webgl2");
  if (!probe) throw new Error("There is no WebGL here.");
  const told = probe.getExtension("WEBGL_debug_renderer_info");
  const name: unknown = probe.getParameter(told?.UNMASKED_RENDERER_WEBGL ?? probe.RENDERER);
  probe.getExtension("WEBGL_lose_context")?.loseContext();
  return typeof name === "string" && SOFTWARE.test(name);
}
