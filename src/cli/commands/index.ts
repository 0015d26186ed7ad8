import type { Command } from "../command.js";
import { check } from "./check.js";
import { convert } from "./convert.js";
import { datasetSteps } from "./dataset-steps.js";
import { inspect } from "./inspect.js";
import { lsp } from "./lsp.js";
import { prepare } from "./prepare.js";
import { rules } from "./rules.js";
import { runs } from "./runs.js";
import { serve } from "./serve.js";
import { targets } from "./targets.js";
import { tokens } from "./tokens.js";
import { tune } from "./tune.js";

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  check,
  tokens,
  convert,
  prepare,
  ...datasetSteps,
  tune,
  runs,
  inspect,
  serve,
  rules,
  targets,
  lsp,
];
