import * as l10n from "@vscode/l10n";
import type { Aggregate } from "../dataset/aggregate.js";
import type { RecordFacts } from "../dataset/record-facts.js";
import { isFilled } from "../formats/chat-message.js";
import { referencesOf } from "../formats/reinforcement.js";
import type { JsonValue } from "../json/json-node.js";
import { datasetRule } from "./rule.js";
import type { Suspect } from "./rule.js";

/** The records with a reference, and those that may have none. */
interface Referenced {
  withText: number;
  readonly without: Set<number>;
}

const references: Aggregate<Referenced> = {
  empty: () => ({ withText: 0, without: new Set() }),
  add(state, ref, facts) {
    if (hasText(facts)) state.withText += 1;
    else state.without.add(ref);
  },
  remove(state, ref, facts) {
    if (hasText(facts)) state.withText -= 1;
    else state.without.delete(ref);
  },
  merge(state, other, refOffset) {
    state.withText += other.withText;
    for (const ref of other.without) state.without.add(ref + refOffset);
  },
};

export default datasetRule<readonly [Referenced], Suspect, Record<string, never>>({
  id: "reference-missing",
  severity: "warning",
  title: "Question without reference",
  why: "The grader has nothing to compare the answer with: it fails on the record, or gives every answer the same score.",
  formats: ["reinforcement"],
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"2 + 2?"}],"reference_answer":"4"}\n{"messages":[{"role":"user","content":"2 + 3?"}],"reference_answer":5}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"2 + 2?"}],"answer":"4"}\n{"messages":[{"role":"user","content":"2 + 3?"}],"answer":"5"}\n«{»"messages":[{"role":"user","content":"2 + 4?"}]}`,
      `{"messages":[{"role":"user","content":"2 + 2?"}],"answer":"4"}\n{"messages":[{"role":"user","content":"2 + 3?"}],"answer":"5"}\n«{»"messages":[{"role":"user","content":"2 + 4?"}],"answer":" "}`,
    ],
    fixed: [null, null],
  },
  aggregates: [references],
  // Some graders need no reference: they judge the answer alone. Then no record has one.
  suspects: ([{ withText, without }]) =>
    withText > without.size ? [...without].map((ref) => ({ ref })) : [],
  check({ record }, report) {
    const found = record.object && referencesOf(record.object);
    if (found === undefined || found.some(([, value]) => holdsSomething(value))) return;
    const { start } = record.node;
    report({ start, end: start + 1 }, {});
  },
  message: () =>
    l10n.t("The record has no reference for the grader, as most others in the file have."),
});

function hasText({ completion }: RecordFacts): boolean {
  return completion.hasContent;
}

function holdsSomething(value: JsonValue): boolean {
  return typeof value === "number" || typeof value === "boolean" || isFilled(value);
}
