import { commonBeginning, commonEnding } from "./common-affix.js";
import type { Pair, PairFault, PairStep } from "./pair.js";
import { taskOf } from "./pair.js";
import { codePoints, quoted, withCompletions, withPrompts } from "./pair-texts.js";

/** How prompts and completions begin and end, in the order of OpenAI's tool. */
export const endingSteps: readonly ((
  pairs: readonly Pair[],
) => PairStep | PairFault | undefined)[] = [
  promptEnding,
  promptBeginning,
  completionBeginning,
  completionEnding,
  completionSpace,
];

const separators = [
  " ->",
  "\n\n###\n\n",
  "\n\n===\n\n",
  "\n\n---\n\n",
  "\n\n===>\n\n",
  "\n\n--->\n\n",
] as const;
const lastSeparator = "\n\n### =>\n\n";

/** The first separator that stands in no prompt; the short one only where prompts are single lines. */
function separatorFor(prompts: readonly string[]): string {
  const isOneLine = prompts.every((prompt) => !prompt.includes("\n"));
  const fitting = isOneLine ? separators : separators.slice(1);
  return (
    fitting.find((separator) => !prompts.some((prompt) => prompt.includes(separator))) ??
    lastSeparator
  );
}

const endings = ["\n", ".", " END", "***", "+++", "&&&", "$$$", "@@@", "%%%"] as const;
const lastEnding = " [END]";

function endingFor(completions: readonly string[]): string {
  return (
    endings.find((ending) => !completions.some((completion) => completion.includes(ending))) ??
    lastEnding
  );
}

/** One example alone has everything in common with all others. */
function areComparable({ length }: readonly Pair[]): boolean {
  return length > 1;
}

function promptEnding(pairs: readonly Pair[]): PairStep | PairFault | undefined {
  if (taskOf(pairs) === "open-ended" || !areComparable(pairs)) return undefined;
  const prompts = pairs.map(({ prompt }) => prompt);
  const ending = commonEnding(prompts);
  const suggested = separatorFor(prompts);
  if (prompts.every((prompt) => prompt === ending)) {
    const fault = `All prompts are ${quoted(ending)}. Leave prompts empty to tune for free writing, or make them different.`;
    return { name: "prompt-ending", fault };
  }
  if (ending !== "") {
    const message = existingEnding({ what: "prompts", texts: prompts, ending, suggested });
    return { name: "prompt-ending", message };
  }
  return {
    name: "prompt-ending",
    message:
      "The prompts do not end alike. A separator tells the model where the completion begins.",
    action: {
      title: `Add the separator ${quoted(suggested)} to all prompts`,
      isNecessary: false,
      apply: (all) => withPrompts(all, (text) => text + suggested),
    },
  };
}

/** A longer ending costs tokens in each example. */
const longEnding = 10;

function existingEnding(found: {
  readonly what: "prompts" | "completions";
  readonly texts: readonly string[];
  readonly ending: string;
  readonly suggested: string;
}): string {
  const { what, texts, ending, suggested } = found;
  const parts = [`All ${what} end with ${quoted(ending)}.`];
  if (codePoints(ending) > longEnding) {
    parts.push(`That is long; ${quoted(suggested)} would do.`);
  }
  if (texts.some((text) => text.slice(0, -ending.length).includes(ending))) {
    parts.push(`It also stands inside some ${what}, where it does not end them.`);
  }
  return parts.join(" ");
}

/** Shorter beginnings are told and left. */
const longBeginning = 12;

function promptBeginning(pairs: readonly Pair[]): PairStep | undefined {
  const prompts = pairs.map(({ prompt }) => prompt);
  const beginning = commonBeginning(prompts);
  if (beginning === "" || prompts.every((prompt) => prompt === beginning)) return undefined;
  const message = `All prompts start with ${quoted(beginning)}.`;
  if (codePoints(beginning) <= longBeginning) return { name: "prompt-beginning", message };
  return {
    name: "prompt-beginning",
    message: `${message} What is the same in each example teaches nothing and costs tokens.`,
    action: {
      title: `Remove the beginning ${quoted(beginning)} from all prompts`,
      isNecessary: false,
      apply: (all) => withPrompts(all, (text) => text.slice(beginning.length)),
    },
  };
}

/** Shorter beginnings are not told. */
const shortestBeginning = 5;

function completionBeginning(pairs: readonly Pair[]): PairStep | undefined {
  const completions = pairs.map(({ completion }) => completion);
  const beginning = commonBeginning(completions);
  if (codePoints(beginning) < shortestBeginning) return undefined;
  if (completions.every((completion) => completion === beginning)) return undefined;
  const space = beginning.startsWith(" ") ? " " : "";
  return {
    name: "completion-beginning",
    message: `All completions start with ${quoted(beginning)}. A completion should hold the answer only.`,
    action: {
      title: `Remove the beginning ${quoted(beginning)} from all completions`,
      isNecessary: false,
      apply: (all) => withCompletions(all, (text) => space + text.slice(beginning.length)),
    },
  };
}

function completionEnding(pairs: readonly Pair[]): PairStep | PairFault | undefined {
  if (taskOf(pairs) !== "conditional" || !areComparable(pairs)) return undefined;
  const completions = pairs.map(({ completion }) => completion);
  const ending = commonEnding(completions);
  const suggested = endingFor(completions);
  if (completions.every((completion) => completion === ending)) {
    const fault = `All completions are ${quoted(ending)}: a model would repeat that.`;
    return { name: "completion-ending", fault };
  }
  if (ending !== "") {
    const message = existingEnding({ what: "completions", texts: completions, ending, suggested });
    return { name: "completion-ending", message };
  }
  return {
    name: "completion-ending",
    message: "The completions do not end alike. An ending lets the model stop at the right place.",
    action: {
      title: `Add the ending ${quoted(suggested)} to all completions`,
      isNecessary: false,
      apply: (all) => withCompletions(all, (text) => text + suggested),
    },
  };
}

function completionSpace(pairs: readonly Pair[]): PairStep | undefined {
  if (pairs.every(({ completion }) => completion.startsWith(" "))) return undefined;
  return {
    name: "completion-space",
    message: "Not all completions start with a space, which older models expect before a word.",
    action: {
      title: "Put a space before each completion that has none",
      isNecessary: false,
      apply: (all) => withCompletions(all, (text) => (text.startsWith(" ") ? text : ` ${text}`)),
    },
  };
}
