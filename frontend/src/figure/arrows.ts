import {
  CatmullRomCurve3,
  ConeGeometry,
  Group,
  Mesh,
  MeshBasicMaterial,
  Quaternion,
  SRGBColorSpace,
  TubeGeometry,
  Vector3,
} from "three";

import { colourOf, type Theme } from "./look";
import type { Way } from "./score";

const RADIUS_M = 0.008;
const HEAD_M = 0.055;
const SHORTEST_M = 0.1;
const IN_FRONT = 3; // a joint's way runs inside the body
const UP = new Vector3(0, 1, 0);

/** Arrows along the ways that parts of the body go, those of one phase seen at a time. */
export class Arrows {
  readonly group = new Group();
  readonly #material = new MeshBasicMaterial({ transparent: true, opacity: 0.8, depthTest: false });

  constructor(ways: readonly Way[]) {
    for (const { phase, way } of ways) {
      const curve = new CatmullRomCurve3(way.map((point) => new Vector3(...point)));
      if (way.length < 2 || curve.getLength() < SHORTEST_M) continue;
      const arrow = this.#arrow(curve);
      arrow.userData.phase = phase;
      this.group.add(arrow);
    }
    this.show(-1);
  }

  show(phase: number): void {
    for (const arrow of this.group.children) arrow.visible = arrow.userData.phase === phase;
  }

  paint(theme: Theme): void {
    this.#material.color.setRGB(...colourOf("ink", theme), SRGBColorSpace);
  }

  dispose(): void {
    this.group.traverse((node) => {
      if (node instanceof Mesh) (node as Mesh).geometry.dispose();
    });
    this.#material.dispose();
  }

  #arrow(curve: CatmullRomCurve3): Group {
    const head = new Mesh(new ConeGeometry(RADIUS_M * 3, HEAD_M, 20), this.#material);
    const ahead = curve.getTangentAt(1);
    head.position.copy(curve.getPointAt(1));
    head.quaternion.copy(new Quaternion().setFromUnitVectors(UP, ahead));
    const shaft = new Mesh(new TubeGeometry(curve, 32, RADIUS_M, 10), this.#material);
    head.renderOrder = shaft.renderOrder = IN_FRONT;
    return new Group().add(shaft, head);
  }
}
