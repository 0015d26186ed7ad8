import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CodeAction, Location } from "vscode-languageserver";
import type { Span } from "../../src/core/json/span.js";
import type { Finding } from "../../src/core/rules/finding.js";
import type { DocumentCheck } from "../../src/server/checked-document.js";
import { CheckedDocument } from "../../src/server/checked-document.js";
import { codeActions } from "../../src/server/code-actions.js";
import { firstOccurrences, otherOccurrences } from "../../src/server/occurrences.js";
import type { Placement } from "../../src/server/to-protocol.js";

const a = '{"prompt":"a ->","completion":" 1"}';
const b = '{"prompt":"b ->","completion":" 1"}';
const otherAnswer = '{"prompt":"a ->","completion":" 2"}';
const text = `\uFEFF${[a, b, a, otherAnswer, b, a].join("\n")}`;

const record: Span = { start: 0, end: a.length };
const prompt: Span = { start: 10, end: 16 };

/** A finding that says what a line repeats. */
function repeat(rule: string, line: number, first: number, span: Span): Finding {
  const related = [{ line: first, span, message: "The first" }];
  return { rule, severity: "warning", line, span, message: "Repeated", related };
}

const checked = new CheckedDocument(text, {});
checked.work(() => true);
const findings: readonly Finding[] = [
  { ...repeat("elsewhere", 0, 3, record), related: [] },
  repeat("same-record", 2, 0, record),
  repeat("same-prompt", 3, 0, prompt),
  repeat("same-record", 4, 1, record),
  repeat("same-record", 5, 0, record),
];
/** The last two were found, and not published. */
const check: DocumentCheck = {
  ...checked.check(100),
  findings: findings.slice(0, 3),
  findingsOn: (line) => findings.filter((finding) => finding.line === line),
  *findingsOf(rule) {
    yield findings.filter((finding) => finding.rule === rule);
  },
};
const placement: Placement = {
  uri: "file:///d.jsonl",
  ruleDocumentation: undefined,
  markLength: (line) => checked.document.markLength(line),
};

/** The places as `line:start-end`. */
function places(locations: readonly Location[]): readonly string[] {
  return locations.map(
    ({ range: { start, end } }) => `${start.line}:${start.character}-${end.character}`,
  );
}

function first(line: number, character = 0): readonly string[] {
  return places(firstOccurrences(check, { line, character }, placement));
}

function others(line: number): readonly string[] {
  const steps = otherOccurrences(check, { line, character: 0 }, placement);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return places(step.value);
  }
}

describe("the first occurrence", () => {
  it("of a record is the first that is equal", () => {
    assert.deepEqual([first(2), first(4), first(5)], [["0:1-36"], ["1:0-35"], ["0:1-36"]]);
  });

  it("of a prompt is the first record with it", () => {
    assert.deepEqual(first(3, 12), ["0:11-17"]);
    assert.deepEqual(first(3, 33), ["0:11-17"]);
  });

  it("has none before it", () => {
    assert.deepEqual([first(0), first(1), first(99)], [[], [], []]);
  });
});

describe("the other occurrences", () => {
  it("are the first and all that repeat it, from whichever of them", () => {
    assert.deepEqual(others(5), ["0:1-36", "2:0-35"]);
    assert.deepEqual(others(0), ["2:0-35", "3:10-16", "5:0-35"]);
    assert.deepEqual(others(4), ["1:0-35"]);
  });
});

describe("the way to the first occurrence", () => {
  function actions(runsCommands: boolean, lastLine = 2): readonly CodeAction[] {
    const abilities = {
      resolvesEdits: true,
      versionsEdits: true,
      confirmsEdits: true,
      runsCommands,
    };
    const range = { start: { line: 2, character: 0 }, end: { line: lastLine, character: 0 } };
    return codeActions({ checked, check, version: 1, placement, abilities }, range, {});
  }

  it("is offered to a client that knows the command", () => {
    const found = actions(true).filter(({ kind }) => kind === "quickfix");
    assert.deepEqual(found.at(-1)?.command, {
      title: "Go to the first occurrence (line 1)",
      command: "tunewright.goToFirst",
      arguments: [
        "file:///d.jsonl",
        { start: { line: 0, character: 1 }, end: { line: 0, character: 36 } },
      ],
    });
  });

  it("is not offered to others, nor for many records at once", () => {
    const commands = [...actions(false), ...actions(true, 5)].filter(({ command }) => command);
    assert.deepEqual(commands, []);
  });
});
