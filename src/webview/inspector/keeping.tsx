import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { ShownAnswer, ShownQuestion } from "../../protocol/inspector-page.js";
import { requestLanguages } from "../../protocol/inspector-page.js";
import { svgAsPng } from "../ui/svg-as-png.js";
import { usePage } from "./page-context.js";
import { answerAsSvg } from "./picture.js";

const languageNames: Readonly<Record<(typeof requestLanguages)[number], string>> = {
  python: "Python",
  typescript: "TypeScript",
  curl: "curl",
};

/** The request as code, and the answer as files. */
export function Keeping({
  question: { id },
  answer,
}: {
  readonly question: ShownQuestion;
  readonly answer: ShownAnswer;
}): VNode {
  const { host } = usePage();
  const svg = (): void =>
    void host.save({ kind: "svg", question: id, text: answerAsSvg(answer.inspection) });
  const png = async (): Promise<void> => {
    const base64 = await svgAsPng(answerAsSvg(answer.inspection));
    await host.save({ kind: "png", question: id, base64 });
  };
  const hasPicture = answer.inspection.generated.tokens.length > 0;
  return (
    <div class="keeping">
      <span class="group" role="group" aria-label={l10n.t("Copy the request as code")}>
        <span class="detail">{l10n.t("Copy as")}</span>
        {requestLanguages.map((language) => (
          <button
            type="button"
            key={language}
            onClick={() => void host.copyCode({ question: id, language })}
          >
            {languageNames[language]}
          </button>
        ))}
      </span>
      <span class="group" role="group" aria-label={l10n.t("Save the answer")}>
        <span class="detail">{l10n.t("Save as")}</span>
        <button type="button" onClick={() => void host.save({ kind: "json", question: id })}>
          JSON
        </button>
        <button type="button" onClick={() => void host.save({ kind: "md", question: id })}>
          Markdown
        </button>
        {hasPicture && (
          <>
            <button type="button" onClick={svg}>
              SVG
            </button>
            <button type="button" onClick={() => void png()}>
              PNG
            </button>
          </>
        )}
      </span>
    </div>
  );
}
