import * as l10n from "@vscode/l10n";
import { messagesOf } from "../formats/chat.js";
import { isJsonObject, ownMember } from "../json/json-node.js";
import type { Span } from "../json/span.js";
import { wholeCharacters } from "../json/span.js";
import { plainIsFine, recordRule } from "./rule.js";

interface Weight {
  readonly span: Span;
  /** The value as it stands in the line. */
  readonly source: string;
}

/** What is meant by values that say the same in another type. */
const meanings: ReadonlyMap<string, string> = new Map([
  [`"0"`, "0"],
  [`"1"`, "1"],
  ["false", "0"],
  ["true", "1"],
]);

export default recordRule<Weight>({
  id: "invalid-weight",
  severity: "error",
  title: "Weight that is not 0 or 1",
  why: "The weight of an assistant message says whether it is learned. Services refuse any other value.",
  formats: ["chat"],
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.","weight":1}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.","weight":«0.5»}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.","weight":«"1"»}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.","weight":«false»}]}`,
    ],
    fixed: [
      null,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.","weight":1}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.","weight":0}]}`,
    ],
  },
  isFine: plainIsFine,
  check(record, report) {
    if (record.object === undefined) return;
    messagesOf(record.object).forEach((message, index) => {
      const weight = isJsonObject(message) ? ownMember(message, "weight") : undefined;
      // Tables that are written as JSON have null where there is nothing.
      if (weight === undefined || weight === null || weight === 0 || weight === 1) return;
      const node = record.nodeAt(["messages", index, "weight"]);
      if (node === undefined) return;
      const source = record.text.slice(node.start, node.end);
      const span = { start: node.start, end: node.end };
      report(span, { span, source });
    });
  },
  message: ({ source }) =>
    l10n.t("The weight of a message is 0 or 1, and this is {0}.", shortened(source)),
  fix({ span, source }) {
    const meant = meanings.get(source);
    if (meant === undefined) return undefined;
    const title = l10n.t("Change the weight to {0}", meant);
    return { kind: "safe", title, edits: [{ span, text: meant }] };
  },
});

function shortened(source: string): string {
  const { end } = wholeCharacters(source, { start: 0, end: 24 });
  return source.length > end ? `${source.slice(0, end)}…` : source;
}
