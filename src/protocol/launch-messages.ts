import type { LaunchChoice } from "../core/launch/complete-launch-file.js";
import type { LaunchOffers } from "../core/launch/launch-offers.js";
import type { RecipeFinding, RecipeHover } from "./recipe-messages.js";

/** What launch files are read with. */
export interface LaunchAround {
  readonly offers: LaunchOffers;
  /** The day, as `YYYY-MM-DD`. */
  readonly today: string;
}

/** A launch file as the editor has it. */
export interface LaunchText extends LaunchAround {
  readonly path: string;
  readonly text: string;
}

/** A place in a launch file: a UTF-16 offset. */
export interface LaunchPlace extends LaunchText {
  readonly offset: number;
}

/** A launch file as it is on disk. */
export interface LaunchOnDisk {
  /** Some may be errors: then nothing can be launched. */
  readonly findings: readonly RecipeFinding[];
  /** By the keys of the file; whole paths of files. */
  readonly values: Readonly<Record<string, string>>;
  readonly sha256: string;
}

/** What the process that reads recipes offers for launch files. */
export interface LaunchDeskApi {
  lookAtLaunch(arg: LaunchText): readonly RecipeFinding[];
  completeLaunch(arg: LaunchPlace): readonly LaunchChoice[];
  hoverLaunch(arg: LaunchPlace): RecipeHover | null;
  /** Reads the file itself, not what the editor shows. */
  openLaunch(arg: LaunchAround & { readonly path: string }): LaunchOnDisk;
}
