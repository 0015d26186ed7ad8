import type { Command } from "../register-commands.js";
import type { TuningCommandName } from "../tuning/tuning.js";

/** A command of tuning, which is loaded with the first of them. */
function tuning(name: TuningCommandName): Command {
  return async (app, ...args) => (await app.tuning.load()).commands[name](...args);
}

/** The commands of tuning. */
export const tuningCommands = {
  "tunewright.cancelRun": tuning("cancelRun"),
  "tunewright.copyAsCode": tuning("copyAsCode"),
  "tunewright.copyModelId": tuning("copyModelId"),
  "tunewright.copyRemoteId": tuning("copyRemoteId"),
  "tunewright.deleteRemote": tuning("deleteRemote"),
  "tunewright.deleteRun": tuning("deleteRun"),
  "tunewright.followJob": tuning("followJob"),
  "tunewright.followRun": tuning("followRun"),
  "tunewright.inspectRecord": tuning("inspectRecord"),
  "tunewright.lookAtProvider": tuning("lookAtProvider"),
  "tunewright.pauseRun": tuning("pauseRun"),
  "tunewright.refreshRuns": tuning("refreshRuns"),
  "tunewright.resumeRun": tuning("resumeRun"),
  "tunewright.revealDataset": tuning("revealDataset"),
  "tunewright.saveLaunchFile": tuning("saveLaunchFile"),
  "tunewright.scoreDataset": tuning("scoreDataset"),
  "tunewright.scoreModel": tuning("scoreModel"),
  "tunewright.signInToProvider": tuning("signInToProvider"),
  "tunewright.signOutOfProvider": tuning("signOutOfProvider"),
  "tunewright.tune": tuning("tune"),
  "tunewright.tuneAgain": tuning("tuneAgain"),
  "tunewright.tuneFurther": tuning("tuneFurther"),
} satisfies Readonly<Record<`tunewright.${TuningCommandName}`, Command>>;
