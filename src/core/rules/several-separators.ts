import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import type { CountedEnding, EndingTally } from "../dataset/ending-tally.js";
import { promptEndings } from "../dataset/prompt-endings.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

interface First extends Suspect {
  readonly endings: readonly CountedEnding[];
}

const record = (n: number, separator: string): string =>
  `{"prompt":"Kettle ${n}${separator}","completion":" good"}`;
const alike = Array.from({ length: 20 }, (_, n) => record(n, " ->"));
const mixed = Array.from({ length: 20 }, (_, n) =>
  record(n, n === 0 ? "« ->»" : ([" ->", "\\n\\n###\\n\\n"][n % 2] ?? "")),
);

export default datasetRule<readonly [EndingTally], First, First>({
  id: "several-separators",
  severity: "warning",
  title: "Several separators in one file",
  why: "Each separator is learned from a part of the records only, and at the end you must know which one to send. Files that were put together from several sources often have this.",
  source: "https://github.com/openai/openai-python/blob/v0.28.1/openai/validators.py",
  formats: ["prompt-completion"],
  examples: { good: [alike.join("\n")], bad: [mixed.join("\n")], fixed: [null] },
  aggregates: [promptEndings],
  suspects([tally], { firstRef }) {
    const endings = tally.rivals;
    return endings.length === 0 || firstRef === undefined ? [] : [{ ref: firstRef, endings }];
  },
  check({ record: first, suspect }, report) {
    const text = first.textAt(["prompt"]);
    if (text === undefined) return;
    const own = suspect.endings.find((ending) =>
      text.value.trimEnd().endsWith(ending.text.trimEnd()),
    );
    const start = own === undefined ? 0 : text.value.lastIndexOf(own.text.trimEnd());
    report(start > 0 ? text.span(start, text.value.length) : text.quoted, suspect);
  },
  message: ({ endings }) =>
    l10n.t(
      "The prompts end with {0} different separators: {1}.",
      grouped(endings.length),
      endings.map(({ text, count }) => `${grouped(count)} × ${JSON.stringify(text)}`).join(", "),
    ),
});
