import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import type * as vscode from "vscode";
import type { DatasetClient } from "../../src/extension/dataset-client.js";
import { startExtension } from "../../src/extension/start.js";
import type { DatasetStatus } from "../../src/protocol/server-messages.js";
import * as fake from "../support/fake-vscode.ts";

interface Started {
  readonly starts: () => number;
  readonly status: fake.EventEmitter<DatasetStatus>;
  dispose(): void;
}

function start({ failing = false } = {}): Started {
  const status = new fake.EventEmitter<DatasetStatus>();
  let starts = 0;
  const client: DatasetClient = {
    start() {
      starts += 1;
      return failing ? Promise.reject(new Error("no server")) : Promise.resolve();
    },
    restart: () => Promise.resolve(),
    onStatus: status.event,
    chooseTarget: () => Promise.resolve(),
    targetEdits: () => Promise.resolve({ edits: null }),
    configurationOf: () => Promise.resolve({ configuration: null, target: null }),
    checkWorkspace: () => Promise.reject(new Error("not in this test")),
    ask: () => Promise.reject(new Error("not in this test")),
    dispose: () => undefined,
  };
  const registration = fake.register("client");
  const subscriptions: { dispose(): unknown }[] = [];
  // The extension looks at these members only.
  const context = {
    subscriptions,
    extensionUri: {},
    workspaceState: { get: (_: string, value: unknown) => value, update: () => undefined },
  } as unknown as vscode.ExtensionContext;
  startExtension(context, () => ({ ...client, dispose: () => registration.dispose() }));
  return {
    starts: () => starts,
    status,
    dispose: () => subscriptions.reverse().forEach((subscription) => subscription.dispose()),
  };
}

const status: DatasetStatus = {
  uri: "file:///d.jsonl",
  version: 1,
  records: 1_200,
  format: "prompt-completion",
  target: "legacy-completions",
  titles: { format: "Prompt and completion", target: "Completion models" },
  targetFrom: "format",
  isAccepted: true,
  configuration: null,
  isIgnored: false,
  countsTokens: false,
  isComplete: true,
  severityCounts: { error: 1, warning: 2, information: 0, hint: 0 },
  counts: { "invalid-json": 1, "duplicate-record": 2 },
};

describe("the extension", () => {
  beforeEach(() => {
    fake.registered.clear();
    fake.workspace.textDocuments = [];
    fake.window.activeTextEditor = undefined;
  });

  it("leaves nothing registered when it is disposed of", () => {
    start().dispose();
    assert.deepEqual(fake.leftRegistered(), []);
  });

  it("registers the same the second time", () => {
    const first = start();
    const counts = new Map(fake.registered);
    first.dispose();
    const second = start();
    assert.deepEqual(fake.registered, counts);
    second.dispose();
  });

  it("leaves nothing registered when boundaries were marked, or no longer are", () => {
    fake.settings.set("highlight.boundaries", true);
    const started = start();
    const marking = new Map(fake.registered);
    fake.settings.delete("highlight.boundaries");
    fake.changedConfiguration.fire({ affectsConfiguration: () => true });
    const unmarked = new Map(fake.registered);
    started.dispose();
    assert.equal(marking.get("decoration type"), 3);
    assert.equal(unmarked.get("decoration type"), 0);
    fake.settings.set("highlight.boundaries", true);
    start().dispose();
    fake.settings.clear();
    assert.deepEqual(fake.leftRegistered(), []);
  });

  it("starts the server with the first dataset, not before", () => {
    const started = start();
    fake.openedDocument.fire(fake.fakeDocument("file:///notes.md", "markdown"));
    fake.openedDocument.fire(fake.fakeDocument("git:/d.jsonl"));
    assert.equal(started.starts(), 0);
    fake.openedDocument.fire(fake.fakeDocument("file:///d.jsonl"));
    assert.equal(started.starts(), 1);
    started.dispose();
  });

  it("says so when the server does not start", async () => {
    fake.workspace.textDocuments = [fake.fakeDocument("file:///d.jsonl")];
    const started = start({ failing: true });
    await new Promise(setImmediate);
    assert.match(fake.shownMessages.at(-1) ?? "", /did not start/);
    started.dispose();
  });

  it("tells of a command that fails instead of throwing", async () => {
    const started = start();
    fake.window.activeTextEditor = undefined;
    await fake.registeredCommands.get("tunewright.fixAll")?.();
    assert.match(fake.shownMessages.at(-1) ?? "", /Open a dataset first/);
    started.dispose();
  });

  it("gives formats and targets the titles of the line above the first record, and their ids", () => {
    const started = start();
    fake.window.activeTextEditor = { document: fake.fakeDocument("file:///d.jsonl") };
    started.status.fire({ ...status, targetFrom: "person" });
    const tooltip = JSON.stringify(fake.statusBarItem.tooltip);
    assert.match(tooltip, /Format: \*\*Prompt and completion\*\* \(`prompt-completion`\)/);
    assert.match(tooltip, /Target: \*\*Completion models\*\* \(`legacy-completions`\), chosen/);
    started.dispose();
  });

  it("shows the status of the dataset in the active editor", () => {
    const started = start();
    fake.window.activeTextEditor = { document: fake.fakeDocument("file:///d.jsonl") };
    fake.changedActiveEditor.fire(undefined);
    started.status.fire(status);
    assert.deepEqual(
      { text: fake.statusBarItem.text, isVisible: fake.statusBarItem.isVisible },
      {
        text: "$(checklist) 1,200 records · 3 findings · Prompt and completion → Completion models?",
        isVisible: true,
      },
    );
    fake.window.activeTextEditor = { document: fake.fakeDocument("file:///n.md", "markdown") };
    fake.changedActiveEditor.fire(undefined);
    assert.equal(fake.statusBarItem.isVisible, false);
    started.dispose();
  });
});
