import * as vscode from "vscode";

/** The documentation of one rule, as it is installed with the extension. */
export interface RulePage {
  /** The rule's id. */
  readonly id: string;
  readonly title: string;
  /** Its severity, with those that differ by target. */
  readonly severity: string;
  readonly uri: vscode.Uri;
}

/**
 * The documentation of all rules. Read from the pages, so that this process need not load the
 * rules themselves, which are the server's.
 */
export async function rulePages(extensionUri: vscode.Uri): Promise<readonly RulePage[]> {
  const folder = vscode.Uri.joinPath(extensionUri, "docs", "rules");
  const files = await vscode.workspace.fs.readDirectory(folder);
  const names = files.map(([name]) => name).filter((name) => name.endsWith(".md"));
  return Promise.all(names.sort().map((name) => rulePage(folder, name)));
}

async function rulePage(folder: vscode.Uri, name: string): Promise<RulePage> {
  const uri = vscode.Uri.joinPath(folder, name);
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  return {
    id: name.replace(/\.md$/, ""),
    title: /^# (.+)$/m.exec(text)?.[1] ?? name,
    severity: /· severity ([^·\n]+)/.exec(text)?.[1]?.trim() ?? "",
    uri,
  };
}
