import type { VNode } from "preact";
import type { Palette } from "./palette.js";
import type { Scale } from "./scale.js";
import { exactScale, extentOf, logScale, roundScale } from "./scale.js";
import type { DrawnSeries } from "./series.js";
import { nearest } from "./series.js";
import { thin } from "./thin.js";

/** What a chart shows. */
export interface ChartContent {
  readonly title: string;
  readonly series: readonly DrawnSeries[];
  /** Steps that are marked by a line across the chart. */
  readonly marks: readonly number[];
  readonly isLogarithmic: boolean;
  /** How values are written. */
  readonly format: (value: number) => string;
  readonly formatStep: (step: number) => string;
}

/** How a chart is drawn. */
export interface DrawingStyle {
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  /** The step that is pointed at. */
  readonly step?: number | undefined;
}

const margin = { top: 8, right: 12, bottom: 24, left: 52 } as const;
/** A tick of each axis takes about so many pixels. */
const tickWidth = 80;
const tickHeight = 36;
const mostMarks = 60;
const fontSize = 11;

/** The places of a chart's values, in pixels. */
export interface Frame {
  readonly across: Scale;
  readonly up: Scale;
  x(step: number): number;
  /** `undefined` for what a logarithmic axis has no place for. */
  y(value: number): number | undefined;
}

/** The frame of a chart; `undefined` where it has nothing to show. */
export function frameOf(
  { series, isLogarithmic }: Pick<ChartContent, "isLogarithmic" | "series">,
  { width, height }: Pick<DrawingStyle, "height" | "width">,
): Frame | undefined {
  const steps = extentOf(series.map((line) => line.steps));
  const drawn = series.flatMap(({ values, raw }) => (raw === undefined ? [values] : [values, raw]));
  const positive = isLogarithmic ? drawn.map((values) => values.filter((v) => v > 0)) : drawn;
  const values = extentOf(positive);
  if (steps === undefined || values === undefined) return undefined;
  const [innerWidth, innerHeight] = [
    Math.max(1, width - margin.left - margin.right),
    Math.max(1, height - margin.top - margin.bottom),
  ];
  const across = exactScale(steps, innerWidth / tickWidth);
  const up = (isLogarithmic ? logScale : roundScale)(values, innerHeight / tickHeight);
  return {
    across,
    up,
    x: (step) => margin.left + innerWidth * (across.place(step) ?? 0),
    y(value) {
      const place = up.place(value);
      return place === undefined ? undefined : margin.top + innerHeight * (1 - place);
    },
  };
}

/** The step at a place from the left of a chart, in pixels. */
export function stepAt(series: readonly DrawnSeries[], place: number, width: number): number {
  const { least, most } = extentOf(series.map(({ steps }) => steps)) ?? { least: 0, most: 0 };
  const share = (place - margin.left) / Math.max(1, width - margin.left - margin.right);
  return least + Math.min(1, Math.max(0, share)) * (most - least);
}

/** The chart as SVG. All colours come from the palette, so that it can also leave the page. */
export function Drawing(props: ChartContent & DrawingStyle): VNode {
  const { width, height, series, palette, step } = props;
  const frame = frameOf(props, props);
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      font-family={palette.font}
      font-size={fontSize}
      aria-hidden="true"
    >
      {frame && <Axes {...props} frame={frame} />}
      {frame &&
        series.map((line, index) => (
          <Line key={index} line={line} frame={frame} palette={palette} width={width} />
        ))}
      {frame && step !== undefined && <Crosshair {...props} frame={frame} step={step} />}
    </svg>
  );
}

function Axes({
  frame,
  width,
  height,
  palette,
  marks,
  format,
  formatStep,
}: ChartContent & DrawingStyle & { readonly frame: Frame }): VNode {
  const bottom = height - margin.bottom;
  return (
    <g>
      {frame.up.ticks.map((value) => (
        <g key={`y${value}`}>
          <line
            x1={margin.left}
            x2={width - margin.right}
            y1={frame.y(value)}
            y2={frame.y(value)}
            stroke={palette.grid}
          />
          <text
            x={margin.left - 6}
            y={frame.y(value)}
            dy="0.32em"
            text-anchor="end"
            fill={palette.quiet}
          >
            {format(value)}
          </text>
        </g>
      ))}
      {frame.across.ticks.map((step) => (
        <text
          key={`x${step}`}
          x={frame.x(step)}
          y={bottom + 16}
          text-anchor="middle"
          fill={palette.quiet}
        >
          {formatStep(step)}
        </text>
      ))}
      {marks.slice(0, mostMarks).map((step) => (
        <line
          key={`m${step}`}
          class="epoch"
          x1={frame.x(step)}
          x2={frame.x(step)}
          y1={margin.top}
          y2={bottom}
          stroke={palette.quiet}
          stroke-dasharray="1 3"
        />
      ))}
    </g>
  );
}

interface LineProps {
  readonly line: DrawnSeries;
  readonly frame: Frame;
  readonly palette: Palette;
  readonly width: number;
}

function Line({ line, frame, palette, width }: LineProps): VNode {
  const colour = palette.lines[line.colour % palette.lines.length];
  const { steps, values, raw } = line;
  return (
    <g fill="none" stroke={colour} stroke-width="1.75" stroke-linejoin="round">
      {raw && (
        <path
          d={pathOf({ steps, values: raw }, frame, width)}
          stroke-opacity="0.3"
          stroke-width="1"
        />
      )}
      <path
        class={line.isSparse ? "sparse" : "dense"}
        d={pathOf(line, frame, width)}
        {...(line.isSparse && { "stroke-dasharray": "5 4" })}
      />
      {(line.isSparse && steps.length <= mostMarks) || steps.length === 1 ? (
        <g fill={palette.background}>
          {steps.map((step, index) => (
            <Mark key={step} kind={line.colour} x={frame.x(step)} y={frame.y(values[index] ?? 0)} />
          ))}
        </g>
      ) : null}
    </g>
  );
}

function pathOf(
  { steps, values }: Pick<DrawnSeries, "steps" | "values">,
  frame: Frame,
  width: number,
): string {
  let isDown = false;
  return thin(steps, values, Math.ceil(width))
    .map((index) => {
      const y = frame.y(values[index] ?? 0);
      // A number without a place on the axis leaves a gap.
      const command = y === undefined ? "" : isDown ? "L" : "M";
      isDown = y !== undefined;
      return y === undefined
        ? ""
        : `${command}${frame.x(steps[index] ?? 0).toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}

const radius = 3.5;

/** Runs have marks of different shapes: colours alone are not for everybody. */
const shapes: readonly ((x: number, y: number) => string)[] = [
  (x, y) =>
    `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`,
  (x, y) => `M${x - radius} ${y - radius}h${2 * radius}v${2 * radius}h${-2 * radius}Z`,
  (x, y) => `M${x} ${y - radius}l${radius} ${2 * radius}h${-2 * radius}Z`,
  (x, y) =>
    `M${x} ${y - radius - 1}l${radius + 1} ${radius + 1}l${-radius - 1} ${radius + 1}l${-radius - 1} ${-radius - 1}Z`,
  (x, y) => `M${x} ${y + radius}l${radius} ${-2 * radius}h${-2 * radius}Z`,
  (x, y) => `M${x - radius} ${y}h${2 * radius}M${x} ${y - radius}v${2 * radius}`,
];

/** The mark of a line at a place. */
export function Mark({
  kind,
  x,
  y,
}: {
  readonly kind: number;
  readonly x: number;
  readonly y: number | undefined;
}): VNode | null {
  const shape = shapes[kind % shapes.length];
  if (y === undefined || shape === undefined) return null;
  return <path d={shape(x, y)} />;
}

function Crosshair({
  frame,
  step,
  height,
  series,
  palette,
}: ChartContent & DrawingStyle & { readonly frame: Frame; readonly step: number }): VNode {
  return (
    <g class="crosshair">
      <line
        x1={frame.x(step)}
        x2={frame.x(step)}
        y1={margin.top}
        y2={height - margin.bottom}
        stroke={palette.text}
      />
      {series.map((line, index) => {
        const at = nearest(line.steps, step);
        const [x, y] =
          at === undefined ? [0] : [line.steps[at] ?? 0, frame.y(line.values[at] ?? 0)];
        return (
          y !== undefined && (
            <circle
              key={index}
              cx={frame.x(x)}
              cy={y}
              r={4}
              fill={palette.lines[line.colour % palette.lines.length]}
              stroke={palette.background}
            />
          )
        );
      })}
    </g>
  );
}
