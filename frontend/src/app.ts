// What is on every page of the app: the net, what questions need, and the session's player where there is a session. (The figure and the
// camera come in files of their own, when they are opened.)
import { watch } from "./asking/none";
import { Net } from "./offline/net";
import { SessionPlayer } from "./session/element";

watch(document);
customElements.define("kneeline-net", Net);
customElements.define("kneeline-session", SessionPlayer);
