import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { RunFacts } from "../../protocol/run-page.js";
import { Chart } from "../ui/chart/chart.js";
import type { ChartContent } from "../ui/chart/drawing.js";
import { chartsAsPng, chartsAsSvg } from "../ui/chart/picture.js";
import { smoothed } from "../ui/chart/series.js";
import { epochEnds } from "./epochs.js";
import type { NumberForms } from "../ui/format.js";
import type { Looks } from "./looks.js";
import { mostSmoothing } from "./looks.js";
import { usePage } from "./page-context.js";
import type { Measure, RunLines } from "./run-lines.js";
import { linesOf } from "./run-lines.js";
import { noNumbersYet } from "./words.js";

interface CurvesProps {
  readonly facts: RunFacts;
  /** The page's run first. */
  readonly runs: readonly RunLines[];
  readonly looks: Looks;
  readonly onLooks: (looks: Looks) => void;
}

/** Loss and accuracy of the run, and of those that it is compared with. */
export function Curves(props: CurvesProps): VNode {
  const { facts, runs, looks } = props;
  const { forms } = usePage();
  const [step, setStep] = useState<number | undefined>(undefined);
  const charts = useMemo(
    () => chartsOf({ facts, runs, looks }, forms),
    [facts, runs, looks, forms],
  );
  if (charts.length === 0) return <p class="empty">{noNumbersYet(facts.status)}</p>;
  return (
    <>
      <Toolbar {...props} charts={charts} />
      <div class="charts">
        {charts.map((chart) => (
          <Chart key={chart.title} {...chart} step={step} onStep={setStep} />
        ))}
      </div>
    </>
  );
}

function chartsOf(
  { facts, runs, looks }: Pick<CurvesProps, "facts" | "looks" | "runs">,
  forms: NumberForms,
): readonly ChartContent[] {
  const marks = epochEnds(facts, runs[0]?.curve);
  const chart = (measure: Measure): ChartContent => ({
    title: titleOf(measure),
    series: smoothed(linesOf(runs, measure), looks.smoothing),
    marks,
    // A share of nothing has no place on a logarithmic axis, and one of everything needs none.
    isLogarithmic: measure === "loss" && looks.isLogarithmic,
    format: measure === "accuracy" ? forms.share : forms.number,
    formatStep: forms.count,
  });
  return [chart("loss"), chart("accuracy"), chart("reward")].filter(
    ({ series }) => series.length > 0,
  );
}

function titleOf(measure: Measure): string {
  switch (measure) {
    case "loss":
      return l10n.t("Loss");
    case "accuracy":
      return l10n.t("Accuracy");
    case "reward":
      return l10n.t("Reward");
  }
}

function Toolbar({
  facts,
  looks,
  onLooks,
  charts,
}: CurvesProps & { readonly charts: readonly ChartContent[] }): VNode {
  const { host, forms } = usePage();
  return (
    <div class="toolbar" role="group" aria-label={l10n.t("How the curves are shown")}>
      <label>
        {l10n.t("Smoothing")}
        <input
          type="range"
          min={0}
          max={mostSmoothing}
          step={0.01}
          value={looks.smoothing}
          onInput={({ currentTarget }) =>
            onLooks({ ...looks, smoothing: Number(currentTarget.value) })
          }
        />
        <output>{forms.number(looks.smoothing)}</output>
      </label>
      <label>
        <input
          type="checkbox"
          checked={looks.isLogarithmic}
          onChange={({ currentTarget }) =>
            onLooks({ ...looks, isLogarithmic: currentTarget.checked })
          }
        />
        {l10n.t("Logarithmic loss")}
      </label>
      <span class="actions">
        <button type="button" onClick={() => void host.compare()}>
          {l10n.t("Compare with…")}
        </button>
        <span class="unseen">{l10n.t("Save the curves as")}</span>
        <button type="button" onClick={() => void host.save({ kind: "csv" })}>
          CSV
        </button>
        <button
          type="button"
          onClick={() => void host.save({ kind: "svg", text: chartsAsSvg(charts, facts.id) })}
        >
          SVG
        </button>
        <button
          type="button"
          onClick={() =>
            void chartsAsPng(charts, facts.id).then((base64) => host.save({ kind: "png", base64 }))
          }
        >
          PNG
        </button>
      </span>
    </div>
  );
}
