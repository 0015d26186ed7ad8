import * as l10n from "@vscode/l10n";
import type { FingerprintIndex } from "../dataset/fingerprint-index.js";
import { recordFingerprints } from "../dataset/record-fingerprints.js";
import type { RecordParts } from "../formats/format.js";
import { areEqualValues } from "../json/equal-values.js";
import { promptSpan, repeatedPrompts } from "../dataset/repeated-prompts.js";
import type { RepeatedPrompt as Repeated } from "../dataset/repeated-prompts.js";
import type { Fix, Related } from "./finding.js";
import { datasetRule } from "./rule.js";

interface RepeatedPrompt {
  readonly first: Related;
  /** How the completions compare: white space around them does not count. */
  readonly completion: "different" | "same" | "same-but-other-fields-differ";
}

export default datasetRule<readonly [FingerprintIndex], Repeated, RepeatedPrompt>({
  id: "duplicate-prompt",
  severity: "warning",
  title: "Duplicate prompt",
  why: "Two answers to one prompt teach the model to hesitate between them; the same answer again gives the record more weight than you meant.",
  examples: {
    good: [
      `{"prompt":"Great kettle ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}`,
      `{"prompt":"","completion":" A poem"}\n{"prompt":"","completion":" A song"}`,
    ],
    bad: [
      `{"prompt":"Great kettle ->","completion":" 5"}\n{"prompt":«"Great kettle ->"»,"completion":" 4"}`,
      `{"prompt":"Great kettle ->","completion":" 5"}\n{"prompt":«"Great kettle ->"»,"completion":"  5"}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}\n{"messages":[«{"role":"user","content":"Hi"}»,{"role":"assistant","content":"Hey."}]}`,
    ],
    fixed: [null, `{"prompt":"Great kettle ->","completion":" 5"}\n`, null],
  },
  aggregates: [recordFingerprints],
  suspects: ([index], { place, context }) =>
    // Labels that contradict each other are said to, by another rule.
    repeatedPrompts(index, place, (hasOther) => !hasOther || !context.traits.hasLabels),
  check({ record, suspect, read, place }, report, { format }) {
    const first = read(suspect.first);
    const own = format.parts(record.object ?? {});
    const other = format.parts(first?.object ?? {});
    // A hash has brought the two together; only equal values may be called equal.
    if (!areEqualValues(own.prompt, other.prompt)) return;
    report(promptSpan(record, format), {
      completion: compareAnswers(own, other),
      first: {
        line: place(suspect.first),
        span: first === undefined ? { start: 0, end: 0 } : promptSpan(first, format),
        message: l10n.t("The first record with this prompt"),
      },
    });
  },
  message: ({ first, completion }) => messages[completion](first.line + 1),
  related: ({ first }) => [first],
  fix: ({ completion }) => removal(completion),
});

const messages: Readonly<Record<RepeatedPrompt["completion"], (line: number) => string>> = {
  different: (line) =>
    l10n.t("The prompt is the same as on line {0}, with a different completion.", line),
  same: (line) =>
    l10n.t(
      "The prompt and, apart from white space, the completion are the same as on line {0}.",
      line,
    ),
  "same-but-other-fields-differ": (line) =>
    l10n.t("Prompt and completion are the same as on line {0}; only other fields differ.", line),
};

function compareAnswers(own: RecordParts, other: RecordParts): RepeatedPrompt["completion"] {
  const isSame = areEqualValues(own.completion, other.completion, { trimmed: true });
  if (!isSame) return "different";
  const [ownRest, otherRest] = [Object.fromEntries(own.rest), Object.fromEntries(other.rest)];
  return areEqualValues(ownRest, otherRest) ? "same" : "same-but-other-fields-differ";
}

function removal(completion: RepeatedPrompt["completion"]): Fix | undefined {
  if (completion === "different") return undefined;
  return {
    kind: "asks",
    title: l10n.t("Remove this repeated record"),
    edits: [],
    removesLine: true,
  };
}
