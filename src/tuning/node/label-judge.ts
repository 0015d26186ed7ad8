// A bundle of its own: see load-label-judge.ts.
export { judgeLabels } from "../local/label-errors/judge-labels.js";
