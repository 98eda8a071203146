// @vitest-environment jsdom
import { expect, it } from "vitest";

import explorerEn from "../explorer/words/en.json";
import explorerEs from "../explorer/words/es.json";
import netEn from "../offline/words/en.json";
import netEs from "../offline/words/es.json";
import playerEn from "../session/words/en.json";
import playerEs from "../session/words/es.json";
import en from "./words/en.json";
import es from "./words/es.json";
import { filled, languageAt } from "./words";

function gaps(sentence: string): string[] {
  return (sentence.match(/\{\w+\}/g) ?? []).sort();
}

it.each([
  ["figure", en, es],
  ["explorer", explorerEn, explorerEs],
  ["player", playerEn, playerEs],
  ["net", netEn, netEs],
])("%s says the same things in both languages, with the same gaps", (_, english: object, spanish: object) => {
  const shape = (words: object): unknown[] => Object.entries(words).map(([key, text]) => [key, gaps(String(text))]);
  expect(shape(spanish)).toEqual(shape(english));
});

it("fills gaps and leaves unknown ones", () => {
  expect(filled("Step {step} of {steps}", { step: 2 })).toBe("Step 2 of {steps}");
});

it.each([
  ["es-MX", "es"],
  ["en", "en"],
  ["fi", "en"],
])("speaks in a page in %s: %s", (lang, spoken) => {
  document.body.innerHTML = `<div lang="${lang}"><p id="here"></p></div>`;
  expect(languageAt(document.querySelector("#here") ?? document.body)).toBe(spoken);
});
