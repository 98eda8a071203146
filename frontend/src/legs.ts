// The worker that reads the joints of both legs closer than the pose model can: kneeline's own network, on ONNX Runtime.
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";

import { HEIGHT, portion, WIDTH, type Corners, type Pixels } from "./camera/portion";
import { LEG_NUMBERS, type AnswerLegs, type AskLegs } from "./camera/reading";

/** What a worker's own scope has that is used here; the types of a page know no worker. */
interface Scope {
  postMessage(message: AnswerLegs, moved: Transferable[]): void;
  addEventListener(type: "message", heard: (event: MessageEvent<AskLegs>) => void): void;
}

const scope = self as unknown as Scope;

let session: Promise<InferenceSession> | null = null;

async function load(runtime: string, model: string): Promise<InferenceSession> {
  env.wasm.numThreads = 1; // more need a page that is cut off from all others
  env.wasm.wasmPaths = `${runtime}/`;
  return InferenceSession.create(model, { executionProviders: ["wasm"] });
}

function pixelsOf(picture: ImageBitmap): Pixels {
  const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  context.drawImage(picture, 0, 0);
  picture.close();
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height);
}

async function answers(network: InferenceSession, pixels: Pixels, corners: Corners): Promise<number[]> {
  const [input = ""] = network.inputNames;
  const given = await network.run({ [input]: new Tensor("float32", portion(pixels, corners), [1, 3, HEIGHT, WIDTH]) });
  return [given.points, given.log_variance].flatMap((answer) => [...((answer?.data ?? []) as Float32Array)]);
}

async function read(picture: ImageBitmap, corners: [Corners, Corners]): Promise<Float32Array> {
  if (!session) throw new Error("no network is loaded");
  const network = await session;
  const pixels = pixelsOf(picture);
  const legs = new Float32Array(2 * LEG_NUMBERS);
  for (const [side, each] of corners.entries()) legs.set(await answers(network, pixels, each), side * LEG_NUMBERS);
  return legs;
}

scope.addEventListener("message", ({ data }) => {
  if (data.ask === "load") {
    session = load(data.runtime, data.model);
    session.catch(() => undefined); // told to whoever asks for a leg
    return;
  }
  read(data.picture, data.corners).then(
    (legs) => { scope.postMessage({ id: data.id, legs }, [legs.buffer]); },
    (error: unknown) => { scope.postMessage({ id: data.id, why: String(error) }, []); },
  );
});
