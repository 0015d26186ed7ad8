// Lets plain Node run the TypeScript sources: an import of "./x.js" finds "./x.ts".
// Where a test has put a stand-in for the editor's API in place, "vscode" resolves to it.
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

const fakeEditor = new URL("./fake-vscode.ts", import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === "vscode") return { url: fakeEditor, shortCircuit: true };
    if (specifier.startsWith(".") && specifier.endsWith(".js") && context.parentURL) {
      const source = new URL(specifier.replace(/\.js$/, ".ts"), context.parentURL);
      if (source.protocol === "file:" && existsSync(fileURLToPath(source))) {
        return { url: source.href, shortCircuit: true };
      }
    }
    return nextResolve(specifier, context);
  },
});
