import { languageAt } from "../figure/words";
import en from "./words/en.json";
import es from "./words/es.json";

export type Words = typeof en;

/** The words about the net, in the language an element stands in. */
export function netWords(element: Element): Words {
  return { en, es }[languageAt(element)];
}
