/** How many records each sample holds. */
export interface SampleCounts {
  readonly reviews: number;
  readonly examples: number;
  readonly faulty: number;
  readonly chats: number;
  readonly sentences: number;
}

export function readmeText(counts: SampleCounts): string {
  return `# Samples

Small datasets to try Tunewright with. Shop, products, people and opinions are invented; any likeness to real ones is chance.

${files(counts)
  .map(([file, text]) => `- \`${file}\`: ${text}.\n`)
  .join("")}
A good order to try them: look at \`sentiment.jsonl\`, check \`reviews-with-faults.jsonl\`, prepare \`reviews.csv\` with \`reviews.recipe.yaml\`, tune on \`reviews.jsonl\` with \`reviews.tune.yaml\`.

All of them are written by \`node scripts/make-samples.ts\`, which gives the same bytes each time; \`--check\` says whether the files here are what it would write. Change the generator and its grammar in \`scripts/samples/\`, not the files.

They are under the same license as the rest of this repository (MIT).
`;
}

function files(counts: SampleCounts): (readonly [file: string, text: string])[] {
  return [
    [
      "reviews.csv",
      `${counts.reviews} product reviews of an imaginary shop with 1 to 5 stars, mostly English, some German, French and Spanish, a source for recipes`,
    ],
    [
      "reviews.recipe.yaml",
      "the recipe that makes training, validation and test files of the English ones",
    ],
    [
      "reviews.jsonl",
      `${counts.examples} of the English ones as prompt and completion (title, text, separator; the stars), clean`,
    ],
    ["reviews.tune.yaml", "the launch file that tunes a first model on them, on this machine"],
    [
      "reviews-with-faults.jsonl",
      `${counts.faulty} short ones with the faults people make: broken JSON of five kinds, missing and misspelt keys, blanks where they hurt, copies, the same text with two ratings`,
    ],
    [
      "support-chat.jsonl",
      `${counts.chats} support conversations as chat messages with three faults: a copy, the same question with two answers, a message without content`,
    ],
    [
      "sentiment.jsonl",
      `${counts.sentences} short sentences, labelled positive, negative or neutral, clean`,
    ],
  ];
}
