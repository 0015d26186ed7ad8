import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { mostSurprise } from "../../core/inspection/score-fact.js";
import type { SurpriseHistogram } from "../../core/inspection/score-table.js";
import type { ScoresView } from "../../protocol/scores-page.js";
import { usePage } from "./page-context.js";

interface HistogramProps {
  readonly histogram: SurpriseHistogram;
  readonly view: ScoresView;
}

/** How many records have how much surprise. A bar, or some beside one another, choose the records below. */
export function Histogram({ histogram, view }: HistogramProps): VNode {
  const { host, forms } = usePage();
  const { width, counts } = histogram;
  const bars = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(0);
  const [anchor, setAnchor] = useState(0);
  const most = Math.max(1, ...counts);
  const choose = (from: number, to: number): void => {
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    const below = last === counts.length - 1 ? 2 * mostSurprise : (last + 1) * width;
    void host.setView({ ...view, surprise: [first * width, below] });
  };
  const pick = (part: number, extends_: boolean): void => {
    if (!extends_) setAnchor(part);
    setFocused(part);
    choose(extends_ ? anchor : part, part);
  };
  const walk = (event: KeyboardEvent): void => {
    const to = nextPart(event.key, focused, counts.length);
    if (to === undefined) return;
    event.preventDefault();
    setFocused(to);
    bars.current?.querySelectorAll("button")[to]?.focus();
    if (event.shiftKey) choose(anchor, to);
  };
  const chosen = chosenParts(histogram, view);
  return (
    <div class="histogram">
      <Explanation />
      <div
        class="bars"
        role="group"
        aria-label={l10n.t("Records by surprise")}
        ref={bars}
        onKeyDown={walk}
      >
        {counts.map((count, part) => (
          <button
            key={part}
            type="button"
            tabIndex={part === focused ? 0 : -1}
            aria-pressed={chosen(part)}
            aria-label={partName(part, histogram, forms.count(count))}
            title={partName(part, histogram, forms.count(count))}
            onClick={({ shiftKey }) => pick(part, shiftKey)}
            onPointerEnter={({ buttons }) => buttons === 1 && pick(part, true)}
            onPointerDown={({ shiftKey }) => !shiftKey && setAnchor(part)}
          >
            <span style={{ blockSize: count === 0 ? "0" : `max(2px, ${(100 * count) / most}%)` }} />
          </button>
        ))}
      </div>
      <Axis most={counts.length * width} />
      {view.surprise !== null && <ChosenRange range={view.surprise} view={view} />}
    </div>
  );
}

function Explanation(): VNode {
  return (
    <p class="detail">
      {l10n.t(
        "How unlikely the model finds the records' own completions: nats for each token, 0 for what it is certain of. Choose a bar, or several with Shift, to list only its records.",
      )}
    </p>
  );
}

function Axis({ most }: { readonly most: number }): VNode {
  return (
    <div class="axis" aria-hidden="true">
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <span key={share}>{shortNumber(share * most)}</span>
      ))}
    </div>
  );
}

function ChosenRange({
  range,
  view,
}: {
  readonly range: readonly [number, number];
  readonly view: ScoresView;
}): VNode {
  const { host } = usePage();
  return (
    <p>
      <span role="status">{rangeWords(range)}</span>{" "}
      <button
        type="button"
        class="link"
        onClick={() => void host.setView({ ...view, surprise: null })}
      >
        {l10n.t("List all")}
      </button>
    </p>
  );
}

function nextPart(key: string, from: number, length: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return Math.min(length - 1, from + 1);
    case "ArrowLeft":
      return Math.max(0, from - 1);
    case "Home":
      return 0;
    case "End":
      return length - 1;
    default:
      return undefined;
  }
}

function chosenParts(
  { width }: SurpriseHistogram,
  { surprise }: ScoresView,
): (part: number) => boolean {
  if (surprise === null) return () => false;
  const [least, below] = surprise;
  // The middle, so that no rounding matters.
  return (part) => (part + 0.5) * width >= least && (part + 0.5) * width < below;
}

function partName(part: number, { width, counts }: SurpriseHistogram, count: string): string {
  const [from, to] = [shortNumber(part * width), shortNumber((part + 1) * width)];
  return part === counts.length - 1
    ? l10n.t("{0} nats and more: {1} records", from, count)
    : l10n.t("{0} to {1} nats: {2} records", from, to, count);
}

function rangeWords([least, below]: readonly [number, number]): string {
  return below > mostSurprise
    ? l10n.t("Listed: {0} nats and more.", shortNumber(least))
    : l10n.t("Listed: {0} to {1} nats.", shortNumber(least), shortNumber(below));
}

/** Sums of tenths have tails. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}
