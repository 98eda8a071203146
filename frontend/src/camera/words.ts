import en from "./words/en.json";
import es from "./words/es.json";

export type CameraWords = typeof en;

const LANGUAGES = { en, es };

/** What the camera's pages say in a language. */
export function wordsOf(language: keyof typeof LANGUAGES): CameraWords {
  return LANGUAGES[language];
}
