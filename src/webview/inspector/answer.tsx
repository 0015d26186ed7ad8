import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { ScoredText } from "../../core/inspection/inspection.js";
import { shownBound } from "../../core/inspection/compare-text.js";
import { textPieces } from "../../core/inspection/text-pieces.js";
import { probabilityOf } from "../../core/inspection/token-metrics.js";
import type { Token } from "../../core/inspection/token.js";
import type { AnswerFacts, ShownAnswer, ShownQuestion } from "../../protocol/inspector-page.js";
import { Section } from "../ui/section.js";
import { HeatMap, Legend } from "./heat-map.js";
import { Keeping } from "./keeping.js";
import { Labels } from "./labels.js";
import { usePage } from "./page-context.js";
import { percent } from "./probability.js";
import { TokenDetails } from "./token-details.js";
import { visibleText } from "./visible-text.js";

interface AnswerProps {
  readonly question: ShownQuestion;
  readonly answer: ShownAnswer | undefined;
  /** Where the pieces start that the answer beside it does not have. */
  readonly different?: ReadonlySet<number> | undefined;
}

/** What a model has said: its tokens, how likely it finds the record's own completion, its labels. */
export function Answer({ question, answer, different }: AnswerProps): VNode {
  const { status, model } = question;
  const { host } = usePage();
  return (
    <article class="answer" aria-label={model.model}>
      <h2 class="model-name">
        {model.model} <span class="detail">{model.providerTitle}</span>
      </h2>
      {status.kind === "asking" && (
        <p class="asking" role="status">
          {l10n.t("Asking…")}{" "}
          <button type="button" onClick={() => void host.cancel()}>
            {l10n.t("Cancel")}
          </button>
        </p>
      )}
      {status.kind === "failed" && (
        <div class="failure" role="alert">
          <p>{status.message}</p>
        </div>
      )}
      {status.kind === "answered" && answer !== undefined && (
        <Answered {...{ question, answer, different }} facts={status.facts} />
      )}
    </article>
  );
}

function Answered({
  question,
  answer,
  different,
  facts,
}: AnswerProps & { readonly answer: ShownAnswer; readonly facts: AnswerFacts }): VNode {
  const { host } = usePage();
  const { generated, scored, labels, expected } = answer.inspection;
  const onBranch =
    facts.whyNoBranches === null
      ? (token: number, alternative: number): void =>
          void host.branch({ question: question.id, token, alternative })
      : undefined;
  return (
    <>
      <Section title={l10n.t("Answer")}>
        {generated.tokens.length === 0 ? (
          <>
            <pre class="text">{visibleText(generated.text)}</pre>
            <p class="note">{l10n.t("No probabilities: {0}", generated.whyNoTokens ?? "")}</p>
          </>
        ) : (
          <TokenRow
            label={l10n.t("Answer, token by token")}
            tokens={generated.tokens}
            before={question.branch?.text}
            {...{ different, onBranch }}
          />
        )}
        <EndNote reason={generated.finishReason} />
        <Legend />
      </Section>
      {expected !== null && <Expected expected={expected} scored={scored} />}
      {labels !== null && <Labels labels={labels} />}
      <Abilities facts={facts} />
      <Keeping question={question} answer={answer} />
    </>
  );
}

function EndNote({ reason }: { readonly reason: string | null }): VNode | null {
  if (reason === "length") {
    return (
      <p class="detail">{l10n.t("The answer ends here because it may have no more tokens.")}</p>
    );
  }
  return null;
}

interface TokenRowProps {
  readonly label: string;
  readonly tokens: readonly Token[];
  readonly before?: string | undefined;
  readonly different?: ReadonlySet<number> | undefined;
  readonly onBranch?: ((token: number, alternative: number) => void) | undefined;
}

/** Tokens, and below them all that is known of the one that is selected. */
export function TokenRow({ label, tokens, before, different, onBranch }: TokenRowProps): VNode {
  const pieces = useMemo(() => textPieces(tokens), [tokens]);
  const [selected, setSelected] = useState(0);
  const piece = pieces[Math.min(selected, pieces.length - 1)];
  const own = piece === undefined ? [] : tokens.slice(piece.start, piece.end);
  return (
    <>
      <HeatMap
        {...{ label, tokens, pieces, before, different }}
        selected={Math.min(selected, Math.max(0, pieces.length - 1))}
        onSelect={setSelected}
      />
      {own.map((token, index) => {
        const at = (piece?.start ?? 0) + index;
        return (
          <TokenDetails
            key={index}
            token={token}
            number={at + 1}
            onBranch={onBranch && ((alternative): void => onBranch(at, alternative))}
          />
        );
      })}
    </>
  );
}

function Expected({
  expected,
  scored,
}: {
  readonly expected: string;
  readonly scored: ScoredText | null;
}): VNode {
  const isScored = scored !== null && scored.method !== "comparison";
  return (
    <Section title={l10n.t("The record's own completion")}>
      {isScored ? (
        <TokenRow
          label={l10n.t("The record's own completion, token by token")}
          tokens={scored.tokens}
        />
      ) : (
        <pre class="text">{visibleText(expected)}</pre>
      )}
      {scored !== null && <Sums scored={scored} />}
      {scored !== null && scored.note !== null && <p class="note">{scored.note}</p>}
    </Section>
  );
}

function Sums({ scored }: { readonly scored: ScoredText }): VNode {
  const { logprob, perToken, perplexity, atMost } = scored;
  if (logprob === null || perToken === null || perplexity === null) {
    return <p class="sum">{l10n.t("Probability of the whole: below {0}", shownBound(atMost))}</p>;
  }
  const rows: readonly (readonly [string, string])[] = [
    [l10n.t("Probability of the whole"), percent(probabilityOf(logprob))],
    [l10n.t("Log probability"), logprob.toFixed(4)],
    [l10n.t("For each token"), perToken.toFixed(4)],
    [l10n.t("Perplexity"), perplexity.toFixed(4)],
  ];
  return (
    <dl class="numbers">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the service can do, and why there is no button for what it cannot. */
function Abilities({ facts }: { readonly facts: AnswerFacts }): VNode {
  const { host } = usePage();
  const { mostAlternatives, whyNoTokens, whyNoScores, whyNoBranches, probedAt } = facts;
  return (
    <details class="abilities">
      <summary>{l10n.t("What the service tells")}</summary>
      <ul>
        <li>
          {whyNoTokens ??
            l10n.t("Probabilities of its answers, with up to {0} alternatives.", mostAlternatives)}
        </li>
        <li>
          {whyNoScores === null
            ? l10n.t("Probabilities of texts that it is given.")
            : l10n.t("No scores of given texts: {0}", whyNoScores)}
        </li>
        <li>
          {whyNoBranches === null
            ? l10n.t("It goes on from any token.")
            : l10n.t("No other ways: {0}", whyNoBranches)}
        </li>
      </ul>
      <p class="detail">
        {l10n.t("Found out {0}.", probedAt.slice(0, "YYYY-MM-DD".length))}{" "}
        <button type="button" class="link" onClick={() => void host.probeAgain()}>
          {l10n.t("Find out again, and ask again")}
        </button>
      </p>
    </details>
  );
}
