import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where Tunewright keeps what belongs to the person and not to a workspace: the local engine's
 * files, jobs and models. `TUNEWRIGHT_DATA_DIR` names another place.
 */
export function dataDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  const chosen = environment["TUNEWRIGHT_DATA_DIR"];
  if (chosen !== undefined && chosen !== "") return chosen;
  return join(baseFor(environment, platform), "tunewright");
}

function baseFor(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  const home = homedir();
  switch (platform) {
    case "win32":
      return environment["LOCALAPPDATA"] ?? join(home, "AppData", "Local");
    case "darwin":
      return join(home, "Library", "Application Support");
    default:
      return environment["XDG_DATA_HOME"] ?? join(home, ".local", "share");
  }
}
