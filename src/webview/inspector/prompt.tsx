import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { SentPrompt } from "../../core/inspection/inspection.js";
import type { ShownRecord } from "../../protocol/inspector-page.js";
import { ShownText } from "../ui/shown-text.js";
import { usePage } from "./page-context.js";

/** Of a folded prompt the beginning is shown. */
const previewLength = 200;

/** The prompt as it is sent: its beginning, and all of it for who wants to see it. */
export function Prompt({ record }: { readonly record: ShownRecord }): VNode | null {
  const { forms } = usePage();
  const [isOpen, setOpen] = useState(false);
  const { sent, separator } = record;
  if (sent === null) return null;
  const texts = textsOf(sent);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const [preview = ""] = texts.slice(-1);
  return (
    <details class="prompt" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span class="name">{l10n.t("Prompt as sent")}</span>
        <span class="detail">{l10n.t("{0} characters", forms.count(length))}</span>
        {!isOpen && (
          <span class="preview" aria-hidden="true" dir="auto">
            {preview.slice(0, previewLength).replaceAll(/\s+/g, " ")}
          </span>
        )}
      </summary>
      {isOpen && <Whole sent={sent} separator={separator} />}
    </details>
  );
}

function Whole({
  sent,
  separator,
}: {
  readonly sent: SentPrompt;
  readonly separator: string;
}): VNode {
  if (sent.kind === "completion") return <Text text={sent.text} separator={separator} />;
  return (
    <>
      {sent.messages.map(({ role, content }, index) => (
        <div key={index}>
          <h3>{role}</h3>
          <pre class="text" dir="auto">
            <ShownText text={content} />
          </pre>
        </div>
      ))}
    </>
  );
}

function Text({ text, separator }: { readonly text: string; readonly separator: string }): VNode {
  return (
    <>
      <pre class="text" dir="auto">
        <ShownText text={text} separator={separator} />
      </pre>
      {separator !== "" && text.endsWith(separator) && (
        <p class="detail">{l10n.t("The separator of the dataset is marked.")}</p>
      )}
    </>
  );
}

function textsOf(sent: SentPrompt): readonly string[] {
  return sent.kind === "chat" ? sent.messages.map(({ content }) => content) : [sent.text];
}
