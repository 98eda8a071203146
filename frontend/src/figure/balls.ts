import { Box3, type BufferGeometry, type Mesh, Vector3 } from "three";

import type { Point } from "./orbit";
import type { Ball } from "./shadow";

const MOST_SLICES = 6;

/** Balls in a mesh's own frame that fill it roughly: slices along its longest side, each as wide as the mesh there. */
export function ballsIn(geometry: BufferGeometry): Ball[] {
  const box = new Box3().setFromBufferAttribute(geometry.getAttribute("position") as never);
  const [size, middle] = [box.getSize(new Vector3()).toArray(), box.getCenter(new Vector3()).toArray()];
  const longest = size.indexOf(Math.max(...size));
  const across = size.filter((_, axis) => axis !== longest);
  const radius = (across.reduce((sum, width) => sum + width, 0) / across.length / 2) * 0.92;
  const length = size[longest] ?? 0;
  const slices = Math.min(MOST_SLICES, Math.max(1, Math.ceil(length / (2 * radius))));
  const room = Math.max(length / 2 - radius, 0);
  return Array.from({ length: slices }, (_, slice) => {
    const at = [...middle];
    at[longest] = (at[longest] ?? 0) + (slices > 1 ? room * ((2 * slice) / (slices - 1) - 1) : 0);
    return { x: at[0] ?? 0, y: at[1] ?? 0, z: at[2] ?? 0, radius };
  });
}

const PLACE = new Vector3();

/** Puts the balls `here` where a mesh's own balls are in the scene now. */
export function place(mesh: Mesh, balls: readonly Ball[], here: readonly Ball[]): void {
  balls.forEach((ball, index) => {
    const to = here[index];
    PLACE.set(ball.x, ball.y, ball.z).applyMatrix4(mesh.matrixWorld);
    if (to) [to.x, to.y, to.z] = [PLACE.x, PLACE.y, PLACE.z];
  });
}

/** Points round balls, from which a camera is framed. */
export function outline(balls: readonly Ball[]): Point[] {
  return balls.flatMap(({ x, y, z, radius }) => [
    [x - radius, y, z] as const,
    [x + radius, y, z] as const,
    [x, Math.max(y - radius, 0), z] as const,
    [x, y + radius, z] as const,
    [x, y, z - radius] as const,
    [x, y, z + radius] as const,
  ]);
}
