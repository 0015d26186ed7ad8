import type { PrepareCommandName } from "../prepare/preparing.js";
import type { Command } from "../register-commands.js";

/** A command of recipes or launch files, which are loaded with the first of them. */
function preparing(name: PrepareCommandName): Command {
  return async (app, given) => (await app.preparing.load()).commands[name](given);
}

/** The commands of recipes and launch files. */
export const prepareCommands = {
  "tunewright.launchFile": preparing("launchFile"),
  "tunewright.newRecipe": preparing("newRecipe"),
  "tunewright.prepareRecipe": preparing("prepareRecipe"),
  "tunewright.previewRecipe": preparing("previewRecipe"),
  "tunewright.priceLaunchFile": preparing("priceLaunchFile"),
} satisfies Readonly<Record<`tunewright.${PrepareCommandName}`, Command>>;
