import en from "./words/en.json";
import es from "./words/es.json";

export type Sentences = typeof en;

/** What the explorer says in a language. */
export function sentences(language: "en" | "es"): Sentences {
  return { en, es }[language];
}
