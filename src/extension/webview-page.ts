import * as vscode from "vscode";
import type { Port } from "../protocol/rpc.js";

/** Which page, and what its tab is called. */
export interface PageRequest {
  readonly extensionUri: vscode.Uri;
  /** The name of its bundles in `dist/webview/`. */
  readonly name: string;
  readonly title: string;
}

/** The only folder that pages are given files from. */
export function pageFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, "dist", "webview");
}

/**
 * The page of a webview, and the only place that says what a page may do: run the one script that is
 * ours and take the styles that are. Nothing inline, nothing from any host; `data:` is for a picture
 * that the page draws of itself.
 */
export function webviewPage(
  webview: Pick<vscode.Webview, "asWebviewUri" | "cspSource">,
  { extensionUri, name, title }: PageRequest,
): string {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const place = (file: string): string =>
    escapeAttribute(
      webview.asWebviewUri(vscode.Uri.joinPath(pageFolder(extensionUri), file)).toString(),
    );
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeAttribute(title)}</title>
<link rel="stylesheet" href="${place(`${name}.css`)}">
</head>
<body>
<div id="page"></div>
<script nonce="${nonce}" src="${place(`${name}.js`)}"></script>
</body>
</html>`;
}

/** The editor's end of the line to a page. */
export function webviewPort(webview: vscode.Webview): Port {
  return {
    send(message) {
      // Where the page is gone or hidden nobody listens; it asks for all when it is back.
      void webview.postMessage(message);
    },
    onMessage(listener) {
      const registration = webview.onDidReceiveMessage(listener);
      return () => {
        registration.dispose();
      };
    },
  };
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
