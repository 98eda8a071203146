// The camera's pages: the guided check.
import { GuidedCheck } from "./camera/check";

customElements.define("kneeline-check", GuidedCheck);
