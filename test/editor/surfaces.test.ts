import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, openText, sampleUri, untilFound } from "./dataset-editor.ts";

const pair = (prompt: string, completion: string): string =>
  `${JSON.stringify({ prompt: `${prompt} ->`, completion })}\n`;
const pairs = Array.from({ length: 12 }, (_, i) => pair(`Review ${i}`, i % 2 ? " good" : " bad"));

/** The titles of the lenses, and the commands behind them. */
async function lenses(uri: vscode.Uri): Promise<readonly (readonly [string, string])[]> {
  const found = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    uri,
    10,
  );
  return found.map(({ command }) => [command?.title ?? "", command?.command ?? ""]);
}

/** For what no event tells of. */
async function untilTrue(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe("the lens above the first record", () => {
  afterEach(closeAll);

  it("says what the dataset is and what to do next, and follows edits", async () => {
    const editor = await openText(`\n${pair("a", "1 ")}${pairs.join("")}`);
    const { uri } = editor.document;
    await untilFound(uri, ({ length }) => length > 0);
    const before = await lenses(uri);
    assert.match(
      before[0]?.[0] ?? "",
      /^Prompt and completion → Completion models \(no target chosen\) · 13 records · /,
    );
    assert.match(before[1]?.[0] ?? "", /^Fix \d+ problems?$/);
    assert.deepEqual(before.slice(2), [
      ["Choose target…", "tunewright.chooseTarget"],
      ["Tune…", "tunewright.tune"],
      ["Inspect…", "tunewright.inspectRecord"],
      ["Score…", "tunewright.scoreDataset"],
      ["Who accepts this dataset?", "tunewright.compareTargets"],
    ]);
    await vscode.commands.executeCommand("tunewright.fixAll");
    await untilTrue(async () => {
      const titles = (await lenses(uri)).map(([title]) => title);
      return titles.length === 6 && titles[0]?.endsWith("13 records · no findings") === true;
    });
  });

  it("is there for broken and not for empty documents", async () => {
    const broken = await openText("{]\n{[\n");
    await untilFound(broken.document.uri, ({ length }) => length > 0);
    assert.deepEqual(
      (await lenses(broken.document.uri))[0]?.[0],
      "Format not recognised · 2 records · 2 errors",
    );
    const empty = await openText("\n\n");
    await untilTrue(async () => (await lenses(empty.document.uri)).length === 0);
  });

  it("can be switched off", async () => {
    const settings = vscode.workspace.getConfiguration("tunewright");
    const { document } = await openText(pairs.join(""));
    await untilTrue(async () => (await lenses(document.uri)).length > 0);
    await settings.update("codeLens", false, vscode.ConfigurationTarget.Workspace);
    await untilTrue(async () => (await lenses(document.uri)).length === 0);
    await settings.update("codeLens", undefined, vscode.ConfigurationTarget.Workspace);
    await untilTrue(async () => (await lenses(document.uri)).length > 0);
  });
});

describe("who accepts this dataset", () => {
  afterEach(closeAll);

  it("lists the verdicts on what is in the editor, and checks for the picked target", async () => {
    const { document } = await openText(pairs.join(""));
    await untilTrue(async () => (await lenses(document.uri)).length > 0);
    const done = vscode.commands.executeCommand("tunewright.compareTargets");
    // The first in the list is the first target that accepts the dataset.
    await untilTrue(async () => {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      const [[title] = [""]] = await lenses(document.uri);
      return /→ (?!Completion models)/.test(title);
    });
    await done;
    await vscode.commands.executeCommand("tunewright.chooseTarget", "auto");
  });

  it("ends when the list is closed", async () => {
    await openText(pairs.join(""));
    const done = vscode.commands.executeCommand("tunewright.compareTargets");
    let isDone = false;
    void Promise.resolve(done).then(() => (isDone = true));
    await untilTrue(async () => {
      await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
      return isDone;
    });
  });
});

describe("label errors", () => {
  afterEach(closeAll);

  it("are problems once the classifier was asked", async () => {
    const lines = Array.from({ length: 120 }, (_, i) => {
      const words = i % 2 === 0 ? "lovely, great, superb" : "broken, awful, useless";
      const label = (i % 2 === 0) === (i !== 40) ? " good" : " bad";
      return pair(`Kettle ${i} is ${words} ->`, label);
    });
    const { document } = await openText(lines.join(""));
    // It ends when a person has closed the message that tells the outcome.
    void vscode.commands.executeCommand("tunewright.findLabelErrors");
    await untilTrue(() => {
      const found = vscode.languages.getDiagnostics(document.uri);
      const code = found.map((finding) => finding.code);
      return code.some((it) => typeof it === "object" && it.value === "label-error");
    });
  });
});

describe("converting a dataset", () => {
  const output = sampleUri("converted.jsonl");
  const remove = async (): Promise<void> => {
    await vscode.workspace.fs.delete(output).then(undefined, () => undefined);
  };
  afterEach(async () => {
    await closeAll();
    await remove();
  });

  async function convert(uri: vscode.Uri, destination: string): Promise<void> {
    const args = [uri.toString(), "chat/openai", destination];
    await vscode.commands.executeCommand("tunewright.convertDataset", ...args);
  }

  it("opens what is in the editor as a new document in another form", async () => {
    const { document } = await openText(pair("Hi", " Hello."));
    await convert(document.uri, "untitled");
    const shown = vscode.window.activeTextEditor?.document;
    assert.notEqual(shown?.uri.toString(), document.uri.toString());
    assert.deepEqual(
      [shown?.languageId, shown?.getText()],
      [
        "jsonl",
        '{"messages":[{"role":"user","content":"Hi ->"},{"role":"assistant","content":" Hello."}]}\n',
      ],
    );
  });

  it("writes a new file, and never over one that is there", async () => {
    const { document } = await openText(pair("Hi", " Hello."));
    void convert(document.uri, output.toString());
    await untilTrue(() => exists(output));
    const written = Buffer.from(await vscode.workspace.fs.readFile(output)).toString();
    assert.match(written, /^\{"messages":.*\}\n$/);
    await vscode.workspace.fs.writeFile(output, Buffer.from("precious"));
    void convert(document.uri, output.toString());
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(Buffer.from(await vscode.workspace.fs.readFile(output)).toString(), "precious");
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  it("writes nothing where a record would lose something", async () => {
    const { document } = await openText(
      `${pair("Hi", " Hello.")}{"prompt":"a ->","completion":5}\n`,
    );
    void convert(document.uri, output.toString());
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(await exists(output), false);
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  it("is offered where the target takes another format", async () => {
    const { document } = await openText(pairs.join(""));
    await vscode.commands.executeCommand("tunewright.chooseTarget", "openai");
    await untilFound(document.uri, (found) => found.some((one) => one.startsWith("format-not")));
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(0, 0, 0, 1),
    );
    const action = actions.find(({ title }) => title === "Convert to: Chat…");
    assert.deepEqual(action?.command?.arguments, [document.uri.toString(), "chat/openai"]);
    assert.ok((await lenses(document.uri)).some(([title]) => title === "Convert…"));
    await vscode.commands.executeCommand("tunewright.chooseTarget", "auto");
  });
});

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

describe("many findings of a rule", () => {
  afterEach(closeAll);

  it("are shown as far as the setting says, with a way to all of them", async () => {
    const { document } = await openText(pair("same", " good").repeat(400));
    await untilFound(document.uri, ({ length }) => length >= 250);
    const line = 300;
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(line, 3, line, 3),
    );
    const action = actions.find(({ title }) => title.startsWith("Show all 399 findings"));
    assert.ok(action?.command, actions.map(({ title }) => title).join());
    const { command, arguments: args = [] } = action.command;
    await vscode.commands.executeCommand(command, ...(args as unknown[]));
    // The peek view starts at the finding that comes next.
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
    const firsts = await vscode.commands.executeCommand<readonly vscode.Location[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      new vscode.Position(line, 3),
    );
    assert.deepEqual(
      firsts.map(({ range }) => range.start.line),
      [0],
    );
  });
});

describe("hovering", () => {
  afterEach(closeAll);

  it("over a field says what it means; over a finding no more than VS Code does not say", async () => {
    const { document } = await openText(pair("a", " 5").repeat(2));
    await untilFound(document.uri, ({ length }) => length > 0);
    assert.match(
      await hover(document.uri, new vscode.Position(0, 3)),
      /^\*\*prompt\*\* · Prompt and completion/,
    );
    const [diagnostic] = vscode.languages.getDiagnostics(document.uri);
    const shown = await hover(document.uri, new vscode.Position(1, 13));
    assert.ok(diagnostic);
    assert.ok(!shown.includes(diagnostic.message.slice(0, 20)), shown);
    assert.match(shown, /duplicate-record\.md/);
  });
});

async function hover(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
    "vscode.executeHoverProvider",
    uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n");
}
