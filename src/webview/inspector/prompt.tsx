import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { SentPrompt } from "../../core/inspection/inspection.js";
import type { ShownRecord } from "../../protocol/inspector-page.js";
import { usePage } from "./page-context.js";
import { visibleText } from "./visible-text.js";

/** The prompt as it is sent, folded until somebody wants to see it. */
export function Prompt({ record }: { readonly record: ShownRecord }): VNode | null {
  const { forms } = usePage();
  const { sent, separator } = record;
  if (sent === null) return null;
  const length = textsOf(sent).reduce((sum, text) => sum + text.length, 0);
  return (
    <details class="prompt">
      <summary>{l10n.t("Prompt as sent, {0} characters", forms.count(length))}</summary>
      {sent.kind === "chat" ? (
        sent.messages.map(({ role, content }, index) => (
          <div key={index}>
            <h3>{role}</h3>
            <pre class="text">{visibleText(content)}</pre>
          </div>
        ))
      ) : (
        <Text text={sent.text} separator={separator} />
      )}
    </details>
  );
}

function Text({ text, separator }: { readonly text: string; readonly separator: string }): VNode {
  const isSeparated = separator !== "" && text.endsWith(separator);
  const body = isSeparated ? text.slice(0, -separator.length) : text;
  return (
    <>
      <pre class="text">
        {visibleText(body)}
        {isSeparated && <mark>{visibleText(separator)}</mark>}
      </pre>
      {isSeparated && <p class="detail">{l10n.t("The separator of the dataset is marked.")}</p>}
    </>
  );
}

function textsOf(sent: SentPrompt): readonly string[] {
  return sent.kind === "chat" ? sent.messages.map(({ content }) => content) : [sent.text];
}
