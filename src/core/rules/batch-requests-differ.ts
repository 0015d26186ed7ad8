import * as l10n from "@vscode/l10n";
import { sharedParts } from "../dataset/batch-requests.js";
import type { LabelSpellings, OddLabel } from "../dataset/label-spellings.js";
import type { JsonPath } from "../formats/format.js";
import { datasetRule } from "./rule.js";

interface Other {
  readonly field: string;
  readonly own: string;
  readonly usual: string;
}

const request = (id: number, model: string): string =>
  `{"custom_id":"${id}","method":"POST","url":"/v1/chat/completions","body":{"model":${model},"messages":[{"role":"user","content":"${id} + 1?"}]}}`;

export default datasetRule<readonly [LabelSpellings], OddLabel, Other>({
  id: "batch-requests-differ",
  severity: "error",
  title: "Request for another model or address than the others",
  why: "A batch goes to one address, and its file may hold requests for one model only: the service refuses the others.",
  source: "https://developers.openai.com/api/docs/guides/batch",
  formats: ["batch-request"],
  examples: {
    good: [[1, 2, 3].map((id) => request(id, `"gpt-4.1"`)).join("\n")],
    bad: [
      [request(1, `"gpt-4.1"`), request(2, `"gpt-4.1"`), request(3, `«"gpt-4.1-mini"»`)].join("\n"),
    ],
    fixed: [null],
  },
  aggregates: [sharedParts],
  suspects([parts]) {
    const [usual] = parts.labels;
    return usual === undefined
      ? []
      : parts.odd(
          () => "",
          () => true,
        );
  },
  check({ record, suspect }, report) {
    const [url = "", model = ""] = suspect.usual.split(" ");
    const places: readonly (readonly [field: string, path: JsonPath, usual: string])[] = [
      ["url", ["url"], url],
      ["model", ["body", "model"], model],
    ];
    for (const [field, path, usual] of places) {
      const text = record.textAt(path);
      if (text === undefined || usual === "" || text.value === usual) continue;
      report(text.quoted, { field, own: text.value, usual });
    }
  },
  message: ({ field, own, usual }) =>
    l10n.t('The {0} is "{1}", and most requests of the file have "{2}".', field, own, usual),
});
