import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { CheckOutcome } from "../../src/core/dataset/check-dataset.js";
import { checkDatasetAtOnce } from "../../src/core/dataset/check-dataset.js";
import { rules } from "../../src/core/rules/index.js";
import { CheckedDocument } from "../../src/server/checked-document.js";
import { memorySource } from "../support/memory-source.ts";
import { randomDataset } from "../support/random-dataset.ts";
import { randomEdit } from "../support/random-edit.ts";
import { SeededRandom } from "../support/seeded-random.ts";
import { propertyRuns } from "../support/property-runs.ts";

const { seed } = propertyRuns(1);

/** Rules that wait for a pause in typing. */
const laterOff = Object.fromEntries(
  rules.flatMap(({ kind, id }) => (kind === "background" ? [[id, "off" as const]] : [])),
);

function assertSame(
  checked: CheckedDocument,
  whole: CheckOutcome,
  isLeftOut: (rule: string) => boolean = () => false,
): void {
  const { findings, counts, records } = checked.check(Infinity);
  const shown = findings.filter(({ rule }) => !isLeftOut(rule));
  assert.deepEqual(shown, whole.findings);
  const kept = Object.entries(counts).filter(([rule]) => !isLeftOut(rule));
  assert.deepEqual(Object.fromEntries(kept), whole.counts);
  assert.equal(records, whole.records);
}

function checkLater(checked: CheckedDocument): void {
  for (const _ of checked.workLater([])) continue;
}

function textOf({ document }: CheckedDocument): string {
  return document.lines.map(({ text, ending }) => text + ending).join("");
}

describe("an edited document", () => {
  it("holds the editor's text and the findings of a fresh check, after any edits", () => {
    const random = new SeededRandom(seed);
    for (let run = 0; run < 150; run += 1) {
      const mirror = TextDocument.create("file:///d.jsonl", "jsonl", 0, randomDataset(random));
      const checked = new CheckedDocument(mirror.getText(), {});
      for (let step = 0; step < 25; step += 1) {
        const edits = Array.from({ length: 1 + random.below(3) }, () => {
          const edit = randomEdit(mirror, random);
          TextDocument.update(mirror, [edit], step + 1);
          return edit;
        });
        checked.edit(edits);
        assert.equal(textOf(checked), mirror.getText());
        if (random.below(2) === 0) continue;
        // Interrupt the work now and then, as typing does.
        if (random.below(3) === 0) checked.work(() => false);
        else checked.work(() => true);
        // Half a character, which an edit may leave, is no text that a file can hold.
        if (checked.hasWork || !mirror.getText().isWellFormed()) continue;
        if (random.below(4) === 0) {
          checkLater(checked);
          assertSame(checked, checkDatasetAtOnce(memorySource(mirror.getText()), {}));
        }
        const whole = checkDatasetAtOnce(memorySource(mirror.getText()), { severities: laterOff });
        assertSame(checked, whole, (rule) => Object.hasOwn(laterOff, rule));
      }
    }
  });
});
