import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { ScoresState, ScoresView } from "../../protocol/scores-page.js";
import { tokenName } from "../ui/token-text.js";
import { usePage } from "./page-context.js";

/** In which order records are listed, and which of them. */
export function Filters({ state }: { readonly state: ScoresState }): VNode {
  const { host, forms } = usePage();
  const { view, rows, summary } = state;
  const isLabelled = summary !== null && summary.classification !== null;
  const change = (part: Partial<ScoresView>): void => void host.setView({ ...view, ...part });
  return (
    <div class="filters">
      <label>
        {l10n.t("Order")}{" "}
        <select
          value={view.order}
          onChange={({ currentTarget }) => change({ order: orderOf(currentTarget.value) })}
        >
          <option value="surprise">{l10n.t("Most surprising first")}</option>
          {isLabelled && (
            <>
              <option value="wrongness">{l10n.t("Surest of another label first")}</option>
              <option value="margin">{l10n.t("Least decided first")}</option>
            </>
          )}
          <option value="line">{l10n.t("As in the file")}</option>
        </select>
      </label>
      {isLabelled && <LabelFilters state={state} change={change} />}
      <span role="status" class="detail">
        {rows === 1 ? l10n.t("1 record") : l10n.t("{0} records", forms.count(rows))}
      </span>
    </div>
  );
}

function LabelFilters({
  state: { view, labels, findings },
  change,
}: {
  readonly state: ScoresState;
  readonly change: (part: Partial<ScoresView>) => void;
}): VNode {
  const { host, forms } = usePage();
  return (
    <>
      <label>
        {l10n.t("Label")}{" "}
        <select
          value={view.label === null ? "" : `=${view.label}`}
          onChange={({ currentTarget: { value } }) =>
            change({ label: value === "" ? null : value.slice(1) })
          }
        >
          <option value="">{l10n.t("any")}</option>
          {labels.map((label) => (
            <option key={label} value={`=${label}`}>
              {tokenName(label)}
            </option>
          ))}
        </select>
      </label>
      <label class="choice">
        <input
          type="checkbox"
          checked={view.onlyWrong}
          onChange={({ currentTarget }) => change({ onlyWrong: currentTarget.checked })}
        />
        {l10n.t("Only where the model says another label")}
      </label>
      <label class="choice">
        <input
          type="checkbox"
          checked={findings.isOn}
          onChange={({ currentTarget }) => void host.mark({ isOn: currentTarget.checked })}
        />
        {l10n.t(
          "Mark in the editor where it is at least 90 % sure ({0})",
          forms.count(findings.count),
        )}
      </label>
    </>
  );
}

const orders = ["line", "margin", "surprise", "wrongness"] as const;

function orderOf(value: string): ScoresView["order"] {
  return orders.find((order) => order === value) ?? "surprise";
}
