import * as vscode from "vscode";

const scheme = "tunewright-report";

/** Pages that the extension writes and people read. */
export interface Reports extends vscode.Disposable {
  /** Shows a page of markdown under a name; an older one of the same name is replaced. */
  show(name: string, markdown: string): Promise<void>;
}

/** Registers the pages with the editor, which asks for their text when it shows them. */
export function createReports(): Reports {
  const pages = new Map<string, string>();
  const changes = new vscode.EventEmitter<vscode.Uri>();
  const registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changes.event,
    provideTextDocumentContent: (uri) => pages.get(uri.path) ?? "",
  });
  return {
    async show(name, markdown) {
      const uri = vscode.Uri.from({ scheme, path: `/${name}.md` });
      pages.set(uri.path, markdown);
      changes.fire(uri);
      await vscode.commands.executeCommand("markdown.showPreview", uri);
    },
    dispose() {
      registration.dispose();
      changes.dispose();
    },
  };
}
