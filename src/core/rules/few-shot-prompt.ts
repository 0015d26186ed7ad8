import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { examplesIn } from "../dataset/few-shot.js";
import type { SharedExamples } from "../dataset/few-shot.js";
import type { CommonOpening } from "../dataset/opening-tally.js";
import type { TextTally } from "../dataset/text-tally.js";
import { textTally } from "../dataset/text-tally.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

interface First extends Suspect {
  readonly opening: CommonOpening;
}

interface Found extends SharedExamples {
  readonly opening: CommonOpening;
}

const shots = "Add.\\n\\nQ: 1 + 1\\nA: 2\\n\\nQ: 2 + 3\\nA: 5\\n\\n";
const record = (n: number, before: string): string =>
  `{"prompt":"${before}Q: ${n} + ${n}\\nA:","completion":" ${n * 2}"}`;
const shown = Array.from({ length: 12 }, (_, n) =>
  record(n, n === 0 ? shots.replace("Q: 1", "«Q: 1").replace("A: 5", "A: 5»") : shots),
);

export default datasetRule<readonly [TextTally], First, Found>({
  id: "few-shot-prompt",
  severity: "information",
  title: "Examples inside the prompts",
  why: "Examples in a prompt show a model what to do that has not been tuned for it. A tuned one has learned it from thousands: here they only make every record and every request longer and dearer.",
  source: "https://github.com/openai/openai-python/blob/v0.28.1/openai/validators.py",
  formats: ["prompt-completion"],
  examples: {
    good: [Array.from({ length: 12 }, (_, n) => record(n, "")).join("\n")],
    bad: [shown.join("\n")],
    fixed: [null],
  },
  aggregates: [textTally],
  suspects([{ prompts }], { firstRef }) {
    const opening = prompts.openings.common;
    return opening === undefined || firstRef === undefined ? [] : [{ ref: firstRef, opening }];
  },
  check({ record: first, suspect: { ref, opening }, read }, report) {
    const text = first.textAt(["prompt"]);
    const examples = text && examplesIn(text.value, ref, read);
    if (text === undefined || examples === undefined) return;
    report(text.span(examples.start, examples.end), { ...examples, opening });
  },
  message: ({ count, opening }) =>
    l10n.t(
      "{0} of {1} prompts begin alike, with {2} examples of question and answer.",
      grouped(opening.count),
      grouped(opening.total),
      grouped(count),
    ),
});
