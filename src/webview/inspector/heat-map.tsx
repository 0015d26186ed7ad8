import * as l10n from "@vscode/l10n";
import type { TargetedKeyboardEvent, VNode } from "preact";
import { useEffect, useId, useMemo, useRef } from "preact/hooks";
import type { TextPiece } from "../../core/inspection/text-pieces.js";
import type { Token } from "../../core/inspection/token.js";
import { percent, shareOf, stepOf, steps } from "./probability.js";
import { tokenName, tokenText } from "../ui/token-text.js";

interface HeatMapProps {
  /** Says what the tokens are to who cannot see them. */
  readonly label: string;
  readonly tokens: readonly Token[];
  readonly pieces: readonly TextPiece[];
  /** The index of the piece that is chosen, where one is. */
  readonly chosen: number | undefined;
  readonly onChoose: (piece: number) => void;
  /** Told of the piece under the pointer, and of its leaving. */
  readonly onPoint: (piece: number | undefined) => void;
  /** Where the pieces start that another answer does not have. */
  readonly different?: ReadonlySet<number> | undefined;
  /** What stands before the tokens and was given to the model as its own. */
  readonly before?: string | undefined;
}

/** Tokens in a row, coloured by how likely each was. One at a time is chosen, by keys or pointer. */
export function HeatMap(props: HeatMapProps): VNode {
  const { label, tokens, pieces, chosen, onChoose, onPoint, different, before = "" } = props;
  const id = useId();
  const row = useRef<HTMLSpanElement>(null);
  // Drawn once, and each with as little as can be: there may be thousands of tokens.
  const drawn = useMemo(
    () => <Pieces tokens={tokens} pieces={pieces} different={different} />,
    [tokens, pieces, different],
  );
  useEffect(() => {
    const option = row.current?.children.item(chosen ?? -1);
    option?.setAttribute("aria-selected", "true");
    option?.setAttribute("id", id);
    return () => {
      option?.removeAttribute("aria-selected");
      option?.removeAttribute("id");
    };
  }, [id, chosen, pieces, different]);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const key = inReadingOrder(event.key, event.currentTarget);
    const wanted = pieceByKey(key, chosen ?? -1, pieces);
    if (wanted === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(wanted, 0), pieces.length - 1);
    onChoose(next);
    row.current?.children.item(next)?.scrollIntoView({ block: "nearest" });
  };
  return (
    <div
      class="tokens"
      role="listbox"
      tabIndex={0}
      dir="auto"
      aria-label={label}
      aria-orientation="horizontal"
      {...(chosen !== undefined && { "aria-activedescendant": id })}
      onKeyDown={onKeyDown}
      // Who comes by the keyboard finds the first token chosen.
      onFocus={() => chosen === undefined && onChoose(0)}
      onClick={({ target }) => {
        const piece = pieceAt(target, row.current);
        if (piece !== undefined) onChoose(piece);
      }}
      onMouseOver={({ target }) => onPoint(pieceAt(target, row.current))}
      onMouseLeave={() => onPoint(undefined)}
    >
      {before !== "" && <span class="before">{tokenText(before)}</span>}
      <span ref={row} role="none">
        {drawn}
      </span>
    </div>
  );
}

/** The position of the token that something in the row belongs to. */
function pieceAt(target: EventTarget | null, row: Element | null): number | undefined {
  const token = target instanceof Element ? target.closest(".token") : null;
  const index = Array.from(row?.children ?? []).findIndex((one) => one === token);
  return index < 0 ? undefined : index;
}

function Pieces({
  tokens,
  pieces,
  different,
}: Pick<HeatMapProps, "different" | "pieces" | "tokens">): VNode {
  return (
    <>
      {pieces.map((piece, index) => {
        const own = tokens.slice(piece.start, piece.end);
        const differs = different?.has(piece.start) === true;
        return (
          <span
            key={index}
            role="option"
            aria-label={pieceWords(piece, own, differs)}
            class={`token step-${stepOf(own) ?? "none"}${differs ? " differs" : ""}`}
          >
            {tokenText(piece.text)}
          </span>
        );
      })}
    </>
  );
}

/** What a screen reader says of a token. */
function pieceWords({ text }: TextPiece, tokens: readonly Token[], differs: boolean): string {
  const share = shareOf(tokens);
  const probability = share === undefined ? l10n.t("probability unknown") : percent(share);
  const words = `${tokenName(text)}, ${probability}`;
  return differs ? l10n.t("{0}, different", words) : words;
}

/** In texts from right to left the next token stands at the left. */
function inReadingOrder(key: string, list: HTMLElement): string {
  if (getComputedStyle(list).direction !== "rtl") return key;
  if (key === "ArrowLeft") return "ArrowRight";
  return key === "ArrowRight" ? "ArrowLeft" : key;
}

function pieceByKey(key: string, from: number, pieces: readonly TextPiece[]): number | undefined {
  switch (key) {
    case "ArrowRight":
      return from + 1;
    case "ArrowLeft":
      return from - 1;
    case "ArrowDown":
      return lineFrom(from, pieces, 1);
    case "ArrowUp":
      return lineFrom(from, pieces, -1);
    case "Home":
      return 0;
    case "End":
      return pieces.length - 1;
    default:
      return undefined;
  }
}

/** The piece after the next line break, or at the one before; else at the end of all. */
function lineFrom(from: number, pieces: readonly TextPiece[], step: -1 | 1): number {
  for (let at = from + step; at >= 0 && at < pieces.length; at += step) {
    const breaks = pieces[step === 1 ? at - 1 : at]?.text.includes("\n") === true;
    if (breaks) return at;
  }
  return step === 1 ? pieces.length - 1 : 0;
}

/** Which colour and line mean what. */
export function Legend(): VNode {
  return (
    <div class="legend">
      <span class="detail">{l10n.t("Probability of a token")}</span>
      <ul class="scale" aria-label={l10n.t("Probability of a token")}>
        {steps.map((least, step) => (
          <li key={least} class={`token step-${step}`}>
            {rangeWords(step)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function rangeWords(step: number): string {
  const least = steps[step] ?? 0;
  if (step === steps.length - 1) return l10n.t("below {0} %", 100 * (steps[step - 1] ?? 0));
  return l10n.t("from {0} %", 100 * least);
}
