import { BufferGeometry, Float32BufferAttribute, Group, Matrix4, Mesh, MeshBasicMaterial, Vector3 } from "three";
import { expect, it } from "vitest";

import { Batch } from "./batch";

const EYE = { light: new Vector3(), towards: new Vector3(), lens: new Matrix4() };

function triangle(colour: string, raised = 0): Mesh {
  const geometry = new BufferGeometry().setIndex([0, 1, 2]);
  geometry.setAttribute("position", new Float32BufferAttribute([0, 0, 0, 1, 0, 0, 0, 1, 0], 3));
  geometry.setAttribute("normal", new Float32BufferAttribute([0, 0, 1, 0, 0, 1, 0, 0, 1], 3));
  if (raised) geometry.morphAttributes.position = [new Float32BufferAttribute([0, 0, raised, 0, 0, raised, 0, 0, raised], 3)];
  const material = new MeshBasicMaterial();
  material.name = colour;
  return new Mesh(geometry, material);
}

/** A thigh with a muscle's band on it, turned to its mirror image as those of the left side are. */
function thigh(): { whole: Group; meshes: Mesh[]; band: Mesh } {
  const [segment, band] = [triangle("clay"), triangle("strength", 0.007)];
  band.userData = { muscle: "gracilis", side: "left" };
  band.scale.z = -1;
  band.position.y = 2;
  segment.add(band);
  segment.position.x = 5;
  const whole = new Group().add(segment);
  whole.updateMatrixWorld(true);
  return { whole, meshes: [band, segment], band };
}

it("is one mesh of all, each corner carried by its part", () => {
  const { meshes } = thigh();
  const { mesh } = new Batch(meshes, EYE);
  const tags = Array.from(mesh.geometry.getAttribute("tag").array);
  expect(mesh.geometry.getAttribute("position").count).toBe(6);
  expect([tags[0], tags[12]]).toEqual([0, 0]); // the band belongs to the segment it lies on
  expect([tags[2], tags[14]]).toEqual([0, 1]); // and only the band rises
  expect(tags[1]).not.toBe(tags[13]);
});

it("keeps what lies in a mirror facing outwards", () => {
  const { meshes } = thigh();
  const { mesh } = new Batch(meshes, EYE);
  expect(Array.from(mesh.geometry.index?.array ?? [])).toEqual([0, 1, 2, 3, 5, 4]);
  expect(mesh.geometry.getAttribute("position").getY(3)).toBe(2);
  expect(mesh.geometry.getAttribute("normal").getZ(3)).toBeCloseTo(-1);
  expect(mesh.geometry.getAttribute("swell").getX(3)).toBeCloseTo(0.007);
});

it("follows where its parts are and how far its muscles rise", () => {
  const { whole, meshes, band } = thigh();
  const batch = new Batch(meshes, EYE);
  band.morphTargetInfluences = [0.4];
  batch.follow(false);
  expect(Array.from(batch.clay.parts)).toEqual([1, 0, 0, 5, 0, 1, 0, 0, 0, 0, 1, 0]);
  expect(batch.clay.rises[1]).toBeCloseTo(0.4);
  whole.scale.x = -1;
  whole.updateMatrixWorld(true);
  batch.follow(true);
  expect(batch.clay.parts[3]).toBe(-5);
  expect(batch.mesh.scale.x).toBe(-1);
});

it("lights one muscle's triangles", () => {
  const batch = new Batch(thigh().meshes, EYE);
  batch.highlight("gracilis");
  expect(batch.lit.visible).toBe(true);
  expect(batch.lit.geometry.drawRange).toEqual({ start: 3, count: 3 });
  batch.highlight("nothing");
  expect(batch.lit.visible).toBe(false);
});
