import type { VNode } from "preact";
import type { RecipePreview } from "../../protocol/recipe-messages.js";
import type { NumberForms } from "../ui/format.js";
import { splitWord, stepWord } from "./words.js";

/** The steps in their order, with what each has left, and the files at the end. */
export function Flow({
  steps,
  parts,
  forms,
}: Pick<RecipePreview, "parts" | "steps"> & { readonly forms: NumberForms }): VNode {
  const most = Math.max(1, ...steps.map(({ out }) => out));
  return (
    <div class="flow">
      <ol>
        {steps.map(({ step, in: given, out }) => (
          <li key={step}>
            <span class="count">{forms.count(out)}</span>
            <span class="word">{stepWord(step)}</span>
            <span class="change">{given === out ? "" : changed(out - given, forms)}</span>
            <meter min={0} max={most} value={out} aria-hidden />
          </li>
        ))}
      </ol>
      <ul class="parts">
        {parts.map(({ name, records }) => (
          <li key={name}>
            <span class="count">{forms.count(records)}</span>
            <span class="word">{splitWord(name)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function changed(difference: number, forms: NumberForms): string {
  return difference > 0 ? `+${forms.count(difference)}` : `−${forms.count(-difference)}`;
}
