// "None of these" and any of these cannot both be so: ticking one takes the other back.
const NONE = "none_of_these";

/** What goes with a tick that was just set, in the same question. */
export function settle(ticked: HTMLInputElement): void {
  if (ticked.type !== "checkbox" || !ticked.checked) return;
  for (const other of ticked.closest("fieldset")?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? []) {
    if (other !== ticked && (other.value === NONE) !== (ticked.value === NONE)) other.checked = false;
  }
}

/** Watches every question of the page, before anything sends it. */
export function watch(page: Document): void {
  page.addEventListener("change", ({ target }) => { if (target instanceof HTMLInputElement) settle(target); }, true);
}
