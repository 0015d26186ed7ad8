import { hasCommand, runCommand } from "./run-command.ts";
import { say } from "./say.ts";

/** Thrown when only the person may do what is missing; the message holds what to do. */
export class NeedsPersonError extends Error {}

/** Whether system packages may be installed without asking: on a CI, or with `--yes`. */
export function mayInstallPackages(args: readonly string[]): boolean {
  const ci = process.env["CI"] ?? "";
  return args.includes("--yes") || !["", "0", "false"].includes(ci);
}

/** Something that is missing and that a Debian package brings. */
export interface Need {
  /** "A Chrome or Chromium", for the message. */
  readonly what: string;
  readonly packages: readonly string[];
  /** What to do on a system without `apt-get`. */
  readonly elsewhere: string;
}

/** Installs what is missing, or says with which command the person can do so. */
export async function installNeeds(needs: readonly Need[], mayInstall: boolean): Promise<void> {
  if (needs.length === 0) return;
  const missing = `Missing: ${needs.map(({ what }) => what).join("; ")}.`;
  if (process.platform !== "linux" || !(await hasCommand("apt-get"))) {
    throw new NeedsPersonError(
      [missing, ...needs.map(({ elsewhere }) => `  ${elsewhere}`), "Then run this again."].join(
        "\n",
      ),
    );
  }
  const packages = needs.flatMap((need) => need.packages);
  const isRoot = process.getuid?.() === 0;
  const hasSudo = !isRoot && (await hasCommand("sudo"));
  if (mayInstall && (isRoot || hasSudo)) {
    say(`Installing the Debian packages ${packages.join(", ")} (about 1 minute).`);
    await aptGet(hasSudo, ["update"]);
    await aptGet(hasSudo, ["install", "-y", "--no-install-recommends", ...packages]);
    return;
  }
  const sudo = isRoot ? "" : "sudo ";
  throw new NeedsPersonError(
    `${missing}\nInstall with the command below, or let this script do it with --yes:\n` +
      `  ${sudo}apt-get update && ${sudo}apt-get install -y ${packages.join(" ")}`,
  );
}

async function aptGet(withSudo: boolean, args: readonly string[]): Promise<void> {
  const command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...args];
  if (withSudo) await runCommand("sudo", command);
  else await runCommand("env", command.slice(1));
}
