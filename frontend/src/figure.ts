// The figure and the explorer, all of them in one file: three.js is the larger part of it, and both use it.
import { ValgusExplorer } from "./explorer/element";
import { FigurePlayer } from "./figure/element";

customElements.define("kneeline-figure", FigurePlayer);
customElements.define("kneeline-explorer", ValgusExplorer);
