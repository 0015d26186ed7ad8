import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { completeLaunchFile } from "../core/launch/complete-launch-file.js";
import { hoverLaunchFile } from "../core/launch/hover-launch-file.js";
import type { LaunchLook } from "../core/launch/look-at-launch.js";
import { lookAtLaunch } from "../core/launch/look-at-launch.js";
import { filesNear } from "../data/launch/files-near.js";
import { launchDisk } from "../data/launch/launch-disk.js";
import type { LaunchDeskApi } from "../protocol/launch-messages.js";
import type { Handlers } from "../protocol/rpc.js";
import { findingOf } from "./recipe-desk.js";

/** Launch files for the editor. Nothing of the files that they name is read but recipes. */
export const launchDesk: Handlers<LaunchDeskApi> = {
  lookAtLaunch: ({ path, ...request }) =>
    lookAtLaunch(request, launchDisk(path)).problems.map(findingOf),
  completeLaunch: ({ path, text, offset, ...around }) =>
    completeLaunchFile(text, offset, { ...around, files: filesNear(path) }),
  hoverLaunch: ({ text, offset, offers }) => hoverLaunchFile(text, offset, offers) ?? null,
  openLaunch({ path, ...around }) {
    const bytes = readFileSync(path);
    const look = lookAtLaunch({ ...around, text: bytes.toString("utf8") }, launchDisk(path));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { findings: look.problems.map(findingOf), values: valuesOf(look), sha256 };
  },
};

function valuesOf({ values, paths }: LaunchLook): Readonly<Record<string, string>> {
  const texts = [...values].map(([key, { value }]) => [key, value] as const);
  return Object.fromEntries([...texts, ...paths]);
}
