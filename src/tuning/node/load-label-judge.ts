import { createRequire } from "node:module";
import type { JudgeLabels } from "../../core/labels/label-judge.js";
import type * as LabelJudge from "./label-judge.js";

/** Judges labels with the local engine, which is loaded when the first dataset has any. */
export const lazyJudgeLabels: JudgeLabels = function* (texts) {
  // The build makes a file of this name of the module of this name.
  const judge = createRequire(import.meta.url)("./label-judge.js") as typeof LabelJudge;
  return yield* judge.judgeLabels(texts);
};
