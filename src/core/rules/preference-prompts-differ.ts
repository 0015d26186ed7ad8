import * as l10n from "@vscode/l10n";
import { roleOf } from "../formats/chat.js";
import type { JsonPath } from "../formats/format.js";
import { areEqualValues } from "../json/equal-values.js";
import type { JsonObject } from "../json/json-node.js";
import { isJsonArray, ownMember } from "../json/json-node.js";
import { plainIsFine, recordRule } from "./rule.js";

const pair = (better: string, worse: string): string =>
  `{"chosen":[${better},{"role":"assistant","content":"Hello."}],"rejected":[${worse},{"role":"assistant","content":"What?"}]}`;

const hi = `{"role":"user","content":"Hi"}`;
const bye = `{"role":"user","content":"Bye"}`;

export default recordRule<{ readonly role: string }>({
  id: "preference-prompts-differ",
  severity: "warning",
  title: "Answers to different questions",
  why: "What both conversations begin with is the prompt. Where they part in a question, answers to different questions are compared, and a part of one question is learned as an answer.",
  source: "https://huggingface.co/docs/trl/dataset_formats",
  formats: ["preference-trl"],
  examples: {
    good: [
      pair(hi, hi),
      `{"chosen":[${hi},{"role":"assistant","content":"Hello."},${bye}],"rejected":[${hi},{"role":"assistant","content":"What?"}]}`,
      `{"prompt":[${hi}],"chosen":[{"role":"assistant","content":"Hello."}],"rejected":[{"role":"assistant","content":"What?"}]}`,
    ],
    bad: [pair(hi, `«${bye}»`), pair(`{"role":"system","content":"Be kind."},${hi}`, `«${hi}»`)],
    fixed: [null, null],
  },
  isFine: plainIsFine,
  check(record, report) {
    const parting = record.object && partingQuestion(record.object);
    const node = parting && record.nodeAt(parting.path);
    if (parting === undefined || node === undefined) return;
    report({ start: node.start, end: node.end }, { role: parting.role });
  },
  message: ({ role }) =>
    l10n.t(
      'The two conversations part here, in a message of the role {0}: "chosen" and "rejected" have to answer the same question.',
      role,
    ),
});

interface Parting {
  readonly role: string;
  /** Where the message stands in the conversation with the worse answer. */
  readonly path: JsonPath;
}

/**
 * The first message in which the two sides differ, where neither side answers with it. With a
 * prompt of its own a record may hold what it likes.
 */
function partingQuestion(record: JsonObject): Parting | undefined {
  const [prompt, better, worse] = ["prompt", "chosen", "rejected"].map((name) =>
    ownMember(record, name),
  );
  if ((prompt ?? null) !== null || !isJsonArray(better) || !isJsonArray(worse)) return undefined;
  const index = worse.findIndex((message, at) => !areEqualValues(better[at], message));
  const [there, here] = [better[index], worse[index]];
  if (there === undefined || here === undefined) return undefined;
  const role = roleOf(here);
  if (typeof role !== "string" || role === "assistant" || roleOf(there) === "assistant") {
    return undefined;
  }
  return { role, path: ["rejected", index] };
}
