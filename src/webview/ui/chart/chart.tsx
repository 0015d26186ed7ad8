import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ChartContent } from "./drawing.js";
import { Drawing, Mark, stepAt } from "./drawing.js";
import { themePalette } from "./palette.js";
import { extentOf } from "./scale.js";
import type { DrawnSeries } from "./series.js";
import { nearest } from "./series.js";

interface ChartProps extends ChartContent {
  /** The step that is pointed at, here or in another chart. */
  readonly step: number | undefined;
  readonly onStep: (step: number | undefined) => void;
}

const height = 240;
/** How far the page keys move, as a share of all steps. */
const pageShare = 0.1;

/** A chart with a legend that says the values at the step that is pointed at, else the last ones. */
export function Chart(props: ChartProps): VNode {
  const { title, series, step, onStep, format } = props;
  const [width, box] = useWidth();
  const pointAt = (event: PointerEvent): void => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    onStep(nearestStep(series, stepAt(series, event.clientX - left, width)));
  };
  return (
    <figure class="chart">
      <figcaption>
        <h3>{title}</h3>
      </figcaption>
      <Legend series={series} step={step} format={format} />
      <div
        ref={box}
        class="plot"
        onPointerMove={pointAt}
        onPointerDown={pointAt}
        onPointerLeave={() => onStep(undefined)}
        onBlur={() => onStep(undefined)}
        onKeyDown={(event) => {
          const next = stepForKey(event.key, series, step);
          if (next === undefined) return;
          event.preventDefault();
          onStep(next);
        }}
        {...accessibleNames(props)}
      >
        {width > 0 && (
          <Drawing {...props} width={width} height={height} palette={themePalette} step={step} />
        )}
      </div>
    </figure>
  );
}

/** For screen readers a chart is a slider over its steps, which says their values. */
function accessibleNames({ title, series, step, format, formatStep }: ChartProps): object {
  const extent = extentOf(series.map(({ steps }) => steps));
  if (extent === undefined) return {};
  const now = step ?? extent.most;
  const values = series.map((line) => `${line.label} ${valueAt(line, now, format)}`).join(", ");
  return {
    tabIndex: 0,
    role: "slider",
    "aria-label": l10n.t("{0}: values at a step; arrow keys move", title),
    "aria-valuemin": extent.least,
    "aria-valuemax": extent.most,
    "aria-valuenow": now,
    "aria-valuetext": l10n.t("Step {0}: {1}", formatStep(now), values),
  };
}

interface LegendProps extends Pick<ChartProps, "format" | "series" | "step"> {}

function Legend({ series, step, format }: LegendProps): VNode {
  return (
    <ul class="legend">
      {series.map((line) => (
        <li key={line.label}>
          <Sample line={line} />
          <span class="label">{line.label}</span>
          <span class="value">{valueAt(line, step ?? Infinity, format)}</span>
        </li>
      ))}
    </ul>
  );
}

function Sample({ line }: { readonly line: DrawnSeries }): VNode {
  const colour = themePalette.lines[line.colour % themePalette.lines.length];
  return (
    <svg width="28" height="12" aria-hidden="true" fill="none" stroke={colour} stroke-width="1.75">
      <path d="M0 6H28" {...(line.isSparse && { "stroke-dasharray": "5 4" })} />
      {line.isSparse && (
        <g fill={themePalette.background}>
          <Mark kind={line.colour} x={14} y={6} />
        </g>
      )}
    </svg>
  );
}

function valueAt(
  { steps, values }: DrawnSeries,
  step: number,
  format: (value: number) => string,
): string {
  const index = step === Infinity ? steps.length - 1 : nearest(steps, step);
  const value = index === undefined ? undefined : values[index];
  return value === undefined ? "–" : format(value);
}

function nearestStep(series: readonly DrawnSeries[], step: number): number | undefined {
  const near = series.flatMap(({ steps }) => {
    const index = nearest(steps, step);
    const found = index === undefined ? undefined : steps[index];
    return found === undefined ? [] : [found];
  });
  return near.toSorted((a, b) => Math.abs(a - step) - Math.abs(b - step))[0];
}

/** Where a key moves to; `undefined` for keys that do not move. */
function stepForKey(
  key: string,
  series: readonly DrawnSeries[],
  step: number | undefined,
): number | undefined {
  const longest = series.toSorted((a, b) => b.steps.length - a.steps.length)[0];
  if (longest === undefined || longest.steps.length === 0) return undefined;
  const { steps } = longest;
  const last = steps.length - 1;
  const now = step === undefined ? last : (nearest(steps, step) ?? last);
  const page = Math.max(1, Math.round(pageShare * steps.length));
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: now - 1,
    ArrowDown: now - 1,
    ArrowRight: now + 1,
    ArrowUp: now + 1,
    PageDown: now - page,
    PageUp: now + page,
    Home: 0,
    End: last,
  };
  const target = moves[key];
  return target === undefined ? undefined : steps[Math.min(last, Math.max(0, target))];
}

/** The width of an element, now and whenever it changes. */
function useWidth(): readonly [number, { current: HTMLDivElement | null }] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    setWidth(element.clientWidth);
    return () => observer.disconnect();
  }, []);
  return [width, box];
}
