import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { PreviewRecord, PreviewText } from "../../protocol/recipe-messages.js";
import type { NumberForms } from "../ui/format.js";
import { ShownText } from "../ui/shown-text.js";
import { splitWord } from "./words.js";

/** Records, with their white space to be seen and the separator marked. */
export function Records({
  records,
  separator,
  forms,
}: {
  readonly records: readonly PreviewRecord[];
  readonly separator: string | null;
  readonly forms: NumberForms;
}): VNode {
  return (
    <ol class="records">
      {records.map(({ row, split, texts, tokens }) => (
        <li key={`${split} ${row}`}>
          <p class="of">
            <span>{l10n.t("row {0}", forms.count(row))}</span>
            <span>{splitWord(split)}</span>
            {tokens !== null && <span>{l10n.t("{0} tokens", forms.count(tokens))}</span>}
          </p>
          <dl>
            {texts.map((text, index) => (
              <Text key={index} text={text} separator={separator} forms={forms} />
            ))}
          </dl>
        </li>
      ))}
    </ol>
  );
}

function Text({
  text: { name, text, isCut, tokens },
  separator,
  forms,
}: {
  readonly text: PreviewText;
  readonly separator: string | null;
  readonly forms: NumberForms;
}): VNode {
  return (
    <>
      <dt>
        {name}
        {tokens !== null && <span class="tokens">{forms.count(tokens)}</span>}
      </dt>
      <dd>
        <ShownText text={text} separator={separator} />
        {isCut && <span class="cut">…</span>}
      </dd>
    </>
  );
}
