import type { Conflicts } from "../recipe/recipe.js";

/** What tells records apart: equal numbers are equal values. */
export interface RecordKeys {
  /** What a record asks. */
  readonly prompts: Uint32Array<ArrayBuffer>;
  /** What it asks and answers. */
  readonly answers: Uint32Array<ArrayBuffer>;
}

/** What deduplication found. */
export interface Deduplicated {
  /** A 1 for each record that stays. */
  readonly isKept: Uint8Array<ArrayBuffer>;
  /** Prompts with several answers. */
  readonly conflicts: number;
  /** How many records have such a prompt. */
  readonly conflictingRecords: number;
  /** The first record of some of these prompts. */
  readonly examples: readonly number[];
}

const mostExamples = 5;

/**
 * Keeps of the records with one prompt and one answer the first. Of prompts with several answers
 * the first, the most frequent (of equally frequent ones the earliest) or none stays; with `error`
 * all first ones stay and the caller refuses.
 */
export function deduplicate({ prompts, answers }: RecordKeys, policy: Conflicts): Deduplicated {
  const tally = tallyOf(prompts, answers);
  const chosen = chosenAnswers(tally, policy);
  const isKept = new Uint8Array(prompts.length);
  const examples: number[] = [];
  let conflictingRecords = 0;
  prompts.forEach((prompt, record) => {
    const answer = answers[record] ?? 0;
    const isFirst = tally.firstOfAnswer[answer] === record;
    const hasConflict = (tally.answersOfPrompt[prompt] ?? 0) > 1;
    if (hasConflict) {
      conflictingRecords += 1;
      if (tally.firstOfPrompt[prompt] === record) examples.push(record);
    }
    const stays = !hasConflict || policy === "error" || chosen[prompt] === answer;
    isKept[record] = isFirst && stays ? 1 : 0;
  });
  const conflicts = tally.answersOfPrompt.reduce((sum, count) => sum + (count > 1 ? 1 : 0), 0);
  return { isKept, conflicts, conflictingRecords, examples: examples.slice(0, mostExamples) };
}

interface AnswerTally {
  /** Different answers of each prompt. */
  readonly answersOfPrompt: Uint32Array<ArrayBuffer>;
  readonly firstOfPrompt: Uint32Array<ArrayBuffer>;
  readonly firstOfAnswer: Uint32Array<ArrayBuffer>;
  /** How many records have each answer, and which prompt it answers. */
  readonly records: Uint32Array<ArrayBuffer>;
  readonly promptOf: Uint32Array<ArrayBuffer>;
}

function tallyOf(
  prompts: Uint32Array<ArrayBuffer>,
  answers: Uint32Array<ArrayBuffer>,
): AnswerTally {
  const [promptCount, answerCount] = [sizeOf(prompts), sizeOf(answers)];
  const tally = {
    answersOfPrompt: new Uint32Array(promptCount),
    firstOfPrompt: new Uint32Array(promptCount).fill(noRecord),
    firstOfAnswer: new Uint32Array(answerCount).fill(noRecord),
    records: new Uint32Array(answerCount),
    promptOf: new Uint32Array(answerCount),
  };
  prompts.forEach((prompt, record) => {
    const answer = answers[record] ?? 0;
    tally.records[answer] = (tally.records[answer] ?? 0) + 1;
    if (tally.firstOfPrompt[prompt] === noRecord) tally.firstOfPrompt[prompt] = record;
    if (tally.firstOfAnswer[answer] !== noRecord) return;
    tally.firstOfAnswer[answer] = record;
    tally.promptOf[answer] = prompt;
    tally.answersOfPrompt[prompt] = (tally.answersOfPrompt[prompt] ?? 0) + 1;
  });
  return tally;
}

const noRecord = 0xffff_ffff;

/** Of each prompt the answer that stays. Answers are numbered in the order of their first records. */
function chosenAnswers(tally: AnswerTally, policy: Conflicts): Uint32Array<ArrayBuffer> {
  const chosen = new Uint32Array(tally.answersOfPrompt.length).fill(noRecord);
  if (policy === "drop" || policy === "error") return chosen;
  tally.promptOf.forEach((prompt, answer) => {
    const best = chosen[prompt] ?? noRecord;
    const isMore = (tally.records[answer] ?? 0) > (tally.records[best] ?? 0);
    if (best === noRecord || (policy === "majority" && isMore)) chosen[prompt] = answer;
  });
  return chosen;
}

function sizeOf(numbers: Uint32Array<ArrayBuffer>): number {
  let size = 0;
  for (const number of numbers) size = Math.max(size, number + 1);
  return size;
}
