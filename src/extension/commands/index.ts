import type { Command } from "../register-commands.js";
import { checkWorkspace } from "./check-workspace.js";
import { chooseTarget } from "./choose-target.js";
import { compareTargets } from "./compare-targets.js";
import { convertDataset } from "./convert-dataset.js";
import { findLabelErrors } from "./find-label-errors.js";
import { fixAll } from "./fix-all.js";
import { goToFirst } from "./go-to-first.js";
import { compareRuns, openRun } from "./open-run.js";
import { restartServer } from "./restart-server.js";
import { showFindings } from "./show-findings.js";
import { showRuleDocumentation } from "./show-rule-documentation.js";
import { tuningCommands } from "./tuning-commands.js";

/** Every command of the extension; a test compares the table with the manifest. */
export const commands = {
  "tunewright.checkWorkspace": checkWorkspace,
  "tunewright.chooseTarget": chooseTarget,
  "tunewright.compareTargets": compareTargets,
  "tunewright.compareRuns": compareRuns,
  "tunewright.convertDataset": convertDataset,
  "tunewright.findLabelErrors": findLabelErrors,
  "tunewright.fixAll": fixAll,
  "tunewright.goToFirst": goToFirst,
  "tunewright.openRun": openRun,
  "tunewright.restartServer": restartServer,
  "tunewright.showFindings": showFindings,
  "tunewright.showRuleDocumentation": showRuleDocumentation,
  ...tuningCommands,
} satisfies Record<string, Command>;
