import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import type * as vscode from "vscode";
import { curveChange, curveColumns, noCurve } from "../../src/extension/run-page/curve-columns.js";
import { runFacts } from "../../src/extension/run-page/run-facts.js";
import { createRunPages } from "../../src/extension/run-page/run-pages.js";
import type { ReadRun } from "../../src/extension/run-page/run-source.js";
import { webviewPage } from "../../src/extension/webview-page.js";
import type { RunPageOpening } from "../../src/protocol/run-page.js";
import { parseRun } from "../../src/tuning/runs/parse-run.js";
import * as fake from "../support/fake-vscode.ts";
import { newRun } from "../support/new-run.ts";

const head = "step,training_loss,training_accuracy,validation_loss,validation_accuracy\n";

const file = fake.Uri.parse("file:///w/.tunewright/runs/reviews-1.json");

/** What a test has opened, so that none that fails leaves a timer behind. */
const opened: { dispose(): void }[] = [];

async function open({ answer }: { readonly answer?: ReadRun } = {}) {
  const run = await newRun({ training: "{}", provider: "local" });
  const state = { csv: `${head}1,0.9,,,\n`, listeners: new Set<() => void>() };
  const pages = createRunPages({
    extensionUri: fake.Uri.parse("file:///extension"),
    log: { warn: () => undefined } as unknown as vscode.LogOutputChannel,
    source: {
      list: () => Promise.resolve([]),
      read: () => Promise.resolve(answer ?? { kind: "run", run }),
      curve: () => Promise.resolve(state.csv),
      events: () => Promise.resolve([]),
      look: () => Promise.resolve(),
      prices: () => ({}),
      onChange(_, listener) {
        state.listeners.add(listener);
        return fake.register("watcher");
      },
    },
  });
  pages.show(file);
  const panel = fake.lastPanel;
  assert.ok(panel);
  opened.push(pages);
  // The page begins to ask when it has its markup.
  await until(() => (panel.webview.html === "" ? undefined : panel.webview.html));
  return { pages, panel, state };
}

let calls = 0;

/** Asks the editor as the page does. */
async function ask(panel: fake.FakePanel, name: string, argument?: unknown): Promise<unknown> {
  calls += 1;
  const id = calls;
  panel.received.fire({ kind: "call", id, name, argument });
  return until(() =>
    panel.sent.find(
      (message) =>
        typeof message === "object" &&
        message !== null &&
        "id" in message &&
        message.id === id &&
        "kind" in message &&
        message.kind !== "call",
    ),
  );
}

async function until<Value>(look: () => Value | undefined): Promise<Value> {
  for (let tries = 0; tries < 400; tries += 1) {
    const value = look();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("Nothing came in 2 s.");
}

describe("the page of a run, in the editor", () => {
  beforeEach(() => fake.registered.clear());
  afterEach(() => {
    for (const page of opened.splice(0)) page.dispose();
  });

  it("says how the run stands, then only what is new", async () => {
    const { pages, panel, state } = await open();
    const { value } = (await ask(panel, "ready")) as { readonly value: RunPageOpening };
    assert.equal(value.state.runs[0]?.kind, "run");
    assert.deepEqual(value.state.curves[0]?.columns.trainingLoss, [0.9]);
    state.csv += "2,0.5,0.75,0.6,0.7\n";
    for (const listener of state.listeners) listener();
    const told = await until(() => panel.sent.find((message) => "name" in Object(message)));
    assert.deepEqual((told as { argument: RunPageOpening["state"] }).argument.curves, [
      {
        file: file.toString(),
        from: 1,
        columns: {
          steps: [2],
          trainingLoss: [0.5],
          validationLoss: [0.6],
          trainingAccuracy: [0.75],
          validationAccuracy: [0.7],
          trainingReward: [null],
          validationReward: [null],
        },
      },
    ]);
    panel.dispose();
    pages.dispose();
  });

  it("leaves nothing registered when its panel is closed", async () => {
    const { pages, panel } = await open();
    const before = fake.registered.get("listener");
    panel.dispose();
    assert.ok((before ?? 0) > 1);
    await until(() => (fake.registered.get("watcher") === 0 ? true : undefined));
    pages.dispose();
    assert.equal(fake.registered.get("panel serializer"), 0);
  });

  it("says that a file is gone or makes no sense instead of showing nothing", async () => {
    for (const kind of ["broken", "missing"] as const) {
      const { pages, panel } = await open({ answer: { kind } });
      const { value } = (await ask(panel, "ready")) as { readonly value: RunPageOpening };
      assert.deepEqual(value.state.runs, [{ kind, file: file.toString(), name: "reviews-1" }]);
      panel.dispose();
      pages.dispose();
    }
  });

  it("does nothing that a page has no business with", async () => {
    const { pages, panel } = await open();
    for (const [name, argument] of [
      ["openSplit", { name: "/etc/passwd" }],
      ["copy", { text: 1 }],
      ["save", { kind: "svg", text: "<script>" }],
      ["leaveOut", undefined],
      ["useModel", { model: "m", use: "delete" }],
      ["useModel", { model: 1, use: "code" }],
      ["act", { action: "deleteRun" }],
      ["constructor", undefined],
    ] as const) {
      const answer = await ask(panel, name, argument);
      assert.equal((answer as { readonly kind: string }).kind, "failure", name);
    }
    panel.dispose();
    pages.dispose();
  });

  it("uses only models that the run's file names", async () => {
    const run = { ...(await newRun({ training: "{}", provider: "local" })), model: "own" };
    const checkpoints = [{ model: "own:4", metrics: { step: 4 } }];
    const { pages, panel } = await open({ answer: { kind: "run", run: { ...run, checkpoints } } });
    fake.executedCommands.length = 0;
    for (const model of ["own", "own:4", "somebody-elses"]) {
      await ask(panel, "useModel", { model, use: "further" });
    }
    await ask(panel, "act", { action: "cancel" });
    const further = (model: string): unknown => [
      "tunewright.tuneFurther",
      { kind: "run", id: run.id, model },
    ];
    assert.deepEqual(fake.executedCommands, [
      further("own"),
      further("own:4"),
      ["tunewright.cancelRun", run.id],
    ]);
    panel.dispose();
    pages.dispose();
  });

  it("may run one script and load nothing from anywhere else", async () => {
    const { pages, panel } = await open();
    const { html } = panel.webview;
    const policy = /content="([^"]+)"/.exec(html)?.[1] ?? "";
    assert.match(policy, /^default-src 'none'; script-src 'nonce-[0-9a-f]{32}'; style-src /);
    assert.doesNotMatch(policy, /unsafe|\*/);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "?";
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.ok(html.includes(`<script nonce="${nonce}" src="`));
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=/);
    panel.dispose();
    pages.dispose();
  });

  it("has a title that cannot become markup", () => {
    const html = webviewPage(
      { cspSource: "x", asWebviewUri: (uri) => uri },
      {
        extensionUri: fake.Uri.parse("file:///e"),
        name: "run",
        title: `</title><script>alert("1")</script>`,
      },
    );
    assert.equal(html.match(/<script/g)?.length, 1);
  });
});

describe("what a run's file says", () => {
  it("is looked at value by value", async () => {
    const run = await newRun({ training: "{}", provider: "local" });
    const text = JSON.stringify({
      ...run,
      chosen: { n_epochs: "many", "<b>": 2 },
      hyperparameters: [1],
      checkpoints: ["x", { model: 1 }, { model: "m", metrics: { step: 4, trainingLoss: "low" } }],
      error: "broken",
      metrics: { step: null, testAccuracy: 0.5 },
      cost: { currency: "USD" },
      finishedAt: "yesterday",
      model: { toString: "x" },
    });
    const parsed = parseRun(text);
    assert.ok(parsed);
    const { hyperparameters, checkpoints, error, step, testAccuracy, cost, finishedAt, model } =
      runFacts(parsed, {});
    assert.deepEqual(
      { hyperparameters, checkpoints, error, step, testAccuracy, cost, finishedAt, model },
      {
        hyperparameters: [
          { name: "n_epochs", chosen: null, used: null },
          { name: "<b>", chosen: 2, used: null },
        ],
        checkpoints: [{ model: "m", step: 4, metrics: {} }],
        error: null,
        step: null,
        testAccuracy: 0.5,
        cost: null,
        finishedAt: null,
        model: null,
      },
    );
  });
});

describe("what is new in a curve", () => {
  const columns = (rows: string) => curveColumns(head + rows);

  it("is everything at first and nothing where nothing has changed", () => {
    const now = columns("1,0.9,,,\n2,0.8,,,\n");
    assert.equal(curveChange("f", noCurve, now)?.from, 0);
    assert.equal(curveChange("f", now, columns("1,0.9,,,\n2,0.8,,,\n")), undefined);
  });

  it("begins where an old step got another number, or steps are gone", () => {
    const before = columns("1,0.9,,,\n2,0.8,,,\n3,0.7,,,\n");
    assert.equal(curveChange("f", before, columns("1,0.9,,,\n2,0.8,,0.5,\n3,0.7,,,\n"))?.from, 1);
    assert.deepEqual(curveChange("f", before, columns("1,0.9,,,\n"))?.columns.steps, []);
  });
});
