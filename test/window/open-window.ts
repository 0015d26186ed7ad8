import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type OpenEditor, openEditor } from "../../scripts/editor-host/open-editor.ts";
import { repositoryFolder } from "../../scripts/editor-host/paths.ts";
import { prepareEditorHost } from "../../scripts/editor-host/prepare-editor-host.ts";
import {
  type ServedVSCode,
  serveVSCode,
  type Settings,
} from "../../scripts/editor-host/serve-vscode.ts";

/** A window of a real VS Code with the extension, as a person has it in front of them. */
export interface TestWindow {
  readonly served: ServedVSCode;
  readonly editor: OpenEditor;
  /** The workspace. */
  readonly folder: string;
  readonly dispose: () => Promise<void>;
}

/** What a window shows. */
export interface WindowRequest {
  /** The files of the workspace by name; the first is opened. */
  readonly files: Readonly<Record<string, string>>;
  /** Keeps Workspace Trust: the workspace is not trusted then. */
  readonly trust?: boolean;
  readonly settings?: Settings;
  readonly env?: NodeJS.ProcessEnv;
  /** Folders of extensions besides ours. */
  readonly extensions?: readonly string[];
}

/** Opens a window. Its owner disposes of it. */
export async function openWindow({
  files,
  extensions = [],
  ...request
}: WindowRequest): Promise<TestWindow> {
  const root = mkdtempSync(join(tmpdir(), "tunewright-window-"));
  const clean = (): void => rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  const folder = join(root, "workspace");
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const { browser, vscodeFolder } = await prepareEditorHost(false);
  const served = await serveVSCode({
    vscodeFolder,
    mode: "test",
    extensions: [repositoryFolder, ...extensions],
    ...request,
    env: { ...process.env, TUNEWRIGHT_DATA_DIR: join(root, "data"), ...request.env },
  });
  try {
    const [first = ""] = Object.keys(files);
    const url = served.url({ folder, file: join(folder, first) });
    const editor = await openEditor({ browser, url });
    const dispose = async (): Promise<void> => {
      await editor.dispose();
      await served.dispose();
      clean();
    };
    return { served, editor, folder, dispose };
  } catch (error) {
    await served.dispose();
    clean();
    throw error;
  }
}
