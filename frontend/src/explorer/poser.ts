import { type Object3D, Quaternion, Vector3 } from "three";

import type { Stage } from "../figure/stage";
import type { Pose, Turn } from "./table";

interface Moved {
  node: Object3D;
  fromTurn: Quaternion;
  toTurn: Quaternion;
  fromPlace: Vector3;
  toPlace: Vector3;
}

/** Stands the figure as the table's poses say, gliding from one to the next. The planted foot leaves the leg's chain:
 * it stays on the floor whatever the leg does. */
export class Poser {
  #moved: Moved[] = [];

  constructor(
    readonly stage: Stage,
    readonly leg: string,
  ) {
    const [root, foot] = [stage.node("figure"), stage.node(`foot_${leg}`)];
    if (root && foot) root.add(foot);
  }

  /** Sets out for a pose; `glide` then leads there. */
  towards(pose: Pose): void {
    this.#moved = [];
    for (const [name, turn] of Object.entries(pose.turns)) this.#aim(name, turn, null);
    this.#aim(`foot_${this.leg}`, pose.foot, [0, pose.ankle, 0]);
    const [x, y, z] = pose.pelvis;
    this.#aim("pelvis", null, [x, y + pose.ankle, z]);
  }

  /** Goes a share (0..1) of the way. */
  glide(share: number): void {
    for (const { node, fromTurn, toTurn, fromPlace, toPlace } of this.#moved) {
      node.quaternion.slerpQuaternions(fromTurn, toTurn, share);
      node.position.lerpVectors(fromPlace, toPlace, share);
    }
    this.stage.settle();
  }

  #aim(name: string, turn: Turn | null, place: readonly [number, number, number] | null): void {
    const node = this.stage.node(name);
    if (!node) return;
    const toTurn = turn ? new Quaternion(...turn) : node.quaternion.clone();
    const toPlace = place ? new Vector3(...place) : node.position.clone();
    this.#moved.push({ node, fromTurn: node.quaternion.clone(), toTurn, fromPlace: node.position.clone(), toPlace });
  }
}
