import { closer, turned, type View } from "./orbit";

const DEG_A_PX = 0.4;
const DEG_A_KEY = 15;
const CLOSER_A_KEY = 1.15;

const KEYS: Record<string, (view: View) => View> = {
  ArrowLeft: (view) => turned(view, -DEG_A_KEY, 0),
  ArrowRight: (view) => turned(view, DEG_A_KEY, 0),
  ArrowUp: (view) => turned(view, 0, DEG_A_KEY),
  ArrowDown: (view) => turned(view, 0, -DEG_A_KEY),
  "+": (view) => closer(view, CLOSER_A_KEY),
  "=": (view) => closer(view, CLOSER_A_KEY),
  "-": (view) => closer(view, 1 / CLOSER_A_KEY),
};

export interface Turning {
  view: () => View;
  show: (view: View, glide: boolean) => void;
  tapped: (x: number, y: number) => void;
}

/** Lets mouse, finger and keys turn what a surface shows. A finger moved up or down still scrolls the page
 * (`touch-action: pan-y`), so it turns sideways only; a mouse does both. */
export function listen(surface: HTMLElement, turning: Turning): void {
  let last: PointerEvent | null = null;
  let moved = 0;
  surface.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary) return;
    [last, moved] = [event, 0];
    surface.setPointerCapture(event.pointerId);
  });
  surface.addEventListener("pointermove", (event) => {
    if (last?.pointerId !== event.pointerId) return;
    const [right, down] = [event.clientX - last.clientX, event.clientY - last.clientY];
    moved += Math.abs(right) + Math.abs(down);
    const up = event.pointerType === "mouse" ? down * DEG_A_PX : 0;
    turning.show(turned(turning.view(), right * DEG_A_PX, up), false);
    last = event;
  });
  surface.addEventListener("pointerup", (event) => {
    if (last && moved < 6) turning.tapped(event.offsetX, event.offsetY);
    last = null;
  });
  surface.addEventListener("pointercancel", () => (last = null));
  surface.addEventListener("keydown", (event) => {
    const change = KEYS[event.key];
    if (!change || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    turning.show(change(turning.view()), true);
  });
}
