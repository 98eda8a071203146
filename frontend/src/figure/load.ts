import { GLTFLoader, type GLTF } from "three/addons/loaders/GLTFLoader.js";

import { score, type Score, type Told } from "./score";

/** The bytes of a clip: from an address, from a `data:` address, or from the element of this page that `#id` names,
 * which holds them in base64. Throws where there is nothing. */
export async function bytesOf(source: string): Promise<ArrayBuffer> {
  if (source.startsWith("#")) {
    const held = document.getElementById(source.slice(1));
    if (!held) throw new Error(`Nothing in this page is called ${source}.`);
    return fromBase64(held.textContent);
  }
  if (source.startsWith("data:")) return fromBase64(source.slice(source.indexOf(",") + 1));
  const answer = await fetch(source);
  if (!answer.ok) throw new Error(`${source}: ${answer.status}`);
  return answer.arrayBuffer();
}

/** The clip in glTF's bytes. */
export async function clipOf(bytes: ArrayBuffer): Promise<GLTF> {
  return new GLTFLoader().parseAsync(bytes, "");
}

/** What the bytes of a glTF file say of the clip, without building it. Throws where they say nothing. */
export function scoreOf(bytes: ArrayBuffer): Score {
  const length = new DataView(bytes).getUint32(12, true);
  const text = new TextDecoder().decode(new Uint8Array(bytes, 20, length));
  const { nodes } = JSON.parse(text) as { nodes: { extras?: Partial<Told> }[] };
  const told = nodes.find((node) => node.extras?.captions)?.extras;
  if (!told) throw new Error("The file says nothing of its movement.");
  return score(told as Told);
}

function fromBase64(text: string): ArrayBuffer {
  const raw = atob(text.replace(/\s/g, ""));
  return Uint8Array.from(raw, (sign) => sign.charCodeAt(0)).buffer;
}
