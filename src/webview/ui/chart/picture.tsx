import { render } from "preact";
import type { VNode } from "preact";
import { svgAsPng } from "../svg-as-png.js";
import type { ChartContent } from "./drawing.js";
import { Drawing, Mark } from "./drawing.js";
import type { Palette } from "./palette.js";
import { resolvedPalette } from "./palette.js";

const width = 960;
const chartHeight = 300;
const headHeight = 56;
const legendStep = 220;

/** Charts one below the other as an SVG that stands alone, in the colours of the theme. */
export function chartsAsSvg(charts: readonly ChartContent[], heading: string): string {
  const holder = document.createElement("div");
  render(<Picture charts={charts} heading={heading} palette={resolvedPalette()} />, holder);
  const text = new XMLSerializer().serializeToString(holder.querySelector("svg") ?? holder);
  render(null, holder);
  return text;
}

/** The same as the bytes of a PNG, in base 64. */
export function chartsAsPng(charts: readonly ChartContent[], heading: string): Promise<string> {
  return svgAsPng(chartsAsSvg(charts, heading));
}

interface PictureProps {
  readonly charts: readonly ChartContent[];
  readonly heading: string;
  readonly palette: Palette;
}

function Picture({ charts, heading, palette }: PictureProps): VNode {
  const full = chartHeight + headHeight;
  const height = 36 + charts.length * full;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      font-family={palette.font}
      font-size="12"
    >
      <rect width={width} height={height} fill={palette.background} />
      <text x="12" y="24" font-size="14" font-weight="600" fill={palette.text}>
        {heading}
      </text>
      {charts.map((chart, index) => (
        <g key={chart.title} transform={`translate(0 ${36 + index * full})`}>
          <text x="12" y="20" font-weight="600" fill={palette.text}>
            {chart.title}
          </text>
          <Names chart={chart} palette={palette} />
          <g transform={`translate(0 ${headHeight})`}>
            <Drawing {...chart} width={width} height={chartHeight} palette={palette} />
          </g>
        </g>
      ))}
    </svg>
  );
}

function Names({
  chart,
  palette,
}: {
  readonly chart: ChartContent;
  readonly palette: Palette;
}): VNode {
  return (
    <g>
      {chart.series.map((line, index) => (
        <g key={line.label} transform={`translate(${12 + index * legendStep} 40)`}>
          <g
            fill="none"
            stroke={palette.lines[line.colour % palette.lines.length]}
            stroke-width="2"
          >
            <path d="M0 0H28" {...(line.isSparse && { "stroke-dasharray": "5 4" })} />
            {line.isSparse && (
              <g fill={palette.background}>
                <Mark kind={line.colour} x={14} y={0} />
              </g>
            )}
          </g>
          <text x="34" dy="0.32em" fill={palette.text}>
            {line.label}
          </text>
        </g>
      ))}
    </g>
  );
}
