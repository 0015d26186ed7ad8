import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  closeAll,
  foundIn,
  openSample,
  openText,
  sampleUri,
  untilFound,
} from "./dataset-editor.ts";

describe("commands", () => {
  afterEach(closeAll);

  it("are all there", async () => {
    const known = await vscode.commands.getCommands(true);
    const manifest = vscode.extensions.getExtension("tunewright.tunewright")?.packageJSON as {
      readonly contributes: { readonly commands: readonly { readonly command: string }[] };
    };
    const declared = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      declared.filter((command) => !known.includes(command)),
      [],
    );
  });

  it("check datasets that are not open, and forget what is deleted", async () => {
    const uri = sampleUri("extra.jsonl");
    const line = '{"prompt":"a ->","completion":"1"}\n';
    await vscode.workspace.fs.writeFile(uri, Buffer.from(line));
    void vscode.commands.executeCommand("tunewright.checkWorkspace");
    await untilFound(uri, ({ length }) => length > 0);
    await untilFound(sampleUri("support-chat.jsonl"), ({ length }) => length > 0);
    assert.deepEqual(foundIn(uri), ["no-completion-leading-space@1:31"]);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(line.replace('"1"', '" 1"')));
    await untilFound(uri, ({ length }) => length === 0);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(line + line));
    await untilFound(uri, ({ length }) => length > 1);
    await vscode.workspace.fs.delete(uri);
    await untilFound(uri, ({ length }) => length === 0);
  });

  it("choose the target of a dataset", async () => {
    const { document } = await openText('{"prompt":"a ->","completion":"1"}\n');
    await untilFound(document.uri, ({ length }) => length > 0);
    await vscode.commands.executeCommand("tunewright.chooseTarget", "trl");
    await untilFound(document.uri, ({ length }) => length === 0);
    await vscode.commands.executeCommand("tunewright.chooseTarget", "auto");
    await untilFound(document.uri, ({ length }) => length > 0);
  });

  it("show a rule's page", async () => {
    await vscode.commands.executeCommand("tunewright.showRuleDocumentation", "duplicate-prompt");
    await untilTab(/duplicate-prompt\.md/);
  });

  it("start the server anew", async () => {
    const { document } = await openSample("support-chat.jsonl");
    const found = await untilFound(document.uri, ({ length }) => length > 0);
    await vscode.commands.executeCommand("tunewright.restartServer");
    assert.deepEqual(await untilFound(document.uri, ({ length }) => length > 0), found);
  });
});

/** Waits until a tab with such a label is there. */
function untilTab(label: RegExp): Promise<void> {
  return new Promise((resolve) => {
    const listener = vscode.window.tabGroups.onDidChangeTabs(look);
    look();
    function look(): void {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      if (!tabs.some((tab) => label.test(tab.label))) return;
      listener.dispose();
      resolve();
    }
  });
}

describe("settings", () => {
  afterEach(closeAll);

  it("silence a rule while a dataset is open", async () => {
    const settings = vscode.workspace.getConfiguration("tunewright");
    const target = vscode.ConfigurationTarget.Workspace;
    const { document } = await openText('{"prompt":"a ->","completion":"1"}\n');
    await untilFound(document.uri, ({ length }) => length > 0);
    await settings.update("rules", { "no-completion-leading-space": "off" }, target);
    await untilFound(document.uri, ({ length }) => length === 0);
    await settings.update("rules", undefined, target);
    await untilFound(document.uri, ({ length }) => length > 0);
  });
});

describe("hovering", () => {
  afterEach(closeAll);

  it("over a record shows its texts as the model reads them", async () => {
    const { document } = await openText('{"prompt":"Leaks\\n\\n###\\n\\n","completion":" 1"}\n');
    await untilFound(document.uri, ({ length }) => length === 0);
    const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      new vscode.Position(0, 15),
    );
    const shown = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === "string" ? content : content.value))
      .join("\n");
    assert.match(shown, /\*\*Record 1 of 1\*\* · Prompt and completion/);
    assert.match(shown, /Leaks\n\n###/);
  });
});
