import * as l10n from "@vscode/l10n";
import type { DatasetRecord } from "../dataset/record.js";
import type { JsonMember, JsonNode, JsonStringNode } from "../json/json-node.js";
import type { Span } from "../json/span.js";
import { plainIsFine, recordRule } from "./rule.js";

interface Repeated {
  readonly name: string;
  /** The earlier member of this name. */
  readonly first: Span;
}

export default recordRule<Repeated>({
  id: "duplicate-key",
  severity: "error",
  title: "Key that stands twice in one object",
  why: "Readers keep one of the values, most of them the last, and drop the other without a word; some refuse the file.",
  examples: {
    good: [`{"prompt":"Great kettle ->","completion":" 5"}`],
    bad: [
      `{"prompt":"Great kettle ->","completion":" 5",«"completion"»:" 4"}`,
      `{"messages":[{"role":"user","content":"Hi",«"content"»:"Hello"},{"role":"assistant","content":"Hello."}]}`,
    ],
    fixed: [null, null],
  },
  isFine: plainIsFine,
  check(record, report) {
    if (record.isScanned) return;
    for (const { name, key, first } of repeatedKeys(record)) {
      report({ start: key.start, end: key.end }, { name, first });
    }
  },
  message: ({ name }) =>
    l10n.t('The key "{0}" stands twice in this object, and its first value is lost.', name),
  related: ({ first: { start, end } }) => [
    { line: "same", span: { start, end }, message: l10n.t("The first value of this key") },
  ],
});

interface RepeatedKey {
  readonly name: string;
  readonly key: JsonStringNode;
  readonly first: JsonStringNode;
}

function repeatedKeys(record: DatasetRecord): readonly RepeatedKey[] {
  const found: RepeatedKey[] = [];
  const open: JsonNode[] = [record.node];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "array") open.push(...node.items);
    if (node.kind !== "object") continue;
    found.push(...repeatedIn(node.members, record));
    open.push(...node.members.map(({ value }) => value));
  }
  return found;
}

function repeatedIn(members: readonly JsonMember[], record: DatasetRecord): readonly RepeatedKey[] {
  const seen = new Map<string, JsonStringNode>();
  return members.flatMap(({ key }) => {
    const name = record.decoded(key);
    const first = seen.get(name);
    seen.set(name, key);
    return first === undefined ? [] : [{ name, key, first }];
  });
}
