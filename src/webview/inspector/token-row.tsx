import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import { textPieces } from "../../core/inspection/text-pieces.js";
import type { Token } from "../../core/inspection/token.js";
import { HeatMap, Legend } from "./heat-map.js";
import { TokenDetails } from "./token-details.js";

interface TokenRowProps {
  readonly label: string;
  readonly tokens: readonly Token[];
  /** What the tokens are together. */
  readonly text: string;
  /** Whether the colours and how to read on are explained below. */
  readonly hasLegend?: boolean;
  /** The token whose details are shown at first, where one is. */
  readonly first?: number | undefined;
  readonly before?: string | undefined;
  readonly different?: ReadonlySet<number> | undefined;
  readonly onBranch?: ((token: number, alternative: number) => void) | undefined;
}

/**
 * Tokens, and below them all that is known of the one under the pointer, else of the one that is
 * chosen: who chooses one can go to its alternatives across others.
 */
export function TokenRow(props: TokenRowProps): VNode {
  const { label, tokens, text, hasLegend, first, before, different, onBranch } = props;
  const pieces = useMemo(() => textPieces(tokens, text), [tokens, text]);
  const [chosen, setChosen] = useState(first);
  const [pointed, setPointed] = useState<number | undefined>(undefined);
  const shown = pointed ?? chosen;
  const piece = shown === undefined ? undefined : pieces[Math.min(shown, pieces.length - 1)];
  const own = piece === undefined ? [] : tokens.slice(piece.start, piece.end);
  return (
    <>
      <HeatMap
        {...{ label, tokens, pieces, before, different, chosen }}
        onChoose={setChosen}
        onPoint={setPointed}
      />
      {hasLegend === true && <Legend />}
      {own.length === 0 && hasLegend === true && (
        <p class="detail">
          {l10n.t("Point at a token, or walk with the arrow keys, to see all that is known of it.")}
        </p>
      )}
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
