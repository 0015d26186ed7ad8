import { basename } from "node:path";
import {
  openEditor,
  type OpenEditor,
  type Theme,
  themeSettings,
} from "../editor-host/open-editor.ts";
import { say } from "../editor-host/say.ts";
import type { ServedVSCode, Settings } from "../editor-host/serve-vscode.ts";

/** A window to take pictures of. */
export interface WindowRequest {
  readonly served: ServedVSCode;
  readonly browser: string;
  readonly theme: Theme;
  readonly folder: string;
  /** A dataset in which something is found, or a file that is fine with `isFine`. */
  readonly file: string;
  readonly isFine?: boolean;
  readonly size: { readonly width: number; readonly height: number };
  readonly settings?: Settings;
}

/** Opens a window of a theme, waits until the extension has started, and closes it after the work. */
export async function inWindow(
  { served, browser, theme, folder, file, isFine, size, settings }: WindowRequest,
  work: (editor: OpenEditor) => Promise<void>,
): Promise<void> {
  served.changeSettings({ ...themeSettings(theme), ...settings });
  const editor = await openEditor({ browser, url: served.url({ folder, file }), ...size });
  try {
    await editor.waitForTheme(theme);
    if (isFine !== true) await editor.waitForSquiggles();
    await work(editor);
  } finally {
    await editor.dispose();
  }
}

/** Writes a picture of a window. */
export async function take(editor: OpenEditor, path: string): Promise<void> {
  await editor.screenshot(path);
  say(`Took ${basename(path)}.`);
}
