import { nearName } from "../core/config/near-name.js";
import { rules } from "../core/rules/index.js";
import { targets } from "../core/targets/index.js";
import { UserError } from "../data/user-error.js";

/** What to say of a name that no rule has. */
export function unknownRule(id: string): UserError {
  const names = rules.map((rule) => rule.id);
  return unknownName(`There is no rule "${id}".`, nearName(id, names), "rules");
}

/** What to say of a name that no target has. */
export function unknownTarget(id: string): UserError {
  const names = targets.map((target) => target.id);
  return unknownName(`There is no target "${id}".`, nearName(id, names), "targets");
}

function unknownName(what: string, near: string | undefined, command: string): UserError {
  const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
  return new UserError(`${what}${hint} "tunewright ${command}" lists them.`);
}
