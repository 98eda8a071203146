// A clip's many meshes as one, so that a frame is one draw: each vertex knows which part carries it, and a part is a
// matrix. What hangs rigidly on a part (a muscle's bands) belongs to it.
import {
  type BufferAttribute,
  BufferGeometry,
  Float32BufferAttribute,
  Int8BufferAttribute,
  Mesh,
  type Object3D,
  type ShaderMaterial,
  Uint16BufferAttribute,
  Uint8BufferAttribute,
  Vector3,
} from "three";

import { Clay, type Eye } from "./clay";

const LIT = 2; // drawn after the body

/** What of a clip one mesh is. */
interface Piece {
  mesh: Mesh;
  part: Object3D;
  muscle: string | null;
}

interface Span {
  start: number;
  count: number;
}

/** Everything solid of a clip in one mesh, and the lit muscle in another over it. */
export class Batch {
  readonly mesh: Mesh<BufferGeometry, ShaderMaterial>;
  readonly lit: Mesh<BufferGeometry, ShaderMaterial>;
  readonly clay: Clay;
  readonly #parts: Object3D[];
  readonly #rising = new Map<string, Mesh | null>([["", null]]);
  readonly #spans = new Map<string, Span>();

  constructor(meshes: readonly Mesh[], eye: Eye) {
    const pieces = meshes.map(pieceOf).sort((one, other) => (one.muscle ?? "").localeCompare(other.muscle ?? ""));
    this.#parts = [...new Set(pieces.map(({ part }) => part))];
    const colours = [...new Set(meshes.map(colourName))];
    const geometry = this.#merged(pieces, colours);
    this.clay = new Clay({ parts: this.#parts.length, colours, rises: this.#rising.size }, eye);
    this.mesh = new Mesh(geometry, this.clay.fine);
    const same = new BufferGeometry().setIndex(geometry.index);
    for (const [name, attribute] of Object.entries(geometry.attributes)) same.setAttribute(name, attribute);
    this.lit = new Mesh(same, this.clay.highlight);
    [this.lit.visible, this.lit.renderOrder] = [false, LIT];
    // What moves is inside the picture: nothing is gained by asking whether it is.
    this.mesh.frustumCulled = this.lit.frustumCulled = false;
  }

  /** Takes over where the clip's nodes are now. `mirrored`: they are a mirror image. */
  follow(mirrored: boolean): void {
    this.#parts.forEach(({ matrixWorld: { elements } }, index) => {
      for (let row = 0; row < 3; row++) {
        for (let column = 0; column < 4; column++) {
          this.clay.parts[12 * index + 4 * row + column] = elements[4 * column + row] ?? 0;
        }
      }
    });
    let rise = 0;
    for (const mesh of this.#rising.values()) this.clay.rises[rise++] = mesh?.morphTargetInfluences?.[0] ?? 0;
    // The places above hold all there is; this only says which way triangles face.
    for (const mesh of [this.mesh, this.lit]) mesh.scale.x = mirrored ? -1 : 1;
  }

  /** Draws it finely, or as cheaply as it can be. */
  set plain(on: boolean) {
    this.mesh.material = on ? this.clay.plain : this.clay.fine;
  }

  /** Lights one muscle, or none. */
  highlight(muscle: string | null): void {
    const span = muscle === null ? undefined : this.#spans.get(muscle);
    this.lit.visible = span !== undefined;
    if (span) this.lit.geometry.setDrawRange(span.start, span.count);
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.lit.geometry.dispose();
    this.clay.dispose();
  }

  #merged(pieces: readonly Piece[], colours: readonly string[]): BufferGeometry {
    const [points, normals, tags, swells, indices]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []];
    for (const piece of pieces) {
      const [first, start] = [points.length / 3, indices.length];
      const tag = [this.#parts.indexOf(piece.part), colours.indexOf(colourName(piece.mesh)), this.#rise(piece), 0];
      appendVertices(piece, { points, normals, swells });
      for (let vertex = first; vertex < points.length / 3; vertex++) tags.push(...tag);
      for (const index of facing(piece)) indices.push(first + index);
      if (piece.muscle !== null) this.#note(piece.muscle, start, indices.length - start);
    }
    const made = new BufferGeometry();
    made.setAttribute("position", new Float32BufferAttribute(points, 3));
    made.setAttribute("normal", new Int8BufferAttribute(normals, 3, true));
    made.setAttribute("tag", new Uint8BufferAttribute(tags, 4));
    made.setAttribute("swell", new Float32BufferAttribute(swells, 1));
    if (points.length / 3 > 0xffff) throw new Error("The clip has more points than one mesh can hold.");
    made.setIndex(new Uint16BufferAttribute(indices, 1));
    return made;
  }

  /** The number of the muscle whose rise a piece follows; all bands of one on one side rise as its first does. */
  #rise({ mesh, muscle }: Piece): number {
    const key = muscle === null ? "" : `${muscle} ${String(mesh.userData.side)}`;
    if (!this.#rising.has(key)) this.#rising.set(key, mesh);
    return [...this.#rising.keys()].indexOf(key);
  }

  #note(muscle: string, start: number, count: number): void {
    const known = this.#spans.get(muscle);
    this.#spans.set(muscle, known ? { start: known.start, count: known.count + count } : { start, count });
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

export function colourName(mesh: Mesh): string {
  return Array.isArray(mesh.material) ? "clay" : mesh.material.name;
}

function pieceOf(mesh: Mesh): Piece {
  const muscle = muscleOf(mesh);
  return { mesh, part: muscle !== null && mesh.parent ? mesh.parent : mesh, muscle };
}

/** The piece's points and normals in the frame of its part, and how far each may swell. */
function appendVertices({ mesh, part }: Piece, into: { points: number[]; normals: number[]; swells: number[] }): void {
  const [position, normal] = [mesh.geometry.getAttribute("position"), mesh.geometry.getAttribute("normal")];
  const raised = mesh.geometry.morphAttributes.position?.[0] as BufferAttribute | undefined;
  const [point, across, rise] = [new Vector3(), new Vector3(), new Vector3()];
  for (let vertex = 0; vertex < position.count; vertex++) {
    point.fromBufferAttribute(position, vertex);
    across.fromBufferAttribute(normal, vertex).normalize();
    into.swells.push(raised ? rise.fromBufferAttribute(raised, vertex).dot(across) : 0);
    if (part !== mesh) {
      point.applyMatrix4(mesh.matrix);
      across.transformDirection(mesh.matrix);
    }
    into.points.push(point.x, point.y, point.z);
    into.normals.push(...across.toArray().map((value) => Math.round(value * 127)));
  }
}

/** The corners of the piece's triangles, turned round where its own place in its part mirrors it. */
function facing({ mesh, part }: Piece): number[] {
  const corners = Array.from(mesh.geometry.index?.array ?? []);
  if (part === mesh || mesh.matrix.determinant() > 0) return corners;
  for (let corner = 0; corner < corners.length; corner += 3) {
    [corners[corner + 1], corners[corner + 2]] = [corners[corner + 2] ?? 0, corners[corner + 1] ?? 0];
  }
  return corners;
}
