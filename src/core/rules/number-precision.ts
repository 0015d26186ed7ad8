import * as l10n from "@vscode/l10n";
import type { DatasetRecord } from "../dataset/record.js";
import type { JsonAtomNode, JsonNode } from "../json/json-node.js";
import type { Span } from "../json/span.js";
import { plainIsFine, recordRule } from "./rule.js";

interface LostDigits {
  readonly span: Span;
  /** The number as it stands in the line, and as most programs read it. */
  readonly written: string;
  readonly read: string;
}

export default recordRule<LostDigits>({
  id: "number-precision",
  severity: "warning",
  title: "Number with more digits than programs keep",
  why: "Most readers keep about 16 digits of a number. Identifiers that are longer change without a word, and two different ones may become one.",
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}],"id":"12345678901234567890"}\n{"messages":[{"role":"user","content":"Bye"},{"role":"assistant","content":"Goodbye."}],"id":9007199254740992,"score":0.30000000000000004}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}],"id":«12345678901234567891»}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}],"score":«1e999»}`,
    ],
    fixed: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}],"id":"12345678901234567891"}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}],"score":"1e999"}`,
    ],
  },
  isFine: plainIsFine,
  check(record, report) {
    if (record.isScanned || !mayLose.test(record.text)) return;
    for (const { start, end } of atomsOf(record)) {
      const written = record.text.slice(start, end);
      if (!losesDigits(written)) continue;
      const span = { start, end };
      report(span, { span, written, read: readAs(written) });
    }
  },
  message: ({ written, read }) =>
    l10n.t("Most programs read the number {0} as {1}.", shortened(written), read),
  fix: ({ span, written }) => ({
    kind: "asks",
    title: l10n.t("Write the number as a text"),
    edits: [{ span, text: `"${written}"` }],
  }),
});

const mayLose = /\d{16}|\d[eE]\+?\d{3}/;
const mostDigits = 400;

function atomsOf(record: DatasetRecord): readonly JsonAtomNode[] {
  const found: JsonAtomNode[] = [];
  const open: JsonNode[] = [record.node];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "atom") found.push(node);
    if (node.kind === "array") open.push(...node.items);
    if (node.kind === "object") open.push(...node.members.map(({ value }) => value));
  }
  return found;
}

/** Fractions are measured or computed: nobody misses their last digits. */
function losesDigits(written: string): boolean {
  if (!/^-?\d/.test(written)) return false;
  const value = Number(written);
  if (!Number.isFinite(value)) return true;
  if (written.length > mostDigits || !/^-?\d{16,}$/.test(written)) return false;
  return BigInt(written) !== BigInt(value);
}

function readAs(written: string): string {
  const value = Number(written);
  return Number.isFinite(value) ? BigInt(value).toString() : l10n.t("infinity");
}

function shortened(written: string): string {
  return written.length > 40 ? `${written.slice(0, 40)}…` : written;
}
