import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { recordRule } from "./rule.js";
import { ruleOptions } from "./rule-options.js";

interface Long {
  readonly characters: number;
  readonly longest: number;
}

const options = ruleOptions("record-long", {
  longest: {
    // What the old official tool called very long.
    usual: 10_000,
    least: 1,
    most: 1_000_000_000,
    isWhole: true,
    what: "The most characters of prompt and completion together.",
  },
});

export default recordRule<Long>({
  id: "record-long",
  options: options.table,
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
  isFine: ({ prompt, completion }, context) =>
    !context.traits.hasPrompts || prompt.length + completion.length <= options.of(context).longest,
  check(record, report, context) {
    const { traits, tokens } = context;
    const { longest } = options.of(context);
    const prompt = record.string("prompt") ?? "";
    const completion = record.string("completion") ?? "";
    const characters = prompt.length + completion.length;
    // Texts to continue without a prompt are cut wherever they are full.
    if (characters <= longest || !traits.hasPrompts || tokens.fittingBytes < Infinity) return;
    const path = prompt.length > completion.length ? "prompt" : "completion";
    const place = record.textAt([path]);
    if (place !== undefined) report(place.quoted, { characters, longest });
  },
  message: ({ characters, longest }) =>
    l10n.t(
      "Prompt and completion have {0} characters together; more than {1} is very long.",
      grouped(characters),
      grouped(longest),
    ),
});
