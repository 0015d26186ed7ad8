import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as vscode from "vscode";
import { closeAll, openSample, sampleUri } from "./dataset-editor.ts";

interface Run {
  readonly id: string;
  readonly status: string;
  readonly model: string | null;
  readonly baseModel: string;
  readonly files: { readonly training: { readonly path: string; readonly records: number } };
}

const runsFolder = sampleUri(".tunewright");

async function runs(): Promise<readonly Run[]> {
  const folder = vscode.Uri.joinPath(runsFolder, "runs");
  const names = await vscode.workspace.fs.readDirectory(folder).then(
    (entries) => entries.map(([name]) => name).filter((name) => name.endsWith(".json")),
    () => [],
  );
  return Promise.all(names.map((name) => readRun(name.replace(/\.json$/, ""))));
}

async function readRun(id: string): Promise<Run> {
  const uri = vscode.Uri.joinPath(runsFolder, "runs", `${id}.json`);
  // Written by the extension.
  return JSON.parse(Buffer.from(await vscode.workspace.fs.readFile(uri)).toString()) as Run;
}

/** For what no event tells of. */
async function untilTrue(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function tuneLocally(training: vscode.Uri): Promise<string | undefined> {
  const request = {
    training: training.toString(),
    provider: "local",
    chosen: { n_epochs: 2 },
    seed: 1,
  };
  return vscode.commands.executeCommand<string | undefined>("tunewright.tune", request);
}

describe("tuning", () => {
  afterEach(async () => {
    await vscode.commands.executeCommand("notifications.clearAll");
    await closeAll();
    await vscode.workspace.fs
      .delete(runsFolder, { recursive: true })
      .then(undefined, () => undefined);
  });

  it("with the local engine ends in a model, whose id and code can be copied", async () => {
    const { document } = await openSample("reviews.jsonl");
    const id = await tuneLocally(document.uri);
    assert.ok(id);
    await untilTrue(
      async () =>
        !["uploading", "creating", "queued", "running"].includes((await readRun(id)).status),
    );
    const run = await readRun(id);
    assert.deepEqual(
      [run.status, run.files.training],
      ["succeeded", { ...run.files.training, path: "reviews.jsonl", records: 500 }],
    );
    // The view's own rows are what a person sees: the command finds the run among them.
    await vscode.commands.executeCommand("tunewright.runs.focus");
    await vscode.commands.executeCommand("tunewright.copyModelId", id);
    assert.equal(await vscode.env.clipboard.readText(), run.model);
    void vscode.commands.executeCommand("tunewright.copyAsCode", id, "python");
    await untilTrue(async () => (await vscode.env.clipboard.readText()).startsWith("import os"));
    const code = await vscode.env.clipboard.readText();
    assert.ok(
      code.includes(`model="${run.model}"`) && code.includes(String.raw`\n\n###\n\n`),
      code,
    );
  });

  it("goes on from a model, compares runs, and opens what a run was trained with", async () => {
    const { document } = await openSample("reviews.jsonl");
    const ids = [await tuneLocally(document.uri), await tuneLocally(document.uri)];
    const [first = "", second = ""] = ids.flatMap((id) => id ?? []);
    const isDone = async (id: string): Promise<boolean> =>
      (await readRun(id)).status === "succeeded";
    await untilTrue(async () => (await isDone(first)) && (await isDone(second)));
    await closeAll();
    const rows = [first, second].map((id) => ({ subject: { kind: "run", id } }));
    await vscode.commands.executeCommand("tunewright.compareRuns", rows[0], rows);
    const labels = (): readonly string[] =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await untilTrue(() => labels().includes(first));
    await vscode.commands.executeCommand("tunewright.revealDataset", rows[0]);
    await untilTrue(() => labels().includes("reviews.jsonl"));
    // Of a model at a provider the id is copied as it is.
    const remote = { kind: "remote", provider: "local", what: "file", id: "file-1" };
    await vscode.commands.executeCommand("tunewright.copyRemoteId", { subject: remote });
    assert.equal(await vscode.env.clipboard.readText(), "file-1");
    const further = vscode.commands.executeCommand<string | undefined>(
      "tunewright.tuneFurther",
      rows[0],
    );
    // File, validation, test, hyperparameters and name, each as it is offered.
    let id: string | undefined;
    void further.then((begun) => (id = begun));
    await untilTrue(async () => {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return id !== undefined;
    });
    await untilTrue(() => isDone(id ?? ""));
    const [from, run] = [await readRun(first), await readRun(id ?? "")];
    assert.deepEqual([run.baseModel, run.files.training.path], [from.model, "reviews.jsonl"]);
  });

  it("begins nothing with a file that the provider would refuse", async () => {
    const id = await tuneLocally(sampleUri("reviews-with-faults.jsonl"));
    assert.deepEqual([id, await runs()], [undefined, []]);
  });

  it("sends nothing to an address that a workspace names", async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests += 1;
      response.end("{}");
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", () => resolve()));
    // A server that listens on a port has such an address.
    const { port } = server.address() as AddressInfo;
    const settings = sampleUri(".vscode/settings.json");
    const content = {
      "tunewright.tuning.compatibleUrl": `http://127.0.0.1:${port}/v1`,
      "tunewright.tuning.keysFromEnvironment": true,
    };
    const before = await vscode.workspace.fs.readFile(settings).then(undefined, () => undefined);
    try {
      await vscode.workspace.fs.writeFile(settings, Buffer.from(JSON.stringify(content)));
      process.env["OPENAI_API_KEY"] = "sk-not-a-real-key-000000";
      const training = sampleUri("reviews.jsonl").toString();
      void vscode.commands.executeCommand("tunewright.tune", {
        training,
        provider: "compatible",
        model: "m",
      });
      void vscode.commands.executeCommand("tunewright.lookAtProvider", {
        kind: "provider",
        provider: "compatible",
      });
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      assert.deepEqual([requests, await runs()], [0, []]);
    } finally {
      await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
      server.close();
      if (before === undefined) await vscode.workspace.fs.delete(settings);
      else await vscode.workspace.fs.writeFile(settings, before);
    }
  });
});
