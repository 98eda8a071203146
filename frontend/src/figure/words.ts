import en from "./words/en.json";
import es from "./words/es.json";

export type Words = typeof en;

const LANGUAGES = { en, es };

/** The words of the language an element stands in (`lang` of it or of what is around it); English where there are none. */
export function wordsAt(element: Element): Words {
  return LANGUAGES[languageAt(element)];
}

/** The language of the words an island says at an element. */
export function languageAt(element: Element): keyof typeof LANGUAGES {
  const lang = element.closest("[lang]")?.getAttribute("lang")?.split("-")[0] ?? "en";
  return lang in LANGUAGES ? (lang as keyof typeof LANGUAGES) : "en";
}

/** A sentence with its {gaps} filled. */
export function filled(sentence: string, gaps: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (gap, name: string) => String(gaps[name] ?? gap));
}
