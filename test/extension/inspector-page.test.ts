import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, describe, it } from "node:test";
import type * as vscode from "vscode";
import type { InspectorContext } from "../../src/extension/inspector/inspector-page.js";
import { InspectorPage } from "../../src/extension/inspector/inspector-page.js";
import { writeWhole } from "../../src/extension/write-whole.js";
import type {
  InspectorMemory,
  InspectorOpening,
  InspectorState,
  ModelName,
} from "../../src/protocol/inspector-page.js";
import * as fake from "../support/fake-vscode.ts";
import { modelServer } from "../support/language-model/model-server.ts";

const data = mkdtempSync(join(tmpdir(), "tunewright-inspector-page-"));
const dataset = fake.Uri.parse("file:///w/rooms.jsonl");
const records = ["The room was", "The soup was", "The train was"].map((prompt) => ({
  prompt,
  completion: " clean and quiet",
}));
fake.settings.set("tuning.compatibleUrl", "http://127.0.0.1:1/vllm/v1");

const remote: ModelName = { provider: "compatible", model: "m" };

let page: InspectorPage | undefined;

/** A page on which a model of a service is chosen, and what the service was asked. */
function open(change: Partial<InspectorContext> = {}, models: readonly ModelName[] = [remote]) {
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  fake.workspace.textDocuments = [fake.openDocument(dataset.toString(), lines.join(""))];
  const server = modelServer();
  const remembered: (readonly ModelName[])[] = [];
  const panel = fake.openPanel();
  const context: InspectorContext = {
    extensionUri: fake.Uri.parse("file:///e"),
    connect: () => Promise.resolve(server.connection("vllm")),
    environment: { TUNEWRIGHT_DATA_DIR: data },
    choose: () => Promise.resolve(undefined),
    modelsFor: (_, last) => last,
    remember: (names) => void remembered.push(names),
    signIn: () => Promise.resolve(true),
    train: () => Promise.resolve(undefined),
    ...change,
  };
  // As far as the page looks at a panel.
  page = new InspectorPage(panel as unknown as vscode.WebviewPanel, models, context);
  return { page, panel, server, remembered };
}

let calls = 0;

/** Calls the editor as the page in the panel does. */
async function call(panel: fake.FakePanel, name: string, argument?: unknown): Promise<unknown> {
  calls += 1;
  const id = calls;
  panel.received.fire({ kind: "call", id, name, argument });
  const isAnswer = (message: unknown): message is { readonly value?: unknown } =>
    typeof message === "object" &&
    message !== null &&
    "kind" in message &&
    message.kind === "result" &&
    "id" in message &&
    message.id === id;
  for (;;) {
    const answer = panel.sent.find(isAnswer);
    if (answer !== undefined) return answer.value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function stateOf(panel: fake.FakePanel): Promise<InspectorState> {
  // What `ready` gives, by its contract.
  return ((await call(panel, "ready")) as InspectorOpening).state;
}

/** The state once no question is under way. */
async function answered(panel: fake.FakePanel): Promise<InspectorState> {
  for (;;) {
    const state = await stateOf(panel);
    if (state.questions.length > 0 && state.questions.every(isDone)) return state;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function isDone({ status }: InspectorState["questions"][number]): boolean {
  return status.kind !== "asking";
}

const sampling = { temperature: 0, maxTokens: 4, stop: [], alternatives: 5 };

describe("the page of the Inspector", () => {
  afterEach(() => {
    page?.dispose();
    page = undefined;
  });
  after(() => {
    fake.settings.delete("tuning.compatibleUrl");
    rmSync(data, { recursive: true, force: true });
  });

  it("shows a record and sends nothing of it before somebody asks", async () => {
    const { page: inspector, panel, server } = open();
    await inspector.inspect({ uri: dataset, line: 2 });
    const state = await stateOf(panel);
    assert.deepEqual([state.record?.line, state.record?.sent], [2, sentFrom("The soup was")]);
    assert.deepEqual([state.questions, server.requests.length], [[], 0]);
    await call(panel, "ask", { sampling });
    const [question] = (await answered(panel)).questions;
    assert.equal(question?.status.kind, "answered");
    assert.equal(JSON.stringify(server.requests).includes("The soup was"), true);
    // What a page sends that is no way to ask changes nothing.
    const before = server.requests.length;
    panel.received.fire({ kind: "call", id: 0, name: "ask", argument: { sampling: { stop: 1 } } });
    assert.equal(server.requests.length, before);
  });

  it("goes back to the record, the model and the parameters of an older question", async () => {
    const { page: inspector, panel } = open();
    await inspector.inspect({ uri: dataset, line: 1 });
    await call(panel, "ask", { sampling: { ...sampling, maxTokens: 3 } });
    await answered(panel);
    await inspector.inspect({ uri: dataset, line: 3 }, { provider: "compatible", model: "other" });
    await call(panel, "showQuestion", { question: 1 });
    const state = await stateOf(panel);
    assert.deepEqual([state.record?.line, state.memory?.line, state.shown], [1, 1, [1]]);
    assert.deepEqual([state.models[0]?.model, state.sampling.maxTokens], ["m", 3]);
    await call(panel, "reveal");
    assert.deepEqual(fake.shownDocuments.at(-1), { uri: dataset.toString(), line: 1 });
    // Asking again repeats that question.
    await call(panel, "ask", { sampling: state.sampling });
    const questions = (await answered(panel)).questions.map(({ line, model }) => [
      line,
      model.model,
    ]);
    assert.deepEqual(questions, [
      [1, "m"],
      [1, "m"],
    ]);
  });

  it("shows the record that was wanted last, in whatever order they are read", async () => {
    const { page: inspector, panel } = open();
    await Promise.all([3, 1, 2].map((line) => inspector.goTo({ uri: dataset, line })));
    const state = await stateOf(panel);
    assert.deepEqual([state.record?.line, panel.title], [2, "Inspect rooms.jsonl:2"]);
  });

  it("follows only while it is in view and somebody wants it", async () => {
    const { page: inspector, panel } = open();
    assert.equal(inspector.isFollowing, false);
    await call(panel, "follow", { isFollowing: true });
    assert.equal(inspector.isFollowing, true);
    panel.visible = false;
    assert.equal(inspector.isFollowing, false);
  });

  it("chooses, compares and remembers models, and asks those of this machine at once", async () => {
    const names = [{ provider: "compatible", model: "second" }];
    const {
      page: inspector,
      panel,
      server,
      remembered,
    } = open({
      choose: () => Promise.resolve(names.pop()),
    });
    await inspector.inspect({ uri: dataset, line: 1 });
    await call(panel, "chooseModel", { place: 1 });
    const state = await stateOf(panel);
    assert.deepEqual(remembered, [[remote, { provider: "compatible", model: "second" }]]);
    assert.deepEqual(
      state.models.map(({ model }) => model),
      ["m", "second"],
    );
    // The question was closed: nothing changes.
    await call(panel, "chooseModel", { place: 0 });
    assert.equal(remembered.length, 1);
    await call(panel, "ask", { sampling });
    const both = await answered(panel);
    assert.deepEqual(both.shown, [1, 2]);
    assert.equal(both.questions.length, 2);
    await call(panel, "leaveOut");
    assert.deepEqual((await stateOf(panel)).shown, [1]);
    const asked = server.requests.length;
    await inspector.inspect({ uri: dataset, line: 2 });
    assert.equal(server.requests.length, asked);
  });

  it("is back after a restart as it was, and asks no service by itself", async () => {
    const first = open();
    await first.page.inspect({ uri: dataset, line: 3 });
    await call(first.panel, "follow", { isFollowing: true });
    const memory = (await stateOf(first.panel)).memory;
    assert.ok(memory);
    first.page.dispose();
    // As the editor keeps it.
    const kept = JSON.parse(JSON.stringify(memory)) as InspectorMemory;
    const { page: inspector, panel, server } = open({}, []);
    await inspector.restore(kept);
    const state = await stateOf(panel);
    assert.deepEqual([state.record?.line, state.models[0]?.model], [3, "m"]);
    assert.deepEqual([state.isRestored, state.isFollowing, state.questions], [true, true, []]);
    assert.equal(server.requests.length, 0);
    await call(panel, "ask", { sampling });
    assert.equal((await answered(panel)).isRestored, false);
  });

  it("says what is wrong with a file that is gone, or a line without a record", async () => {
    const { page: inspector, panel } = open();
    await inspector.restore({
      file: "file:///w/not-there.jsonl",
      line: 1,
      models: [remote],
      sampling,
      isFollowing: false,
    });
    assert.match((await stateOf(panel)).record?.refusal ?? "", /cannot be read/);
    await inspector.inspect({ uri: dataset, line: 9 });
    assert.match((await stateOf(panel)).record?.refusal ?? "", /no record on this line/);
    await call(panel, "ask", { sampling });
    assert.deepEqual((await stateOf(panel)).questions, []);
  });

  it("signs in where a key is missing, and asks again", async () => {
    let mayAsk = false;
    const server = modelServer();
    const { ProviderError } = await import("../../src/tuning/provider-error.js");
    const noKey = new ProviderError("Sign in first.", { kind: "key", isUnclear: false });
    const { page: inspector, panel } = open({
      connect: () => (mayAsk ? Promise.resolve(server.connection("vllm")) : Promise.reject(noKey)),
      signIn: () => Promise.resolve((mayAsk = true)),
    });
    await inspector.inspect({ uri: dataset, line: 1 });
    await call(panel, "ask", { sampling });
    const failed = (await answered(panel)).questions[0]?.status;
    assert.deepEqual(failed, { kind: "failed", message: "Sign in first.", needsKey: true });
    await call(panel, "signIn", { question: 1 });
    const { questions } = await answered(panel);
    assert.deepEqual(
      questions.map(({ status }) => status.kind),
      ["failed", "answered"],
    );
  });

  it("saves an answer as a whole file, and leaves none behind where that fails", async () => {
    const { page: inspector, panel } = open();
    await inspector.inspect({ uri: dataset, line: 1 });
    await call(panel, "ask", { sampling });
    await answered(panel);
    fake.savedTo.uri = fake.Uri.parse("file:///w/rooms-1.json");
    await call(panel, "save", { kind: "json", question: 1 });
    assert.deepEqual([...fake.files.keys()], ["file:///w/rooms-1.json"]);
    const text = Buffer.from(fake.files.get("file:///w/rooms-1.json") ?? []).toString();
    assert.equal((JSON.parse(text) as { readonly model: string }).model, "m");
    const { rename } = fake.workspace.fs;
    fake.workspace.fs.rename = () => Promise.reject(new Error("No space left."));
    await assert.rejects(
      writeWhole(fake.Uri.parse("file:///w/other.json"), new Uint8Array(1)),
      /No space left/,
    );
    fake.workspace.fs.rename = rename;
    assert.deepEqual([...fake.files.keys()], ["file:///w/rooms-1.json"]);
    fake.files.clear();
  });
});

function sentFrom(text: string): object {
  return { kind: "completion", text };
}
