import * as l10n from "@vscode/l10n";
import type { TargetedKeyboardEvent, VNode } from "preact";
import { useEffect, useId, useMemo, useRef } from "preact/hooks";
import type { TextPiece } from "../../core/inspection/text-pieces.js";
import type { Token } from "../../core/inspection/token.js";
import { percent, shareOf, stepOf, steps } from "./probability.js";
import { visibleInText, visibleToken } from "./visible-text.js";

interface HeatMapProps {
  /** Says what the tokens are to who cannot see them. */
  readonly label: string;
  readonly tokens: readonly Token[];
  readonly pieces: readonly TextPiece[];
  /** The index of a piece. */
  readonly selected: number;
  readonly onSelect: (piece: number) => void;
  /** Where the pieces start that another answer does not have. */
  readonly different?: ReadonlySet<number> | undefined;
  /** What stands before the tokens and was given to the model as its own. */
  readonly before?: string | undefined;
}

/** Tokens in a row, coloured by how likely each was. One at a time is selected, by keys or pointer. */
export function HeatMap(props: HeatMapProps): VNode {
  const { label, tokens, pieces, selected, onSelect, different, before = "" } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  // Drawn once: thousands of tokens need not be looked at for each that is selected.
  const drawn = useMemo(
    () => <Pieces id={id} tokens={tokens} pieces={pieces} different={different} />,
    [id, tokens, pieces, different],
  );
  useEffect(() => {
    const option = document.getElementById(`${id}-${selected}`);
    option?.setAttribute("aria-selected", "true");
    return () => option?.setAttribute("aria-selected", "false");
  }, [id, selected, pieces, different]);
  const select = (piece: number): void => {
    const next = Math.min(Math.max(piece, 0), pieces.length - 1);
    onSelect(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const next = pieceByKey(event.key, selected, pieces);
    if (next === undefined) return;
    event.preventDefault();
    select(next);
  };
  const onPoint = ({ target }: Event): void => {
    const index = target instanceof HTMLElement ? target.dataset["piece"] : undefined;
    if (index !== undefined) onSelect(Number(index));
  };
  return (
    <div
      ref={list}
      class="tokens"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-activedescendant={`${id}-${selected}`}
      onKeyDown={onKeyDown}
      onClick={onPoint}
      onMouseOver={onPoint}
    >
      {before !== "" && <span class="before">{visibleInText(before)}</span>}
      {drawn}
    </div>
  );
}

/** So many pieces are laid out together, and left out while they are far from view. */
const piecesPerChunk = 200;

function Pieces({
  id,
  tokens,
  pieces,
  different,
}: Pick<HeatMapProps, "different" | "pieces" | "tokens"> & { readonly id: string }): VNode {
  const chunks = Array.from({ length: Math.ceil(pieces.length / piecesPerChunk) }, (_, index) =>
    pieces.slice(index * piecesPerChunk, (index + 1) * piecesPerChunk),
  );
  return (
    <>
      {chunks.map((chunk, at) => (
        <span key={at} class="chunk" role="none">
          {chunk.map((piece, index) => {
            const number = at * piecesPerChunk + index;
            const own = tokens.slice(piece.start, piece.end);
            const differs = different?.has(piece.start) === true;
            return (
              <span
                key={number}
                id={`${id}-${number}`}
                role="option"
                aria-selected="false"
                aria-label={pieceWords(piece, own, differs)}
                class={`token step-${stepOf(own) ?? "none"}${differs ? " differs" : ""}`}
                data-piece={number}
              >
                {visibleInText(piece.text)}
              </span>
            );
          })}
        </span>
      ))}
    </>
  );
}

/** What a screen reader says of a token. */
function pieceWords({ text }: TextPiece, tokens: readonly Token[], differs: boolean): string {
  const share = shareOf(tokens);
  const probability = share === undefined ? l10n.t("probability unknown") : percent(share);
  const words = `${visibleToken(text)}, ${probability}`;
  return differs ? l10n.t("{0}, different", words) : words;
}

function pieceByKey(
  key: string,
  selected: number,
  pieces: readonly TextPiece[],
): number | undefined {
  switch (key) {
    case "ArrowRight":
      return selected + 1;
    case "ArrowLeft":
      return selected - 1;
    case "ArrowDown":
      return lineFrom(selected, pieces, 1);
    case "ArrowUp":
      return lineFrom(selected, pieces, -1);
    case "Home":
      return 0;
    case "End":
      return pieces.length - 1;
    default:
      return undefined;
  }
}

/** The piece after the next line break, or at the one before; else at the end of all. */
function lineFrom(selected: number, pieces: readonly TextPiece[], step: -1 | 1): number {
  for (let at = selected + step; at >= 0 && at < pieces.length; at += step) {
    const breaks = pieces[step === 1 ? at - 1 : at]?.text.includes("\n") === true;
    if (breaks) return at;
  }
  return step === 1 ? pieces.length - 1 : 0;
}

/** Which colour and line mean what. */
export function Legend(): VNode {
  return (
    <ul class="scale" aria-label={l10n.t("Probability of a token")}>
      {steps.map((least, step) => (
        <li key={least}>
          <span class={`token step-${step}`}>{rangeWords(step)}</span>
        </li>
      ))}
    </ul>
  );
}

function rangeWords(step: number): string {
  const least = steps[step] ?? 0;
  if (step === steps.length - 1) return l10n.t("below {0} %", 100 * (steps[step - 1] ?? 0));
  return l10n.t("from {0} %", 100 * least);
}
