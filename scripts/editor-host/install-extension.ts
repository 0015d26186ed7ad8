import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "./run-command.ts";

/** What to install into which folder of extensions. */
export interface InstallRequest {
  /** The folder that `installVSCode` returns. */
  readonly vscodeFolder: string;
  /** A packaged extension. */
  readonly vsix: string;
  readonly extensionsFolder: string;
}

/** Installs a packaged extension the way a person does: VS Code unpacks and registers it. */
export async function installExtension(request: InstallRequest): Promise<void> {
  const { vscodeFolder, vsix, extensionsFolder } = request;
  const dataFolder = await mkdtemp(join(tmpdir(), "tunewright-install-"));
  try {
    await runCommand(process.execPath, [
      join(vscodeFolder, "out/server-main.js"),
      "--install-extension",
      vsix,
      "--extensions-dir",
      extensionsFolder,
      "--server-data-dir",
      dataFolder,
      "--accept-server-license-terms",
    ]);
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}
