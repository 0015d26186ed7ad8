import * as l10n from "@vscode/l10n";
import type { RecordNames } from "../dataset/batch-requests.js";
import { recordNames } from "../dataset/batch-requests.js";
import { inOrder } from "../dataset/duplicates.js";
import type { DatasetRecord } from "../dataset/record.js";
import type { Related } from "./finding.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

interface Repeated extends Suspect {
  /** The earliest request with this id. */
  readonly first: number;
}

interface Named {
  readonly id: string;
  readonly first: Related;
}

const request = (id: string, question: string): string =>
  `{"custom_id":${id},"method":"POST","url":"/v1/chat/completions","body":{"model":"gpt-4.1-mini","messages":[{"role":"user","content":"${question}"}]}}`;

export default datasetRule<readonly [RecordNames], Repeated, Named>({
  id: "duplicate-custom-id",
  severity: "error",
  title: "Two requests with one id",
  why: "Answers come back in any order, each under the id of its request: of two with the same id nobody can tell which is which, and the service refuses the batch.",
  source: "https://developers.openai.com/api/docs/guides/batch",
  formats: ["batch-request"],
  examples: {
    good: [`${request(`"1"`, "Hi")}\n${request(`"2"`, "Bye")}`],
    bad: [`${request(`"1"`, "Hi")}\n${request(`«"1"»`, "Bye")}`],
    fixed: [null],
  },
  aggregates: [recordNames],
  suspects: ([names], { place }) =>
    [...names.values()].flatMap((refs) => {
      if (refs.length === 1) return [];
      const [first = 0, ...others] = inOrder(refs, place);
      return others.map((ref) => ({ ref, first }));
    }),
  check({ record, suspect, read, place }, report) {
    const first = read(suspect.first);
    const own = idOf(record);
    const other = first && idOf(first);
    if (own === undefined || other === undefined || own.value !== other.value) return;
    const message = l10n.t("The first request with this id");
    const related = { line: place(suspect.first), span: other.quoted, message };
    report(own.quoted, { id: own.value, first: related });
  },
  message: ({ id, first }) =>
    l10n.t('The request on line {0} has the id "{1}" too.', first.line + 1, id),
  related: ({ first }) => [first],
});

function idOf(record: DatasetRecord): ReturnType<DatasetRecord["textAt"]> {
  return record.textAt(["custom_id"]);
}
