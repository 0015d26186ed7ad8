import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { Generation, ScoredText } from "../../core/inspection/inspection.js";
import { shownBound } from "../../core/inspection/compare-text.js";
import { probabilityOf } from "../../core/inspection/token-metrics.js";
import type { AnswerFacts, ShownAnswer, ShownQuestion } from "../../protocol/inspector-page.js";
import { Section } from "../ui/section.js";
import { ShownText } from "../ui/shown-text.js";
import { Failure } from "./failure.js";
import { Keeping } from "./keeping.js";
import { Labels } from "./labels.js";
import { usePage } from "./page-context.js";
import { decimal, percent } from "./probability.js";
import { shortName } from "./short-name.js";
import { TokenRow } from "./token-row.js";
import { Verdict } from "./verdict.js";

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
      <h2 class="model-name">{shortName(model.model)}</h2>
      <p class="detail">
        {shortName(model.model) === model.model
          ? model.providerTitle
          : l10n.t("{0} of {1}", model.model, model.providerTitle)}
      </p>
      {status.kind === "asking" && (
        <div class="asking">
          <p role="status">
            {l10n.t("Asking…")}{" "}
            <button type="button" onClick={() => void host.cancel()}>
              {l10n.t("Cancel")}
            </button>
          </p>
          <progress aria-label={l10n.t("Asking…")} />
        </div>
      )}
      {status.kind === "failed" && (
        <Failure question={question} message={status.message} needsKey={status.needsKey} />
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
  // Where each label is one token, the bars of the labels say all of it.
  const first = labels === null || generated.tokens.length > 1 ? 0 : undefined;
  return (
    <>
      <Verdict inspection={answer.inspection} />
      {labels !== null && <Labels labels={labels} />}
      <Section title={l10n.t("Answer")}>
        {generated.tokens.length === 0 ? (
          <Untold generated={generated} before={question.branch?.text} />
        ) : (
          <TokenRow
            hasLegend
            label={l10n.t("Answer, token by token")}
            tokens={generated.tokens}
            text={generated.text}
            before={question.branch?.text}
            {...{ first, different, onBranch }}
          />
        )}
        <EndNote reason={generated.finishReason} />
      </Section>
      {expected !== null && <Expected expected={expected} scored={scored} />}
      <Abilities facts={facts} />
      <Keeping question={question} answer={answer} />
    </>
  );
}

/** An answer without tokens. */
function Untold({
  generated: { text, whyNoTokens },
  before = "",
}: {
  readonly generated: Generation;
  readonly before: string | undefined;
}): VNode {
  return (
    <>
      <pre class="text" dir="auto">
        {before !== "" && (
          <span class="before">
            <ShownText text={before} />
          </span>
        )}
        <ShownText text={text} />
      </pre>
      <p class="note">
        {whyNoTokens === null
          ? l10n.t("The model ends here and writes no token.")
          : l10n.t("No probabilities: {0}", whyNoTokens)}
      </p>
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
          text={scored.text}
        />
      ) : (
        <pre class="text" dir="auto">
          <ShownText text={expected} />
        </pre>
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
    [l10n.t("Log probability"), decimal(logprob, 4)],
    [l10n.t("For each token"), decimal(perToken, 4)],
    [l10n.t("Perplexity"), decimal(perplexity, 4)],
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
