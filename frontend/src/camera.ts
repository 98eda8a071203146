// The camera's pages: the guided check, and an exercise with the coach.
import { GuidedCheck } from "./camera/check";
import { CoachView } from "./camera/coach";

customElements.define("kneeline-check", GuidedCheck);
customElements.define("kneeline-coach", CoachView);
