// The worker that finds the pose: MediaPipe's landmarker on WebAssembly, apart from the page so that it never stutters.
import { FilesetResolver, PoseLandmarker, type PoseLandmarkerResult } from "@mediapipe/tasks-vision";

import type { Answer, Ask, Load } from "./camera/asking";
import { edgesIn, type Part } from "./camera/edges";
import { lightOf } from "./camera/light";
import { chosen, encoded, LANDMARKS } from "./camera/wire";

/** What a worker's own scope has that is used here; the types of a page know no worker. */
interface Scope {
  postMessage(message: Answer, moved: Transferable[]): void;
  close(): void;
  addEventListener(type: "message", heard: (event: MessageEvent<Ask>) => void): void;
  import: (address: string) => Promise<unknown>;
}

const scope = self as unknown as Scope;

// the runtime loads its own module by this, since a module worker has no importScripts
scope.import = (address) => import(/* @vite-ignore */ address);

// the runtime greets and chats on the console; what fails is told to the page
for (const loud of ["log", "info", "warn", "error"] as const) console[loud] = console.debug;

const LIGHT_EVERY = 8;

let landmarker: PoseLandmarker | null = null;
let live = true;
let before: { x: number; y: number } | null = null;
let light: number | null = null;
let looks = 0;

function tell(answer: Answer, moved: Transferable[] = []): void {
  scope.postMessage(answer, moved);
}

async function load(ask: Load): Promise<void> {
  const started = performance.now();
  const files = await FilesetResolver.forVisionTasks(ask.runtime, true);
  const model = await fetch(ask.model);
  if (!model.ok) throw new Error(`${ask.model}: ${model.status}`);
  landmarker = await PoseLandmarker.createFromOptions(files, {
    baseOptions: { modelAssetBuffer: new Uint8Array(await model.arrayBuffer()), delegate: "CPU" },
    runningMode: ask.live ? "VIDEO" : "IMAGE",
    numPoses: ask.people,
  });
  live = ask.live;
  before = null;
  tell({ told: "loaded", ms: performance.now() - started });
}

function seen(result: PoseLandmarkerResult, picture: ImageBitmap, timeS: number): Float32Array {
  const index = chosen(result.landmarks, before);
  const landmarks = index === null ? undefined : result.landmarks[index];
  const world = index === null ? undefined : result.worldLandmarks[index];
  const hips = landmarks ? [landmarks[LANDMARKS.leftHip], landmarks[LANDMARKS.rightHip]] : [];
  const [left, right] = hips;
  before = left && right ? { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 } : null;
  return encoded(timeS, landmarks ?? [], world ?? [], picture.width, picture.height);
}

function look(id: number, picture: ImageBitmap, timeS: number): void {
  const started = performance.now();
  const result = live ? landmarker?.detectForVideo(picture, timeS * 1000) : landmarker?.detect(picture);
  if (!result) throw new Error("no model is loaded");
  const frame = seen(result, picture, timeS);
  if (!live || looks++ % LIGHT_EVERY === 0) light = lightOf(picture, frame);
  const ms = performance.now() - started;
  tell({ told: "seen", id, frame, picture, people: result.landmarks.length, light, ms }, [picture, frame.buffer]);
}

async function keep(id: number, picture: ImageBitmap): Promise<void> {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  picture.close();
  tell({ told: "kept", id, picture: await canvas.convertToBlob({ type: "image/jpeg", quality: 0.92 }) });
}

function edges(id: number, picture: ImageBitmap, parts: readonly Part[]): void {
  const found = edgesIn(picture, parts);
  picture.close();
  tell({ told: "edges", id, edges: found });
}

async function answered(ask: Ask): Promise<void> {
  if (ask.ask === "load") await load(ask);
  else if (ask.ask === "look") look(ask.id, ask.picture, ask.timeS);
  else if (ask.ask === "keep") await keep(ask.id, ask.picture);
  else if (ask.ask === "edges") edges(ask.id, ask.picture, ask.parts);
  else {
    landmarker?.close();
    scope.close();
  }
}

scope.addEventListener("message", (event) => {
  const ask = event.data;
  answered(ask).catch((error: unknown) => {
    tell({ told: "failed", id: "id" in ask ? ask.id : null, why: String(error) });
  });
});
