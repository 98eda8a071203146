// @vitest-environment jsdom
import { beforeEach, expect, it } from "vitest";

import { watch } from "./none";

const QUESTION = `<fieldset>${["hot", "stuck", "none_of_these"].map((each) => `<input type="checkbox" value="${each}">`).join("")}</fieldset>`;

beforeEach(() => { document.body.innerHTML = QUESTION + QUESTION; });
watch(document);

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll("input")];
}

function ticked(): number[] {
  return boxes().flatMap(({ checked }, index) => (checked ? [index] : []));
}

it("takes none back with any, and any with none, in its own question alone", () => {
  boxes()[5]?.click();
  boxes()[2]?.click();
  expect(ticked()).toEqual([2, 5]);
  boxes()[0]?.click();
  boxes()[1]?.click();
  expect(ticked()).toEqual([0, 1, 5]);
  boxes()[2]?.click();
  expect(ticked()).toEqual([2, 5]);
});

it("leaves all as it is where a tick is taken away", () => {
  boxes()[0]?.click();
  boxes()[0]?.click();
  expect(ticked()).toEqual([]);
});
