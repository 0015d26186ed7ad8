import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { AlignedPieces } from "../../core/inspection/align-tokens.js";
import { alignPieces } from "../../core/inspection/align-tokens.js";
import type { TextPiece } from "../../core/inspection/text-pieces.js";
import { textPieces } from "../../core/inspection/text-pieces.js";
import type { InspectorState, ShownAnswer } from "../../protocol/inspector-page.js";
import { Answer } from "./answer.js";
import { History } from "./history.js";
import { usePage } from "./page-context.js";
import { Prompt } from "./prompt.js";
import { Setup } from "./setup.js";
import { Welcome } from "./welcome.js";

interface PageProps {
  readonly state: InspectorState | undefined;
  readonly answers: ReadonlyMap<number, ShownAnswer>;
}

/** The whole page, whatever is known. */
export function Page({ state, answers }: PageProps): VNode {
  if (state === undefined) {
    return (
      <p class="empty" role="status">
        {l10n.t("Reading the record…")}
      </p>
    );
  }
  const { record, questions, shown } = state;
  const asked = shown.flatMap((id) => questions.find((question) => question.id === id) ?? []);
  return (
    <main>
      <Setup state={state} />
      {record !== null && record.refusal !== null && (
        <div class="failure" role="alert">
          <p>{record.refusal}</p>
        </div>
      )}
      {record !== null && <Prompt record={record} />}
      {asked.length === 0 && record !== null && record.sent !== null && (
        <Welcome state={state} record={record} />
      )}
      <Answers {...{ asked, answers }} />
      <History questions={questions} shown={shown} />
    </main>
  );
}

function Answers({
  asked,
  answers,
}: {
  readonly asked: InspectorState["questions"];
  readonly answers: PageProps["answers"];
}): VNode {
  const [first, second] = asked.map(({ id }) => answers.get(id));
  const compared = useMemo(
    () => (first === undefined || second === undefined ? undefined : compare(first, second)),
    [first, second],
  );
  return (
    <>
      {compared !== undefined && <Difference count={compared.count} />}
      <div class="answers">
        {asked.map((question, index) => (
          <Answer
            key={question.id}
            question={question}
            answer={answers.get(question.id)}
            different={compared?.different[index]}
          />
        ))}
      </div>
    </>
  );
}

function Difference({ count }: { readonly count: number }): VNode {
  const { forms } = usePage();
  return (
    <p class="sum" role="status">
      {count === 0 && l10n.t("Both models answer the same.")}
      {count === 1 && l10n.t("The answers differ in 1 place: there is a line above what differs.")}
      {count > 1 &&
        l10n.t(
          "The answers differ in {0} places: there is a line above what differs.",
          forms.count(count),
        )}
    </p>
  );
}

interface Compared {
  readonly count: number;
  /** Of both sides, by where the pieces start: each side cuts its tokens itself. */
  readonly different: readonly ReadonlySet<number>[];
}

function compare(first: ShownAnswer, second: ShownAnswer): Compared {
  const pieces = ({ inspection: { generated } }: ShownAnswer): readonly TextPiece[] =>
    textPieces(generated.tokens, generated.text);
  const apart = alignPieces(pieces(first), pieces(second)).filter(({ isSame }) => !isSame);
  const starts = (side: (part: AlignedPieces) => readonly TextPiece[]): ReadonlySet<number> =>
    new Set(apart.flatMap(side).map(({ start }) => start));
  return {
    count: apart.length,
    different: [starts(({ left }) => left), starts(({ right }) => right)],
  };
}
