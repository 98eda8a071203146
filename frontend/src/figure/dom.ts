type Attributes = Record<string, string | boolean>;

/** An element with attributes and content; `false` leaves an attribute out, `true` sets it empty. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...content);
  return element;
}

/** A small drawing of lines for a button, hidden from those who listen. */
export function icon(path: string): SVGSVGElement {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("viewBox", "0 0 24 24");
  drawn.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  drawn.append(line);
  return drawn;
}

/** A button with a drawing, a word, or both. */
export function button(label: string, path: string | null, pressed: (event: Event) => void, word = true): HTMLButtonElement {
  const made = make("button", { type: "button" });
  if (path) made.append(icon(path));
  if (word) made.append(make("span", {}, label));
  else made.setAttribute("aria-label", label);
  made.addEventListener("click", pressed);
  return made;
}

/** Styles of an island, shared by all of its kind (allowed by a page's policy, unlike a style element). */
export function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
