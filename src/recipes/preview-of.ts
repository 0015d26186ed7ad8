import type { PreparedDataset } from "../core/prepare/prepared-dataset.js";
import { separatorOf } from "../core/prepare/findings/template-findings.js";
import type { CompiledRecipe } from "../core/prepare/records/compile-recipe.js";
import type { RecordStore } from "../core/prepare/record-store.js";
import type { JsonObject } from "../core/json/json-node.js";
import { recordTokens } from "../core/tokens/record-tokens.js";
import type { PreviewRecord, RecipePreview } from "../protocol/recipe-messages.js";

const mostRecords = 10;
const mostLabels = 50;
/** UTF-16 units of a text that are shown. */
const mostShown = 4_000;

/** What a recipe makes, as far as a person wants to see it. */
export function previewOf(
  compiled: CompiledRecipe,
  prepared: PreparedDataset,
  { store, isWhole }: { readonly store: RecordStore; readonly isWhole: boolean },
): RecipePreview {
  const records = prepared.parts.flatMap(({ name, records: members }) =>
    Array.from(members.subarray(0, mostRecords), (number) => ({ name, number })),
  );
  return {
    steps: prepared.steps,
    parts: prepared.parts.map(({ name, records: members }) => ({ name, records: members.length })),
    labels: prepared.labels?.slice(0, mostLabels) ?? null,
    labelCount: prepared.labels?.length ?? 0,
    records: records.slice(0, mostRecords).map(({ name, number }): PreviewRecord => {
      const shown = shownRecord(compiled, store.line(number));
      return { row: prepared.rowNumbers[number] ?? 0, split: name, ...shown };
    }),
    separator: separatorOf(compiled.recipe)?.value ?? null,
    isWhole,
  };
}

function shownRecord(
  { format, tokens }: CompiledRecipe,
  line: string,
): Pick<PreviewRecord, "texts" | "tokens"> {
  // A line of ours.
  const record = JSON.parse(line) as JsonObject;
  const counter = tokens.counter();
  const texts = format.texts(record).map(({ name, text }) => ({
    name,
    text: text.slice(0, mostShown),
    isCut: text.length > mostShown,
    tokens: counter?.count(text) ?? null,
  }));
  if (counter === undefined) return { texts, tokens: null };
  const { total } = recordTokens(record, { format, counter, overhead: tokens.overhead });
  return { texts, tokens: total };
}
