import type { LaunchAround } from "../../protocol/launch-messages.js";
import type { PrepareContext } from "../prepare-part.js";
import type { RecipeProcess } from "./recipe-process.js";

/** What launch files work with. */
export interface LaunchFileContext extends PrepareContext {
  /** The process that reads them. */
  readonly process: RecipeProcess;
}

/** What launch files may choose, and the day. */
export async function launchAround({
  tuning,
}: Pick<PrepareContext, "tuning">): Promise<LaunchAround> {
  const offers = (await tuning.load()).launchOffers();
  return { offers, today: new Date().toISOString().slice(0, "YYYY-MM-DD".length) };
}
