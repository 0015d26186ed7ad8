import * as l10n from "@vscode/l10n";
import { readLine } from "../dataset/read-line.js";
import { promptSpan } from "../dataset/repeated-prompts.js";
import type { Format } from "../formats/format.js";
import type { Span } from "../json/span.js";
import type { Leak } from "../similarity/leaks.js";
import { findLeaks } from "../similarity/leaks.js";
import type { SearchedDataset } from "./background-rule.js";
import { backgroundRule } from "./background-rule.js";
import type { Related } from "./finding.js";
import type { Suspect } from "./rule.js";

interface LeakedRecord extends Suspect {
  readonly kind: Leak["kind"];
  /** The other dataset's name. */
  readonly name: string;
  readonly twin: Related;
}

export default backgroundRule<readonly [], LeakedRecord, LeakedRecord>({
  id: "leakage",
  severity: "warning",
  title: "Record of a training file in a test file",
  why: "The model has seen the question before it is tested with it: the result says how well it remembers, not how well it will do on new data. A validation file that leaks keeps early stopping from working. Files belong together by their names: train, validation (valid, val, dev) and test (eval, holdout), with the rest of the name the same or in folders of these names, or as tunewright.json names them under splits.",
  examples: {
    training: `{"prompt":"Great kettle ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}\n{"prompt":"The kettle boils a litre of water in two minutes and then switches itself off without a sound ->","completion":" 4"}`,
    good: [
      `{"prompt":"Fine kettle ->","completion":" 5"}\n{"prompt":"It drips ->","completion":" 2"}`,
    ],
    bad: [
      `{"prompt":"Fine kettle ->","completion":" 5"}\n{"prompt":«"Leaks ->"»,"completion":" 1"}`,
      `{"prompt":"Fine kettle ->","completion":" 5"}\n{"prompt":«"great kettle! ->"»,"completion":" 5"}`,
      `{"prompt":"Fine kettle ->","completion":" 5"}\n{"prompt":«"This kettle boils a litre of water in two minutes, and then switches itself off without a sound ->"»,"completion":" 4"}`,
    ],
    fixed: [null, null, null],
  },
  aggregates: [],
  *search(_, dataset) {
    const found = new Map<number, LeakedRecord>();
    for (const other of dataset.others) {
      for (const leak of yield* leaksInto(dataset, other)) {
        if (!found.has(leak.ref)) found.set(leak.ref, leak);
      }
    }
    return [...found.values()];
  },
  check({ record, suspect }, report, { format }) {
    report(promptSpan(record, format), suspect);
  },
  message: ({ kind, name, twin }) => messages[kind](name, twin.line + 1),
  related: ({ twin }) => [twin],
});

const messages: Readonly<Record<Leak["kind"], (name: string, line: number) => string>> = {
  record: (name, line) => l10n.t("The record is also in {0}, line {1}.", name, line),
  prompt: (name, line) => l10n.t("The prompt is also in {0}, line {1}.", name, line),
  normalised: (name, line) =>
    l10n.t(
      "The prompt is also in {0}, line {1}, but for case, white space or punctuation.",
      name,
      line,
    ),
  near: (name, line) => l10n.t("The record is nearly the same as in {0}, line {1}.", name, line),
};

function* leaksInto(
  { lines, read, context: { format } }: SearchedDataset,
  other: SearchedDataset["others"][number],
): Generator<void, readonly LeakedRecord[]> {
  const opened = yield* other.open();
  // Records of two formats are never equal.
  if (opened === undefined || opened.prints.format !== format) return [];
  const { name, file } = other;
  const leaks = yield* findLeaks({ lines, read }, opened);
  return leaks.map(({ ref, kind, line }) => {
    const span = spanIn(opened.lineText(line), format);
    return { ref, kind, name, twin: { file, line, span, message: l10n.t("The other record") } };
  });
}

function spanIn(text: string, format: Format): Span {
  const read = readLine(text);
  return read.kind === "record" ? promptSpan(read.record, format) : { start: 0, end: 0 };
}
