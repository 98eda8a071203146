import looks from "./look.json";

export type Theme = "light" | "dark";
export type Rgb = readonly [number, number, number];

const HELPER = "-helper";
const HELPER_SHARE = 0.55;

/** Colour (sRGB 0..1) of a material by name: `clay`, what is done to a muscle, a thing; a muscle that only helps is
 * mixed with clay. Clay for a name nobody knows. */
export function colourOf(name: string, theme: Theme): Rgb {
  const look = looks[theme];
  const colours: Record<string, string> = { ...look.things, ...coloursOfBody(theme) };
  const plain = rgb(colours[name.replace(HELPER, "")] ?? look.clay);
  return name.endsWith(HELPER) ? mixed(rgb(look.clay), plain, HELPER_SHARE) : plain;
}

/** How dark the side away from the light gets, and the shadow on the floor; 0..1. */
export function shadesOf(theme: Theme): { shade: number; shadow: number } {
  return looks[theme];
}

/** The theme of a page: that of its paper where it says which, else what the screen asks for. */
export function themeOf(element: Element): Theme {
  const paper = getComputedStyle(element).getPropertyValue("--paper").trim();
  const lightness = /^oklch\(\s*([\d.]+)/.exec(paper)?.[1];
  if (lightness) return Number(lightness) < 0.5 ? "dark" : "light";
  if (/^#[0-9a-f]{6}$/i.test(paper)) return rgb(paper)[1] < 0.5 ? "dark" : "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function coloursOfBody(theme: Theme): Record<string, string> {
  const { clay, ink, release, stretch, strength } = looks[theme];
  return { clay, ink, release, stretch, strength };
}

function rgb(hex: string): Rgb {
  const channel = (at: number): number => parseInt(hex.slice(at, at + 2), 16) / 255;
  return [channel(1), channel(3), channel(5)];
}

function mixed(one: Rgb, other: Rgb, share: number): Rgb {
  const mix = (at: 0 | 1 | 2): number => one[at] * (1 - share) + other[at] * share;
  return [mix(0), mix(1), mix(2)];
}
