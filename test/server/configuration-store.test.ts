import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Diagnostic } from "vscode-languageserver";
import { ConfigurationStore } from "../../src/server/configuration-store.js";

const outer = "file:///project/tunewright.json";
const inner = "file:///project/in/tunewright.json";
const dataset = "file:///project/in/a%20%281%29.jsonl";

interface Host {
  readonly store: ConfigurationStore;
  /** Files on disk, by URI. */
  readonly disk: Map<string, string>;
  /** What was published, as `uri: line:character message`. */
  readonly published: string[];
  /** How often the disk was searched, a file read, and datasets told to follow. */
  readonly counts: { searched: number; read: number; changed: number };
  /** Lets the timer run out. */
  rest(): void;
  /** The severity of `duplicate-prompt` for a dataset. */
  value(uri?: string): string | undefined;
}

function host(files: Readonly<Record<string, string>> = {}): Host {
  const disk = new Map(Object.entries(files));
  const published: string[] = [];
  const counts = { searched: 0, read: 0, changed: 0 };
  let timer: (() => void) | undefined;
  const store = new ConfigurationStore({
    files: {
      nearestConfiguration(folder) {
        counts.searched += 1;
        const candidates = [...disk.keys()].filter((uri) =>
          folder.startsWith(uri.replace("tunewright.json", "")),
        );
        return candidates.sort((a, b) => b.length - a.length)[0];
      },
      configurationText(uri) {
        counts.read += 1;
        return disk.get(uri) ?? "";
      },
    },
    startTimer(callback) {
      timer = callback;
      return () => (timer = undefined);
    },
    publish: (uri, diagnostics) => published.push(`${uri}: ${diagnostics.map(short).join()}`),
    onChanged: () => (counts.changed += 1),
  });
  return {
    store,
    disk,
    published,
    counts,
    rest: () => timer?.(),
    value: (uri = dataset) => store.of(uri)?.says?.severities["duplicate-prompt"],
  };
}

function short({ range, message }: Diagnostic): string {
  const text = typeof message === "string" ? message : message.value;
  return `${range.start.line}:${range.start.character} ${text}`;
}

function saying(value: string): string {
  return `{ "rules": { "duplicate-prompt": "${value}" } }`;
}

describe("configurations in the server", () => {
  it("apply to what lies below them, the nearest first", () => {
    const { store, value, disk } = host({ [outer]: saying("error"), [inner]: saying("hint") });
    assert.deepEqual([value(), value("file:///project/b.jsonl")], ["hint", "error"]);
    assert.equal(store.of("file:///b.jsonl"), undefined);
    disk.delete(inner);
    store.fileChanged(inner);
    assert.equal(value(), "error");
  });

  it("know datasets by their decoded path", () => {
    const text = '{ "ignore": ["./in/a (1).jsonl"] }';
    const { store } = host({ [outer]: text });
    assert.equal(store.of("file:///project/in/a%20(1).jsonl")?.says?.isIgnored, true);
  });

  it("are looked up and read once, until somebody tells of a change", () => {
    const { value, counts, store } = host({ [outer]: saying("error") });
    value();
    const { searched, read } = { ...counts };
    for (let i = 0; i < 10; i += 1) value();
    assert.deepEqual([counts.searched, counts.read], [searched, read]);
    store.lookAgain();
    value();
    assert.ok(counts.searched > searched && counts.read > read);
  });

  it("show their faults, and that they are gone", () => {
    const { store, value, disk, published } = host({ [outer]: '{\n  "rules": 1 }' });
    assert.deepEqual([value(), store.of(dataset)?.isBroken], [undefined, true]);
    disk.set(outer, saying("hint"));
    store.fileChanged(outer);
    assert.deepEqual([value(), store.of(dataset)?.isBroken], ["hint", false]);
    assert.deepEqual(published, [
      `${outer}: 1:11 An object in curly brackets is needed here.`,
      `${outer}: `,
    ]);
  });

  it("show no faults of a file that was deleted", () => {
    const { store, value, disk, published } = host({ [outer]: "{" });
    value();
    disk.delete(outer);
    store.fileChanged(outer);
    assert.deepEqual([store.of(dataset), published.at(-1)], [undefined, `${outer}: `]);
  });

  it("go on to apply as they were while they have faults", () => {
    const { store, value } = host({ [outer]: saying("hint") });
    value();
    store.open({ uri: outer, text: saying("o"), version: 1 });
    assert.deepEqual([value(), store.of(dataset)?.isBroken], ["hint", true]);
    store.close(outer);
    assert.deepEqual([value(), store.of(dataset)?.isBroken], ["hint", false]);
  });

  it("count as they stand in the editor, once typing rests", () => {
    const { store, value, rest, counts, published } = host({ [outer]: saying("hint") });
    store.open({ uri: outer, text: saying("error"), version: 1 });
    assert.equal(value(), "error");
    const changed = counts.changed;
    const at = { line: 0, character: saying("").length - 5 };
    const word = { start: at, end: { line: 0, character: at.character + "error".length } };
    store.edit(outer, [{ range: word, text: "o" }], 2);
    store.edit(outer, [{ range: { ...word, end: at }, text: "" }], 3);
    assert.deepEqual([value(), counts.changed], ["error", changed]);
    rest();
    assert.deepEqual([value(), counts.changed, published.length], ["error", changed + 1, 1]);
    store.edit(outer, [{ text: saying("off") }], 4);
    store.settle();
    assert.deepEqual([value(), published.at(-1)], ["off", `${outer}: `]);
  });

  it("that cannot be read say so", () => {
    const { store, published } = host();
    const broken = new ConfigurationStore({
      files: {
        nearestConfiguration: () => outer,
        configurationText: () => {
          throw new Error("Permission is missing.");
        },
      },
      startTimer: () => () => undefined,
      publish: (uri, diagnostics) => published.push(`${uri}: ${diagnostics.map(short).join()}`),
      onChanged: () => undefined,
    });
    assert.equal(broken.of(dataset)?.isBroken, true);
    assert.deepEqual(published, [`${outer}: 0:0 Permission is missing.`]);
    assert.equal(store.of("untitled:Untitled-1"), undefined);
  });
});
