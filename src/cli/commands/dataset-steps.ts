import type { Command } from "../command.js";

/** The steps of a recipe that a dataset can be given by itself. */
export type StepName = "split" | "shuffle" | "deduplicate" | "balance" | "sample" | "merge-labels";

const shared = `  --output OUT     write here; for split what stands before .train.jsonl
  --in-place       replace FILE itself; not for split
  --force          replace files that are there
  --seed N         another chance than that of 42
  --dry-run        write nothing, and say what would come out
  --json           print counts and files as JSON

docs/steps.md says more.
`;

function step(name: StepName, summary: string, own: string): Command {
  return {
    name,
    summary,
    help: `Usage: tunewright ${name} FILE [options]\n\n${own}${shared}`,
    async run(args, io) {
      const { runSteps } = await import("../prepare/commands.js");
      return runSteps(name, args, io);
    },
  };
}

/** One command for each step. */
export const datasetSteps: readonly Command[] = [
  step(
    "split",
    "deal a dataset out to training, validation and test files",
    `  --train SIZE     a share such as 0.8, or a number of records; without it, what is left
  --validation SIZE
  --test SIZE
  --stratify FIELD alike in all files: a field of the records, or completion; may be repeated
  --group FIELD    records with the same value stay in one file; may be repeated
`,
  ),
  step("shuffle", "put the records of a dataset into another order", ""),
  step(
    "deduplicate",
    "remove copies of records",
    `  --by KIND        record, prompt, normalised or near
  --threshold N    for near: the share of words in a row that are the same, from 0.7 to 1
  --conflicts WHAT of a prompt with several answers: error, first, majority or drop
`,
  ),
  step(
    "balance",
    "leave out records of frequent labels, repeat those of rare ones",
    `  --maximum N      records of a label at most
  --minimum N      records of a label at least, by copies
  --label FIELD    the field with the label, where it is not the answer
`,
  ),
  step(
    "sample",
    "take some records at random",
    `  --size SIZE      a share such as 0.1, or a number of records
  --stratify FIELD
`,
  ),
  step(
    "merge-labels",
    "give several labels one name, or drop them",
    `  --merge NEW=A,B  the labels A and B become NEW; may be repeated
  --drop LABEL     leave its records out; may be repeated
  --label FIELD    the field with the label, where it is not the answer
`,
  ),
];
