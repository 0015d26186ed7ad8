import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { isSameToken } from "../../core/inspection/read-tokens.js";
import { spaceTwin } from "../../core/inspection/space-twins.js";
import { entropyBounds, probabilityOf, toldMass } from "../../core/inspection/token-metrics.js";
import type { Candidate, Token } from "../../core/inspection/token.js";
import { isFloor } from "../../core/inspection/token.js";
import { decimal, percent } from "./probability.js";
import { candidateName, tokenName } from "../ui/token-text.js";

interface TokenDetailsProps {
  readonly token: Token;
  /** From 1. */
  readonly number: number;
  /** Goes on from an alternative, by its index; without it there is no such button. */
  readonly onBranch?: ((alternative: number) => void) | undefined;
}

/** All that is known of one token: its numbers, and what else might have stood there. */
export function TokenDetails({ token, number, onBranch }: TokenDetailsProps): VNode {
  const { alternatives } = token;
  const isOutside = !alternatives.some((other) => isSameToken(other, token));
  const { rest } = toldMass(token);
  return (
    <div class="token-details" role="group" aria-label={l10n.t("Token {0}", number)}>
      <h3>
        <code>{candidateName(token)}</code>
      </h3>
      <Numbers token={token} />
      <SpaceNote token={token} />
      {isOutside && token.logprob !== null && alternatives.length > 0 && (
        <p class="detail">{l10n.t("The token is not among the likeliest ones.")}</p>
      )}
      {alternatives.length === 0 ? (
        <p class="detail">{l10n.t("No alternatives are told.")}</p>
      ) : (
        <ul class="alternatives" aria-label={l10n.t("Alternatives")}>
          {alternatives.map((other, index) => (
            <Alternative
              key={index}
              other={other}
              isOwn={isSameToken(other, token)}
              onBranch={onBranch && ((): void => onBranch(index))}
            />
          ))}
          <li class="rest">
            <span class="name">{l10n.t("all others")}</span>
            <Bar share={rest} />
            <span class="number">{percent(rest)}</span>
          </li>
        </ul>
      )}
    </div>
  );
}

function Numbers({ token }: { readonly token: Token }): VNode {
  const { logprob, rank } = token;
  const { least, most } = entropyBounds(token);
  const entropy = most - least < 0.01 ? least.toFixed(2) : `${least.toFixed(2)}–${most.toFixed(2)}`;
  const unknown = l10n.t("unknown");
  const floor = l10n.t("too small to be told");
  const isKnown = logprob !== null && !isFloor(logprob);
  const rows: readonly (readonly [string, string])[] = [
    [
      l10n.t("Probability"),
      isKnown ? percent(probabilityOf(logprob)) : logprob === null ? unknown : floor,
    ],
    [l10n.t("Log probability"), isKnown ? decimal(logprob, 4) : unknown],
    [l10n.t("Rank"), rank === null ? unknown : String(rank)],
    [l10n.t("Entropy in nats"), token.alternatives.length === 0 ? unknown : entropy],
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

/** Two tokens that look the same are the commonest reason for a label that is never found. */
function SpaceNote({ token }: { readonly token: Token }): VNode | null {
  const twin = spaceTwin(token);
  if (twin === undefined) return null;
  const [spaced, plain] = [tokenName(` ${twin}`), tokenName(twin)];
  return (
    <p class="note">
      {l10n.t(
        "{0} and {1} are two tokens, and both are candidates: only one of them is what the records train.",
        spaced,
        plain,
      )}
    </p>
  );
}

function Alternative({
  other,
  isOwn,
  onBranch,
}: {
  readonly other: Candidate;
  readonly isOwn: boolean;
  readonly onBranch: (() => void) | undefined;
}): VNode {
  const share = probabilityOf(other.logprob);
  const name = candidateName(other);
  const words = isFloor(other.logprob) ? l10n.t("too small to be told") : percent(share);
  return (
    <li class={isOwn ? "own" : undefined}>
      <code class="name">{name}</code>
      <Bar share={share} />
      <span class="number">{words}</span>
      <span class="marks">
        {isOwn && <Sign word={l10n.t("written")} glyph="✓" />}
        {!isOwn && onBranch !== undefined && (
          <button
            type="button"
            class="link"
            aria-label={l10n.t("Continue with {0}", name)}
            onClick={onBranch}
          >
            <Sign word={l10n.t("continue")} glyph="↪" />
          </button>
        )}
      </span>
    </li>
  );
}

/** A word, or what stands for it where there is no room. */
function Sign({ word, glyph }: { readonly word: string; readonly glyph: string }): VNode {
  return (
    <>
      <span class="word">{word}</span>
      <span class="glyph" aria-hidden="true">
        {glyph}
      </span>
    </>
  );
}

/** A share from 0 to 1 as a length. */
export function Bar({ share }: { readonly share: number }): VNode {
  return (
    <span class="bar" aria-hidden="true">
      <span style={{ inlineSize: `${100 * Math.min(1, share)}%` }} />
    </span>
  );
}
