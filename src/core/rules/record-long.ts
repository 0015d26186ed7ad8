import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { recordRule } from "./rule.js";

/** In characters, of prompt and completion together: what the old official tool called very long. */
const longest = 10_000;

export default recordRule<number>({
  id: "record-long",
  severity: "information",
  isOffByDefault: true,
  title: "Very long record",
  why: "Completion models were told that an example should have 2,048 tokens at most: what is longer is cut, and the answer stands at the end. Name your model in tunewright.json to have the tokens counted instead.",
  formats: ["prompt-completion"],
  examples: {
    target: "legacy-completions",
    good: [`{"prompt":"Great kettle ->","completion":" 5"}`],
    bad: [],
    fixed: [],
  },
  isFine: ({ prompt, completion }, { traits }) =>
    !traits.hasPrompts || prompt.length + completion.length <= longest,
  check(record, report, { traits, tokens }) {
    const prompt = record.string("prompt") ?? "";
    const completion = record.string("completion") ?? "";
    const characters = prompt.length + completion.length;
    // Texts to continue without a prompt are cut wherever they are full.
    if (characters <= longest || !traits.hasPrompts || tokens.fittingBytes < Infinity) return;
    const path = prompt.length > completion.length ? "prompt" : "completion";
    const place = record.textAt([path]);
    if (place !== undefined) report(place.quoted, characters);
  },
  message: (characters) =>
    l10n.t(
      "Prompt and completion have {0} characters together; more than {1} is very long.",
      grouped(characters),
      grouped(longest),
    ),
});
