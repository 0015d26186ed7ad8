import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { recordSpan } from "../dataset/record-span.js";
import type { TextTally } from "../dataset/text-tally.js";
import { textTally } from "../dataset/text-tally.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

interface Share {
  readonly what: "prompt" | "completion";
  readonly upper: number;
  readonly total: number;
}

interface First extends Suspect {
  readonly share: Share;
}

const record = (n: number, prompt: string): string =>
  `{"prompt":"${prompt} ${n} ->","completion":" ${n * 2}"}`;
const good = Array.from({ length: 10 }, (_, n) => record(n, "Good kettle"));
const loud = Array.from({ length: 10 }, (_, n) =>
  n === 0 ? `{"prompt":«"GREAT KETTLE 0 ->"»,"completion":" 0"}` : record(n, "GREAT KETTLE"),
);

export default datasetRule<readonly [TextTally], First, Share>({
  id: "mostly-upper-case",
  severity: "information",
  title: "Texts in capital letters",
  why: "Models know words in capital letters less well and need more tokens for them. Unless your product gets such texts, usual letters do better.",
  examples: { good: [good.join("\n")], bad: [loud.join("\n")], fixed: [null] },
  aggregates: [textTally],
  suspects([{ prompts, completions }], { firstRef, context: { traits } }) {
    if (firstRef === undefined) return [];
    const shares: readonly Share[] = [
      { what: "prompt", upper: prompts.upperCase, total: prompts.total },
      {
        what: "completion",
        upper: traits.hasLabels ? 0 : completions.upperCase,
        total: completions.total,
      },
    ];
    const share = shares.find(({ upper, total }) => total >= fewest && upper * 2 > total);
    return share === undefined ? [] : [{ ref: firstRef, share }];
  },
  check({ record: first, suspect: { share } }, report, { format }) {
    const object = first.object ?? {};
    const path =
      share.what === "prompt" ? format.promptTextPath(object) : format.completionTextPath(object);
    report((path && first.textAt(path))?.quoted ?? recordSpan(first.text), share);
  },
  message: ({ what, upper, total }) =>
    what === "prompt"
      ? l10n.t("{0} of {1} prompts are mostly in capital letters.", grouped(upper), grouped(total))
      : l10n.t("{0} of {1} answers are mostly in capital letters.", grouped(upper), grouped(total)),
});

const fewest = 10;
