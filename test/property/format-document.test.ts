import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { TextEdit } from "vscode-languageserver-protocol";
import { splitLines } from "../../src/core/json/lines.js";
import { formatEdits } from "../../src/server/format-document.js";
import { LineDocument } from "../../src/server/line-document.js";
import { propertyRuns } from "../support/property-runs.ts";

function editsFor(text: string): TextEdit[] {
  const work = formatEdits(new LineDocument(text));
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

function formatted(text: string): string {
  const document = TextDocument.create("file:///d.jsonl", "jsonl", 1, text);
  return TextDocument.applyEdits(document, editsFor(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The strings and all else but white space, as they are written. */
function tokens(text: string): readonly string[] {
  return text.match(/"(?:[^"\\]|\\.)*"|[^\s"{}[\]:,]+|[{}[\]:,]/g) ?? [];
}

const spaces = fc.constantFrom("", "", " ", "  ", "\t");
const scalar = fc.constantFrom(
  "1",
  "-0",
  "1.50",
  "1E5",
  "12345678901234567890",
  "true",
  "null",
  '"a, b: {c}"',
  String.raw`"\u00e9\/\"\\"`,
  '"é 🎸  \u2028"',
  '""',
);

/** JSON with spaces anywhere, repeated keys and odd spellings: as people and programs write it. */
const { value: spacedJson } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc
      .tuple(fc.array(fc.tuple(spaces, tie("value"), spaces), { maxLength: 3 }), spaces)
      .map(([items, inner]) => {
        const parts = items.map(([before, item, after]) => before + item + after);
        return `[${parts.length === 0 ? inner : parts.join(",")}]`;
      }),
    fc
      .tuple(
        fc.array(fc.tuple(fc.constantFrom('"a"', '"b c"'), spaces, spaces, tie("value"), spaces), {
          maxLength: 3,
        }),
        spaces,
      )
      .map(([members, inner]) => {
        const parts = members.map(
          ([key, before, behind, member, after]) =>
            `${before}${key}${after}:${behind}${member}${before}`,
        );
        return `{${parts.length === 0 ? inner : parts.join(",")}}`;
      }),
  ),
}));

const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(spaces, spacedJson, spaces).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.constantFrom("", "   ", '{"a": 1,, }', '{"cut": "off', "{'a': 1}") },
);

const documents = fc
  .tuple(
    fc.constantFrom("", "\uFEFF"),
    fc.array(fc.tuple(line, fc.constantFrom("\n", "\n", "\r\n", "\r")), { maxLength: 8 }),
    line,
  )
  .map(([mark, lines, last]) => mark + lines.flat().join("") + last);

describe("formatting a document", () => {
  it("changes white space between tokens and nothing else", () => {
    fc.assert(
      fc.property(documents, (text) => {
        const [before, after] = [splitLines(text), splitLines(formatted(text))];
        assert.deepEqual(
          after.map(({ ending }) => ending),
          before.map(({ ending }) => ending),
        );
        before.forEach(({ text: old }, index) => {
          const now = after[index]?.text ?? "";
          const value = parsed(old.replace(/^\uFEFF/, ""));
          if (value === undefined) return assert.equal(now, old);
          assert.deepEqual(parsed(now.replace(/^\uFEFF/, "")), value);
          assert.deepEqual(tokens(now), tokens(old));
        });
      }),
      propertyRuns(3_000),
    );
  });

  it("twice is formatting once", () => {
    fc.assert(
      fc.property(documents, (text) => {
        assert.deepEqual(editsFor(formatted(text)), []);
      }),
      propertyRuns(3_000),
    );
  });

  it("edits gaps between tokens only, and only those that change", () => {
    fc.assert(
      fc.property(documents, (text) => {
        const document = TextDocument.create("file:///d.jsonl", "jsonl", 1, text);
        for (const { range, newText } of editsFor(text)) {
          assert.equal(range.start.line, range.end.line);
          assert.match(document.getText(range), /^\s*$/);
          assert.match(newText, /^ ?$/);
          assert.notEqual(document.getText(range), newText);
        }
      }),
      propertyRuns(1_000),
    );
  });
});
