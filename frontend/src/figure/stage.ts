// The figure in WebGL: a clip, a floor, a soft light, a camera. It draws when it is told to and remembers nothing of
// play, pause or speed.
import {
  AnimationMixer,
  Box3,
  Group,
  LoopOnce,
  Matrix4,
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
import { ballsIn, outline, place } from "./balls";
import { Batch, colourName, muscleOf } from "./batch";
import { colourOf, shadesOf, type Theme } from "./look";
import { axesOf, framing, type Point, type View } from "./orbit";
import type { Way } from "./score";
import { type Ball, Floor } from "./shadow";

const FIELD_DEG = 20;
const TANGENT = Math.tan((FIELD_DEG / 2) * (Math.PI / 180));
const LOOKS = 10; // moments of a clip that the camera is framed on
const CAST_NO_SHADOW = ["wall", "mat"];
const NOT_FRAMED = ["wall"];
const SLOWEST_MS = 28; // a frame without a graphics card; drawn more coarsely when it takes longer
const COARSEST = 0.75;
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** A mesh of the clip with balls that fill it, in its own frame and, `here`, in the scene. */
interface Body {
  mesh: Mesh;
  colour: string;
  balls: readonly Ball[];
  here: readonly Ball[];
}

export class Stage {
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera(FIELD_DEG, 1, 0.1, 40);
  readonly #eye = { light: new Vector3(), towards: new Vector3(), lens: new Matrix4() };
  readonly #whole = new Group();
  readonly #software: boolean;
  #batch: Batch | null = null;
  #arrows: Arrows | null = null;
  #floor: Floor | null = null;
  #mixer: AnimationMixer | null = null;
  #bodies: Body[] = [];
  #casting: readonly Ball[] = [];
  #points: Point[] = [];
  #slowness = 0;
  #plain = 1;

  /** Throws where there is no WebGL. */
  constructor(canvas: HTMLCanvasElement) {
    this.#software = drawnBySoftware();
    const antialias = !this.#software;
    this.#renderer = new WebGLRenderer({ canvas, alpha: true, antialias, powerPreference: "low-power" });
    this.#scene.matrixWorldAutoUpdate = false;
  }

  /** Puts a loaded clip on the stage in our own materials, with arrows along these ways and what the camera is `near`
   * in the picture (everything where nothing is named). */
  put(clip: GLTF, ways: readonly Way[], near: readonly string[] = []): void {
    this.#whole.add(clip.scene).updateMatrixWorld(true);
    const meshes: Mesh[] = [];
    clip.scene.traverse((node) => {
      if (node instanceof Mesh) meshes.push(node as Mesh);
    });
    this.#batch = new Batch(meshes, this.#eye);
    this.#bodies = meshes.filter((mesh) => muscleOf(mesh) === null).map(bodyOf);
    this.#casting = this.#bodies.filter(({ colour }) => !CAST_NO_SHADOW.includes(colour)).flatMap(({ here }) => here);
    this.#arrows = new Arrows(ways);
    this.#arrows.group.matrixAutoUpdate = false;
    this.#scene.add(this.#batch.mesh, this.#batch.lit, this.#arrows.group);
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
    const framed = this.#bodies.filter(({ colour }) => !NOT_FRAMED.includes(colour));
    for (const take of postures) {
      take();
      this.#follow();
      all.push(...framed.flatMap(({ here }) => outline(here)));
      seen.push(...framed.filter(({ mesh }) => wanted(mesh.name)).flatMap(({ here }) => outline(here)));
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
    this.#follow();
    this.#floor?.cast(this.#casting);
    this.#scene.updateMatrixWorld(true);
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
    this.#eye.towards.fromArray(towards);
    const along = (axis: number): number => -0.45 * (right[axis] ?? 0) + 0.5 * (towards[axis] ?? 0);
    this.#eye.light.set(along(0), along(1) + 0.75, along(2)).normalize();
  }

  paint(theme: Theme): void {
    this.#batch?.clay.paint(theme);
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
    this.#batch?.highlight(muscle);
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
    if (this.#batch) this.#batch.plain = this.#software && since !== null;
    this.#eye.lens.multiplyMatrices(this.#camera.projectionMatrix, this.#camera.matrixWorldInverse);
    const ratio = this.#software ? (since === null ? 2 : this.#plain) : Math.min(window.devicePixelRatio, 2);
    if (this.#renderer.getPixelRatio() !== ratio) this.#renderer.setPixelRatio(ratio);
    this.#renderer.render(this.#scene, this.#camera);
  }

  dispose(): void {
    this.#batch?.dispose();
    this.#arrows?.dispose();
    this.#floor?.dispose();
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
  }

  /** Takes over where the clip's nodes are now. */
  #follow(): void {
    this.#whole.updateMatrixWorld(true);
    this.#batch?.follow(this.#whole.scale.x < 0);
    const root = this.#whole.children[0]?.children[0];
    if (root) this.#arrows?.group.matrix.copy(root.matrixWorld);
    for (const { mesh, balls, here } of this.#bodies) place(mesh, balls, here);
  }

  /** How high the shadow lies: on a mat, or on the bare floor. */
  #matTop(): number {
    const mats = this.#bodies.filter(({ colour }) => colour === "mat");
    return Math.max(0, ...mats.map(({ mesh }) => new Box3().setFromObject(mesh).max.y));
  }
}

function bodyOf(mesh: Mesh): Body {
  const balls = ballsIn(mesh.geometry);
  return { mesh, colour: colourName(mesh), balls, here: balls.map((ball) => ({ ...ball })) };
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
