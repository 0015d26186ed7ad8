import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { closeAll, openSample, ours, sampleUri } from "./dataset-editor.ts";

/** For what no event tells of. */
async function untilTrue(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** What is found in a recipe, as the text that it is at and the message. */
function told(document: vscode.TextDocument): readonly string[] {
  return ours(document.uri).map(({ range, message }) => `${document.getText(range)}: ${message}`);
}

async function lenses(uri: vscode.Uri): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    uri,
    10,
  );
  return found.map(({ command }) => command?.title ?? "");
}

async function replace(editor: vscode.TextEditor, old: string, by: string): Promise<void> {
  const { document } = editor;
  const start = document.getText().indexOf(old);
  assert.ok(start >= 0, old);
  const range = new vscode.Range(
    document.positionAt(start),
    document.positionAt(start + old.length),
  );
  await editor.edit((edit) => edit.replace(range, by));
}

describe("a recipe", () => {
  afterEach(closeAll);

  after(() => {
    for (const name of ["prepared", "dishes.csv", "dishes.recipe.yaml"]) {
      rmSync(sampleUri(name).fsPath, { recursive: true, force: true });
    }
  });

  it("is counted above its first line", async () => {
    const { document } = await openSample("reviews.recipe.yaml");
    assert.equal(document.languageId, "tunewright-recipe");
    await untilTrue(async () => (await lenses(document.uri)).length === 3);
    const [preview, prepare, counts] = await lenses(document.uri);
    assert.deepEqual([preview, prepare], ["Preview", "Prepare"]);
    assert.match(counts ?? "", /^[\d,]+ rows → [\d,]+ records$/);
  });

  it("has findings where they stand, which go when it is mended", async () => {
    const editor = await openSample("reviews.recipe.yaml");
    await untilTrue(async () => (await lenses(editor.document.uri)).length === 3);
    await replace(editor, "{{ stars }}", "{{ starz }}");
    const wanted = 'starz: There is no column "starz". Did you mean "stars"?';
    await untilTrue(() => told(editor.document).includes(wanted));
    await replace(editor, "starz", "stars");
    await untilTrue(() => !told(editor.document).some((text) => text.startsWith("star")));
  });

  it("completes and explains columns with what is in them", async () => {
    const { document } = await openSample("reviews.recipe.yaml");
    await untilTrue(async () => (await lenses(document.uri)).length === 3);
    const at = document.positionAt(document.getText().indexOf("stars }}") + 2);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      at,
    );
    const item = list.items.find(({ label }) => label === "stars");
    const { documentation } = item ?? {};
    const text = typeof documentation === "object" ? documentation.value : documentation;
    assert.match(text ?? "", /different values/);
    const [hover] = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      at,
    );
    const [title] = hover?.contents ?? [];
    assert.equal(title instanceof vscode.MarkdownString ? title.value.trim() : title, "stars");
  });

  it("shows its preview beside it", async () => {
    const { document } = await openSample("reviews.recipe.yaml");
    await vscode.commands.executeCommand("tunewright.previewRecipe", document.uri);
    await untilTrue(() =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .some(({ label }) => label === "Preview of reviews.recipe.yaml"),
    );
  });

  it("writes its files and their manifest", async () => {
    const { document } = await openSample("reviews.recipe.yaml");
    // The message at the end stays until somebody closes it.
    void vscode.commands.executeCommand("tunewright.prepareRecipe", document.uri);
    const manifest = sampleUri("prepared/reviews.manifest.json").fsPath;
    await untilTrue(() => existsSync(manifest));
    assert.match(readFileSync(manifest, "utf8"), /"split": "validation"/);
    assert.ok(existsSync(sampleUri("prepared/reviews.train.jsonl").fsPath));
  });

  it("is proposed for a table, and has no errors", async () => {
    const table = sampleUri("dishes.csv");
    const rows = Array.from({ length: 40 }, (_, at) => {
      return `The soup of day ${at} tasted of nothing at all,${at % 2 === 0 ? "bad" : "good"}`;
    });
    writeFileSync(table.fsPath, ["review,verdict", ...rows].join("\n"));
    await vscode.commands.executeCommand("tunewright.newRecipe", table);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.path.endsWith("/dishes.recipe.yaml"), true);
    assert.match(document?.getText() ?? "", /^source: "dishes\.csv"$/m);
    const uri = sampleUri("dishes.recipe.yaml");
    await untilTrue(async () => (await lenses(uri)).length === 3);
    const errors = ours(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    assert.deepEqual(errors, []);
  });
});
