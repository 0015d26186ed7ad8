import { SEPARATOR, type PromptCompletion } from "./prompt-completion.ts";

/** Makes the faulty line; `earlier` gives the example on an earlier line of the file. */
type Fault = (example: PromptCompletion, earlier: (line: number) => PromptCompletion) => string;

/** Line number → what is wrong there. The first screen shows nearly every kind. */
const FAULTS: Readonly<Record<number, Fault>> = {
  3: noLeadingSpace,
  5: trailingComma,
  7: trailingBlanks,
  8: copyOf(2),
  10: blankAfterSeparator,
  12: singleQuotes,
  13: noCompletion,
  15: misspeltPrompt,
  17: rawTab,
  19: otherRatingThan(6),
  21: strayLineBreak,
  22: sameButForWhiteSpace(9),
  23: cutOff,
  24: noLeadingSpace,
  26: misspeltCompletion,
  28: missingComma,
  29: blankAfterSentiment,
  34: noLeadingSpace,
  36: trailingComma,
  38: copyOf(14),
  40: cutOff,
  42: otherRatingThan(11),
  44: trailingBlanks,
  46: singleQuotes,
  48: blankAfterSeparator,
  50: rawTab,
  51: noCompletion,
  53: blankAfterSentiment,
  55: sameButForWhiteSpace(30),
  57: missingComma,
  58: misspeltPrompt,
  59: strayLineBreak,
};

const LINES = 60;
const MAX_PROMPT = 125;

/** A small dataset of short reviews with the faults that people really make. */
export function faultyLines(examples: readonly PromptCompletion[]): string[] {
  const short = examples.filter(isEasyToRead).slice(0, LINES);
  const earlier = (line: number) => {
    const found = short[line - 1];
    if (found === undefined) throw new RangeError(`No example for line ${line}`);
    return found;
  };
  return short.map((example, index) => {
    const fault = FAULTS[index + 1];
    return fault === undefined ? JSON.stringify(example) : fault(example, earlier);
  });
}

/** Short, and without quotes or apostrophes that would make a second fault out of single quotes. */
function isEasyToRead({ prompt }: PromptCompletion): boolean {
  return prompt.length <= MAX_PROMPT && !/['"\\]/.test(prompt) && prompt.indexOf(" ") > 0;
}

function noLeadingSpace({ prompt, completion }: PromptCompletion): string {
  return JSON.stringify({ prompt, completion: completion.trim() });
}

function trailingBlanks({ prompt, completion }: PromptCompletion): string {
  return JSON.stringify({ prompt, completion: `${completion}  ` });
}

function strayLineBreak({ prompt, completion }: PromptCompletion): string {
  return JSON.stringify({ prompt, completion: `${completion}\n` });
}

function blankAfterSeparator({ prompt, completion }: PromptCompletion): string {
  return JSON.stringify({ prompt: `${prompt} `, completion });
}

function blankAfterSentiment({ prompt, completion }: PromptCompletion): string {
  const text = prompt.slice(0, -SEPARATOR.length);
  return JSON.stringify({ prompt: `${text}\n\nSentiment: `, completion });
}

function noCompletion({ prompt }: PromptCompletion): string {
  return JSON.stringify({ prompt });
}

function misspeltPrompt({ prompt, completion }: PromptCompletion): string {
  return JSON.stringify({ Prompt: prompt, completion });
}

function misspeltCompletion({ prompt, completion }: PromptCompletion): string {
  return JSON.stringify({ prompt, completions: completion });
}

function trailingComma(example: PromptCompletion): string {
  return JSON.stringify(example).replace(/}$/, ",}");
}

/** What Python prints for a dictionary. */
function singleQuotes({ prompt, completion }: PromptCompletion): string {
  const text = JSON.stringify(prompt).slice(1, -1);
  return `{'prompt': '${text}', 'completion': '${completion}'}`;
}

function cutOff(example: PromptCompletion): string {
  const line = JSON.stringify(example);
  return line.slice(0, Math.floor(line.length * 0.6));
}

function missingComma(example: PromptCompletion): string {
  return JSON.stringify(example).replace('","completion"', '" "completion"');
}

function rawTab(example: PromptCompletion): string {
  return JSON.stringify(example).replace(/(\w) (\w)/, "$1\t$2");
}

function copyOf(line: number): Fault {
  return (_, earlier) => JSON.stringify(earlier(line));
}

function otherRatingThan(line: number): Fault {
  return (_, earlier) => {
    const { prompt, completion } = earlier(line);
    const stars = Number(completion);
    return JSON.stringify({ prompt, completion: ` ${stars > 2 ? stars - 1 : stars + 1}` });
  };
}

function sameButForWhiteSpace(line: number): Fault {
  return (_, earlier) => {
    const { prompt, completion } = earlier(line);
    return JSON.stringify({ prompt, completion: ` ${completion}` });
  };
}
