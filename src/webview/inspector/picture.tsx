import { render } from "preact";
import type { VNode } from "preact";
import type { Inspection } from "../../core/inspection/inspection.js";
import { textPieces } from "../../core/inspection/text-pieces.js";
import type { Palette } from "../ui/chart/palette.js";
import { resolvedPalette } from "../ui/chart/palette.js";
import { stepOf } from "./probability.js";
import { tokenName } from "../ui/token-text.js";

const width = 960;
const margin = 16;
const head = 56;
const characterWidth = 8.4;
const lineHeight = 24;
/** More tokens than that are no picture. */
const mostPieces = 2_000;

/** The answer with its colours as an SVG that stands alone, in the colours of the theme. */
export function answerAsSvg(inspection: Inspection): string {
  const holder = document.createElement("div");
  render(<Picture inspection={inspection} palette={resolvedPalette()} />, holder);
  const text = new XMLSerializer().serializeToString(holder.querySelector("svg") ?? holder);
  render(null, holder);
  return text;
}

interface PlacedPiece {
  readonly text: string;
  readonly step: number | undefined;
  readonly x: number;
  readonly line: number;
}

function Picture({
  inspection,
  palette,
}: {
  readonly inspection: Inspection;
  readonly palette: Palette;
}): VNode {
  const placed = placedPieces(inspection);
  const lines = 1 + (placed.at(-1)?.line ?? 0);
  const height = head + lines * lineHeight + margin;
  const { record, model } = inspection;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      font-family="monospace"
      font-size="14"
    >
      <rect width={width} height={height} fill={palette.background} />
      <text x={margin} y="30" font-weight="600" fill={palette.text}>
        {`${record.file}:${record.line}, ${model}`}
      </text>
      {placed.map(({ text, step, x, line }, index) => (
        <g key={index} transform={`translate(${margin + x} ${head + line * lineHeight})`}>
          <rect
            width={Array.from(text).length * characterWidth}
            height={lineHeight - 3}
            {...fillOf(step, palette)}
          />
          <text
            y="16"
            fill={palette.text}
            textLength={Array.from(text).length * characterWidth}
            lengthAdjust="spacingAndGlyphs"
          >
            {text}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** As strong as in the page. */
const strengths = [0.4, 0.2, 0, 0.2, 0.4, 0.6] as const;

function fillOf(step: number | undefined, { lines }: Palette): object {
  const isSure = step !== undefined && step < 2;
  const strength = step === undefined ? 0 : (strengths[step] ?? 0);
  return { fill: (isSure ? lines[0] : lines[1]) ?? "none", "fill-opacity": strength };
}

function placedPieces({ generated: { tokens, text: whole } }: Inspection): readonly PlacedPiece[] {
  const placed: PlacedPiece[] = [];
  let [x, line] = [0, 0];
  for (const piece of textPieces(tokens, whole).slice(0, mostPieces)) {
    const text = tokenName(piece.text);
    const needed = Array.from(text).length * characterWidth;
    if (x > 0 && x + needed > width - 2 * margin) [x, line] = [0, line + 1];
    placed.push({ text, step: stepOf(tokens.slice(piece.start, piece.end)), x, line });
    x += needed + 2;
    if (piece.text.includes("\n")) [x, line] = [0, line + 1];
  }
  return placed;
}
