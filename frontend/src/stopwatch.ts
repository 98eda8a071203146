import { Stopwatch } from "./stopwatch/element";

customElements.define("kneeline-stopwatch", Stopwatch);
