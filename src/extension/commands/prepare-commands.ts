import type { PrepareCommandName } from "../prepare/preparing.js";
import type { Command } from "../register-commands.js";

/** A command of recipes or launch files, which are loaded with the first of them. */
function preparing(name: PrepareCommandName): Command {
  return async (app, given, more) => (await app.preparing.load()).commands[name](given, more);
}

/** The commands of recipes and launch files. */
export const prepareCommands = {
  "tunewright.launchFile": preparing("launchFile"),
  "tunewright.balanceDataset": preparing("balanceDataset"),
  "tunewright.deduplicateDataset": preparing("deduplicateDataset"),
  "tunewright.mergeLabels": preparing("mergeLabels"),
  "tunewright.newRecipe": preparing("newRecipe"),
  "tunewright.prepareDataset": preparing("prepareDataset"),
  "tunewright.prepareRecipe": preparing("prepareRecipe"),
  "tunewright.previewRecipe": preparing("previewRecipe"),
  "tunewright.priceLaunchFile": preparing("priceLaunchFile"),
  "tunewright.sampleDataset": preparing("sampleDataset"),
  "tunewright.shuffleDataset": preparing("shuffleDataset"),
  "tunewright.splitDataset": preparing("splitDataset"),
  "tunewright.suggestExamples": preparing("suggestExamples"),
} satisfies Readonly<Record<`tunewright.${PrepareCommandName}`, Command>>;
