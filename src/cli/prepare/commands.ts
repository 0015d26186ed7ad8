// What the command loads only when it is run: a bundle of its own, because of the libraries in it.
export { runPairs } from "./pairs.js";
export { runPrepare } from "./prepare.js";
export { runPropose } from "./propose.js";
export { runSteps } from "./steps.js";
export { openLaunchFile } from "./open-launch-file.js";
