import { JointBoard } from "./pictures/joints";
import { MarkBoard } from "./pictures/marks";
import { Still } from "./pictures/still";
import { forget, sweep } from "./pictures/store";

customElements.define("kneeline-still", Still);
customElements.define("kneeline-joints", JointBoard);
customElements.define("kneeline-marks", MarkBoard);

void sweep();
// a check that is deleted takes its pictures along
document.addEventListener("submit", (event) => {
  const check = event.target instanceof HTMLFormElement ? event.target.dataset.forget : undefined;
  if (check) void forget(check);
});
