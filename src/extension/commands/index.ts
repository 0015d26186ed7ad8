import type { Command } from "../register-commands.js";
import { checkWorkspace } from "./check-workspace.js";
import { chooseTarget } from "./choose-target.js";
import { fixAll } from "./fix-all.js";
import { goToFirst } from "./go-to-first.js";
import { restartServer } from "./restart-server.js";
import { showRuleDocumentation } from "./show-rule-documentation.js";

/** Every command of the extension; a test compares the table with the manifest. */
export const commands = {
  "tunewright.checkWorkspace": checkWorkspace,
  "tunewright.chooseTarget": chooseTarget,
  "tunewright.fixAll": fixAll,
  "tunewright.goToFirst": goToFirst,
  "tunewright.restartServer": restartServer,
  "tunewright.showRuleDocumentation": showRuleDocumentation,
} satisfies Record<string, Command>;
