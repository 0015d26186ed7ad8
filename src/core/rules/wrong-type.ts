import * as l10n from "@vscode/l10n";
import type { ValueKind } from "../formats/format.js";
import { kindName, kindOf } from "../formats/value-kind.js";
import type { Span } from "../json/span.js";
import type { Fix } from "./finding.js";
import { plainIsFine, recordRule } from "./rule.js";

interface WrongValue {
  readonly span: Span;
  readonly field: string;
  readonly expected: readonly ValueKind[];
  readonly found: ValueKind;
  /** The value as it stands in the line. */
  readonly source: string;
}

export default recordRule<WrongValue>({
  id: "wrong-type",
  severity: "error",
  title: "Field with a value of the wrong type",
  why: "The target refuses the file, or a loader turns the value into text of its own making, such as None or 1.0.",
  examples: {
    good: [
      `{"prompt":"Hi ->","completion":" greeting"}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"greet","arguments":"{}"}}]}]}`,
    ],
    bad: [
      `{"prompt":"Great kettle ->","completion":«5»}`,
      `{"prompt":"Great kettle ->","completion":«null»}`,
      `{"messages":«"Hi"»}\n{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[«"Hi"»,{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":["Hi",«5»]},{"role":"assistant","content":"Hello.","tool_calls":«true»}]}`,
    ],
    fixed: [`{"prompt":"Great kettle ->","completion":"5"}`, null, null, null, null],
  },
  isFine: plainIsFine,
  check(record, report, { format }) {
    if (record.object === undefined) return;
    for (const { path, field, expected } of format.wrongTypes(record.object)) {
      const node = record.nodeAt(path);
      if (node === undefined) continue;
      const source = record.text.slice(node.start, node.end);
      // What stands there is a part of a line that JSON.parse has accepted.
      const found = kindOf(JSON.parse(source) as Parameters<typeof kindOf>[0]);
      const span = { start: node.start, end: node.end };
      report(span, { span, field, expected, found, source });
    }
  },
  message: ({ field, expected, found }) =>
    l10n.t(
      '"{0}" has to be {1}, and this is {2}.',
      field,
      kindName(expected[0] ?? "text"),
      kindName(found),
    ),
  fix: (wrong) => textFix(wrong),
});

/** A number, or true or false, is put in quotes as it stands. */
function textFix({ span, expected, found, source }: WrongValue): Fix | undefined {
  const isPlain = found === "number" || found === "true or false";
  if (!isPlain || expected[0] !== "text") return undefined;
  return {
    kind: "asks",
    title: l10n.t("Make text of the value"),
    edits: [{ span, text: JSON.stringify(source) }],
  };
}
