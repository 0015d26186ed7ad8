import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type {
  CancellationToken,
  ClientCapabilities,
  CompletionItem,
  Connection,
  DocumentSymbol,
  Location,
  TextEdit,
} from "vscode-languageserver";
import { DatasetSession } from "../../src/server/dataset-session.js";
import { registerEditorFeatures } from "../../src/server/editor-features.js";
import type { ServerHost } from "../../src/server/host.js";

const uri = "file:///d.jsonl";
const line = '{"prompt":"a ->","completion":" 1"}\n';
const start = { line: 0, character: 0 };
const quiet = { isCancellationRequested: false } as CancellationToken;

const editor: ClientCapabilities = {
  textDocument: {
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    completion: { completionItem: { snippetSupport: true } },
  },
};

interface Opened {
  readonly session: DatasetSession;
  ask<Result>(request: string, params?: object, token?: CancellationToken): Promise<Result>;
}

/** A server with one open document; `pause` is what happens while it lets messages in. */
function opened(text: string, client = editor, pause: () => void = () => undefined): Opened {
  let time = 0;
  const host: ServerHost = {
    startTimer: () => () => undefined,
    pause: async () => pause(),
    now: () => (time += 100),
    today: () => "2026-01-01",
    version: "1",
  };
  const session = new DatasetSession({
    uri,
    text,
    version: 1,
    checkOptions: {},
    host,
    othersOf: () => Promise.resolve({ datasets: [], release: () => undefined }),
    showProgress: () => () => undefined,
    onChecked: () => undefined,
    onFailed: assert.ifError,
  });
  const handlers = new Map<string, (...args: unknown[]) => unknown>();
  const connection = new Proxy(
    {},
    {
      get: (_, name) => (handler: (...args: unknown[]) => unknown) =>
        handlers.set(String(name), handler),
    },
    // The features only register handlers.
  ) as Connection;
  registerEditorFeatures({
    connection,
    session: (asked) => (asked === uri ? session : undefined),
    host,
    client: () => client,
  });
  return {
    session,
    async ask<Result>(request: string, params: object = {}, token = quiet): Promise<Result> {
      const handler = handlers.get(request);
      assert.ok(handler, request);
      // The test names the type that it expects.
      return (await handler({ textDocument: { uri }, ...params }, token)) as Result;
    },
  };
}

describe("the editor features", () => {
  it("answer for an open document", async () => {
    const { ask } = opened(line + line.replace(":", ": "));
    assert.equal((await ask<DocumentSymbol[]>("onDocumentSymbol")).length, 2);
    const position = { line: 1, character: 3 };
    assert.equal((await ask<Location[]>("onDefinition", { position })).length, 1);
    assert.equal((await ask<Location[]>("onReferences", { position: start })).length, 1);
    assert.equal((await ask<TextEdit[]>("onDocumentFormatting")).length, 1);
    const range = { start, end: start };
    assert.deepEqual(await ask("onDocumentRangeFormatting", { range }), []);
    assert.equal((await ask<object[]>("onSelectionRanges", { positions: [start] })).length, 1);
    const [item] = await ask<CompletionItem[]>("onCompletion", {
      position: { line: 2, character: 0 },
    });
    assert.equal(item?.insertTextFormat, 2);
  });

  it("answer nothing for a document that is not open", async () => {
    const { ask } = opened(line);
    const elsewhere = { textDocument: { uri: "file:///e.jsonl" }, position: start, positions: [] };
    for (const request of [
      "onDocumentSymbol",
      "onCompletion",
      "onDefinition",
      "onReferences",
      "onDocumentFormatting",
      "onDocumentRangeFormatting",
      "onSelectionRanges",
    ]) {
      assert.equal(await ask(request, elsewhere), null);
    }
  });

  it("give up what the document changes under, and what is cancelled", async () => {
    const spaced = line.replace(":", ": ") + line.repeat(3_000);
    const token = { isCancellationRequested: false };
    const cancelled = opened(spaced, editor, () => void (token.isCancellationRequested = true));
    const asked = cancelled.ask("onDocumentFormatting", {}, token as CancellationToken);
    assert.equal(await asked, null);
    const edited: Opened = opened(spaced, editor, () => {
      const { session } = edited;
      session.edit([{ range: { start, end: start }, text: "x" }], session.version + 1);
    });
    assert.ok((await edited.ask("onDocumentFormatting")) === null);
    assert.ok((await edited.ask("onDocumentSymbol")) === null);
  });

  it("give a client what it understands", async () => {
    const { ask } = opened(line, {});
    assert.equal(await ask("onDocumentSymbol"), null);
    const [item] = await ask<CompletionItem[]>("onCompletion", {
      position: { line: 1, character: 0 },
    });
    assert.equal(item?.insertTextFormat, 1);
  });
});
