import { make } from "./dom";
import { captionAt, type Score } from "./score";
import { filled, type Words } from "./words";

/** What a screen without WebGL shows: the SVG picture (moving, unless less motion is asked for), then each step and
 * muscle in words. What is inside the element stands where no picture is named. */
export function withoutWebGL(host: Element, score: Score, words: Words, still: boolean): DocumentFragment {
  const source = (still ? null : host.getAttribute("animation")) ?? host.getAttribute("still");
  const name = filled(words.still, { name: score.name });
  const picture = source ? make("img", { src: source, alt: name, class: "picture" }) : make("slot");
  const steps = score.keys.map((key) => make("li", {}, captionAt(score, key.time_s)));
  const muscles = score.muscles.map((muscle) => {
    const swatch = make("i", { class: `swatch ${muscle.done}${muscle.main ? "" : " helper"}` });
    return make("li", {}, swatch, `${muscle.name} `, make("small", {}, words[muscle.done]));
  });
  const shown = document.createDocumentFragment();
  const panel = make("div", { class: "panel" }, make("h3", {}, words.steps), make("ol", { class: "plain" }, ...steps));
  if (muscles.length > 0) panel.append(make("h3", {}, words.muscles), make("ul", { class: "plain" }, ...muscles));
  shown.append(picture, panel);
  return shown;
}
