import type { DatasetRecord } from "./record.js";

/** Examples of question and answer with which the prompts of a dataset begin. */
export interface SharedExamples {
  readonly count: number;
  /** From the first example to the end of the last one, in the prompt. */
  readonly start: number;
  readonly end: number;
}

/** How many other records are tried, to see with which text all prompts begin. */
const othersTried = 8;
const fewestExamples = 2;

/**
 * The examples in what a prompt has in common with another one: where the prompt ends with a cue
 * such as `A:`, each line that begins with it and goes on is the answer of an example. A cue that
 * comes up before in one prompt only belongs to a conversation.
 */
export function examplesIn(
  prompt: string,
  ref: number,
  read: (ref: number) => DatasetRecord | undefined,
): SharedExamples | undefined {
  const cue = cueOf(prompt);
  if (cue === undefined) return undefined;
  const others = Array.from({ length: othersTried }, (_, index) => read(ref + 1 + index));
  const texts = others.flatMap((other) => other?.string("prompt") ?? []);
  const different = texts.filter((text) => text !== prompt);
  if (different.length < fewestExamples) return undefined;
  const common = Math.min(...different.map((text) => commonLength(prompt, text)));
  return answersIn(prompt.slice(0, common), cue);
}

/** The same in a text that all prompts begin with, where that is known: up to `common`. */
export function examplesBefore(prompt: string, common: number): SharedExamples | undefined {
  const cue = cueOf(prompt);
  return cue === undefined ? undefined : answersIn(prompt.slice(0, common), cue);
}

/** The words that end a prompt and ask for the answer; `undefined` where there are none. */
function cueOf(prompt: string): string | undefined {
  return /(?:^|\n)[ \t]*([^\s:][^\n:]{0,30}:)\s*$/.exec(prompt)?.[1];
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** Each answer with the lines of its question, from the blank line before it. */
function answersIn(text: string, cue: string): SharedExamples | undefined {
  const answers: number[] = [];
  let from = text.indexOf(`\n${cue}`);
  while (from >= 0) {
    const lineEnd = endOfLine(text, from + 1);
    const isAnswered = text.slice(from + 1 + cue.length, lineEnd).trim() !== "";
    if (isAnswered && lineEnd < text.length) answers.push(from);
    from = text.indexOf(`\n${cue}`, lineEnd);
  }
  const [first] = answers;
  const last = answers.at(-1);
  if (first === undefined || last === undefined || answers.length < fewestExamples)
    return undefined;
  const blank = text.lastIndexOf("\n\n", first - 1);
  return {
    count: answers.length,
    start: blank < 0 ? 0 : blank + 2,
    end: endOfLine(text, last + 1),
  };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
