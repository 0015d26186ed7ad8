import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { closeAll, openSample, ours, sampleUri } from "./dataset-editor.ts";

/** For what no event tells of. */
async function untilTrue(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50));
}

function told({ uri, getText }: vscode.TextDocument): readonly string[] {
  return ours(uri).map(({ range, message }) => `${getText(range)}: ${message}`);
}

/** Opens a launch file of its own: the editor may still hold the text of one that was there before. */
async function openWith(text: string): Promise<vscode.TextEditor> {
  const name = `try-${made.length}.tune.yaml`;
  made.push(name);
  writeFileSync(sampleUri(name).fsPath, text);
  return openSample(name);
}

const made: string[] = [];

interface Run {
  readonly status: string;
  readonly chosen: object;
  readonly launchFile: { readonly path: string } | null;
}

const runsFolder = sampleUri(".tunewright").fsPath;

function runs(): readonly Run[] {
  const folder = join(runsFolder, "runs");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Run);
}

describe("a launch file", () => {
  afterEach(async () => {
    await vscode.commands.executeCommand("notifications.clearAll");
    await closeAll();
    for (const name of [...made, "reviews-2.tune.yaml", ".tunewright"]) {
      rmSync(sampleUri(name).fsPath, { recursive: true, force: true });
    }
  });

  it("has a language of its own, and Launch and Price above its first line", async () => {
    const { document } = await openSample("reviews.tune.yaml");
    assert.equal(document.languageId, "tunewright-launch");
    let titles: readonly string[] = [];
    await untilTrue(async () => {
      const found = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        10,
      );
      titles = found.map(({ command }) => command?.title ?? "");
      return titles.length > 0;
    });
    assert.deepEqual(titles, ["Launch", "Price"]);
  });

  it("has findings where they stand, which go when it is mended", async () => {
    const { document, edit } = await openWith("train: reviews.jsonl\nepoch: 3\nbatchSize: 2\n");
    await untilTrue(() => told(document).length === 2);
    assert.deepEqual(told(document), [
      'epoch: There is no key "epoch" here. Did you mean "epochs"?',
      'batchSize: Local engine offers no "batchSize" for sft. These can be chosen: epochs, learningRateMultiplier, wordNgrams, dimension.',
    ]);
    await edit((change) => change.replace(new vscode.Range(1, 0, 2, 12), "epochs: 3"));
    await untilTrue(() => told(document).length === 0);
  });

  it("says that a file is not there until it is", async () => {
    const { document } = await openWith("train: reviews.jsonl\nvalidation: later.jsonl\n");
    await untilTrue(() => told(document).length === 1);
    assert.match(told(document)[0] ?? "", /^later\.jsonl: There is no file .*later\.jsonl\.$/);
  });

  it("completes and explains", async () => {
    const { document } = await openWith("train: reviews.jsonl\nprovider: openai\nmodel: gpt-4.1\n");
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      new vscode.Position(2, 10),
    );
    const labels = list.items.map(({ label }) => label);
    assert.ok(labels.includes("gpt-4.1-mini-2025-04-14"), JSON.stringify(labels));
    const [hover] = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      new vscode.Position(2, 9),
    );
    const texts = hover?.contents.map((part) => (typeof part === "string" ? part : part.value));
    assert.match(texts?.join() ?? "", /25&nbsp;USD&nbsp;per&nbsp;million&nbsp;tokens/);
  });

  it("launches what it says, and the run names it", async () => {
    const { document } = await openWith("train: reviews.jsonl\nepochs: 2\nseed: 1\n");
    await vscode.commands.executeCommand("tunewright.launchFile", document.uri);
    await untilTrue(() => runs()[0]?.status === "succeeded");
    const [run] = runs();
    assert.deepEqual(
      [run?.chosen, run?.launchFile?.path],
      [{ n_epochs: 2 }, document.uri.path.split("/").at(-1)],
    );
  });

  it("launches nothing while it has a fault", async () => {
    const { document } = await openWith("train: reviews.jsonl\napiKey: sk-1\n");
    await vscode.commands.executeCommand("tunewright.launchFile", document.uri);
    assert.deepEqual(runs(), []);
  });

  it("is written from a run, and says the same", async () => {
    const { document } = await openWith("train: reviews.jsonl\nepochs: 2\nseed: 1\n");
    const id = await vscode.commands.executeCommand("tunewright.launchFile", document.uri);
    await untilTrue(() => runs()[0]?.status === "succeeded");
    await vscode.commands.executeCommand("tunewright.saveLaunchFile", id);
    const written = vscode.window.activeTextEditor?.document;
    assert.equal(written?.languageId, "tunewright-launch");
    assert.match(
      written?.getText() ?? "",
      /^# As the run .+\ntrain: reviews\.jsonl\nprovider: local\nmodel: tunewright-classifier\nmethod: sft\nepochs: 2\nseed: 1\n$/,
    );
    assert.equal(written?.uri.path.endsWith("/reviews-2.tune.yaml"), true);
    await untilTrue(() => ours(sampleUri("reviews-2.tune.yaml")).length === 0);
  });
});
