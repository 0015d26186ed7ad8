// What commands load only when they are run: a bundle of its own, because of the libraries in it.
export { runInspect, runScoring } from "./inspect.js";
export { runRuns } from "./runs.js";
export { runServe } from "./serve.js";
export { methodProblem } from "./method.js";
export { runTune, sentModel, targetOf } from "./tune.js";
export { launchOffers } from "../../tuning/launch-offers.js";
export { knownPrices } from "../../tuning/prices.js";
