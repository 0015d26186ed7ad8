import type { PrepareCommandName } from "../prepare/preparing.js";
import type { Command } from "../register-commands.js";

/** A command of recipes, which are loaded with the first of them. */
function preparing(name: PrepareCommandName): Command {
  return async (app, given) => (await app.preparing.load()).commands[name](given);
}

/** The commands of recipes. */
export const prepareCommands = {
  "tunewright.newRecipe": preparing("newRecipe"),
  "tunewright.prepareRecipe": preparing("prepareRecipe"),
  "tunewright.previewRecipe": preparing("previewRecipe"),
} satisfies Readonly<Record<`tunewright.${PrepareCommandName}`, Command>>;
