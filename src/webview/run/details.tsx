import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type {
  CurveColumns,
  CurveName,
  RunFacts,
  ShownEvent,
  ShownRun,
  ShownSplit,
} from "../../protocol/run-page.js";
import { curveNames } from "../../protocol/run-page.js";
import { hasEnded } from "../../protocol/run-status.js";
import { DataTable } from "../ui/data-table.js";
import type { NumberForms } from "../ui/format.js";
import { Section } from "../ui/section.js";
import { ModelUses } from "./model-uses.js";
import { usePage } from "./page-context.js";
import { evenly } from "./value-rows.js";
import { splitWord, statusWord } from "./words.js";

/** What the run is trained with: what was chosen, and what the provider uses. */
export function Hyperparameters({ facts }: { readonly facts: RunFacts }): VNode {
  const { forms } = usePage();
  const number = (value: number | null, none: string): string =>
    value === null ? none : forms.number(value);
  return (
    <Section title={l10n.t("Hyperparameters")}>
      <DataTable
        caption={l10n.t("Hyperparameters")}
        columns={[
          { title: l10n.t("Name") },
          { title: l10n.t("Chosen"), isNumber: true },
          { title: l10n.t("Used"), isNumber: true },
        ]}
        rows={[
          [<code key="name">method</code>, facts.method, facts.method],
          ...facts.hyperparameters.map(({ name, chosen, used }) => [
            <code key="name">{name}</code>,
            number(chosen, l10n.t("auto")),
            number(used, "–"),
          ]),
          [<code key="name">seed</code>, number(facts.seed, l10n.t("auto")), "–"],
          [<code key="name">suffix</code>, facts.suffix ?? "–", "–"],
        ]}
      />
    </Section>
  );
}

/** The files of the run with their hashes. */
export function Files({ splits }: { readonly splits: readonly ShownSplit[] }): VNode {
  const { host, forms } = usePage();
  return (
    <Section title={l10n.t("Dataset")}>
      <DataTable
        caption={l10n.t("Dataset")}
        columns={[
          { title: l10n.t("For") },
          { title: l10n.t("File") },
          { title: l10n.t("Records"), isNumber: true },
          { title: l10n.t("Size"), isNumber: true },
          { title: "SHA-256" },
          { title: l10n.t("At the provider") },
        ]}
        rows={splits.map((split) => [
          splitWord(split.name),
          split.sha256 === null ? (
            split.path
          ) : (
            <button
              key="open"
              type="button"
              class="link"
              onClick={() => void host.openSplit({ name: split.name })}
            >
              {split.path}
            </button>
          ),
          split.records === null ? "–" : forms.count(split.records),
          split.bytes === null ? "–" : forms.bytes(split.bytes),
          <code key="hash" class="hash">
            {split.sha256 ?? "–"}
          </code>,
          split.name === "test" ? (
            l10n.t("never sent")
          ) : (
            <code key="remote">{split.remoteId ?? "–"}</code>
          ),
        ])}
      />
    </Section>
  );
}

/** What it costs, and what came out. */
export function Outcome({ facts }: { readonly facts: RunFacts }): VNode | null {
  const { forms } = usePage();
  const { cost, costSoFar, trainedTokens, testAccuracy, endpoint } = facts;
  const rows = [
    costSoFar === null
      ? undefined
      : ([
          hasEnded(facts) ? l10n.t("Cost") : l10n.t("Cost so far"),
          l10n.t(
            "{0} (price of {1}; the provider's bill counts)",
            forms.money(costSoFar.amount, costSoFar.currency),
            costSoFar.priceOf,
          ),
        ] as const),
    cost === null
      ? undefined
      : ([
          l10n.t("Expected cost"),
          l10n.t(
            "{0} to {1} (prices of {2})",
            forms.money(cost.least, cost.currency),
            forms.money(cost.most, cost.currency),
            cost.pricesOf,
          ),
        ] as const),
    trainedTokens === null
      ? undefined
      : ([
          hasEnded(facts) ? l10n.t("Trained tokens") : l10n.t("Trained tokens so far"),
          forms.count(trainedTokens),
        ] as const),
    testAccuracy === null
      ? undefined
      : ([l10n.t("Accuracy on the test file"), forms.share(testAccuracy)] as const),
    endpoint === null ? undefined : ([l10n.t("Endpoint"), endpoint] as const),
  ].filter((row) => row !== undefined);
  if (rows.length === 0) return null;
  return (
    <Section title={l10n.t("Tokens, cost and outcome")}>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** The models on the way. */
export function Checkpoints({ facts }: { readonly facts: RunFacts }): VNode | null {
  const { forms } = usePage();
  if (facts.checkpoints.length === 0) return null;
  const names = namesToShow((name) =>
    facts.checkpoints.some(({ metrics }) => metrics[name] !== undefined),
  );
  return (
    <Section title={l10n.t("Checkpoints")}>
      <DataTable
        caption={l10n.t("Checkpoints")}
        columns={[
          { title: l10n.t("Step"), isNumber: true },
          { title: l10n.t("Model") },
          ...numberColumns(names),
          { title: "" },
        ]}
        rows={facts.checkpoints.map(({ model, step, metrics }) => [
          step === null ? "–" : forms.count(step),
          <code key="model">{model}</code>,
          ...names.map((name) => numberText(name, metrics[name], forms)),
          <ModelUses key="uses" facts={facts} model={model} />,
        ])}
      />
    </Section>
  );
}

/** What the job has told. */
export function Events({ events }: { readonly events: readonly ShownEvent[] }): VNode | null {
  const { forms } = usePage();
  if (events.length === 0) return null;
  return (
    <Section title={l10n.t("Events")}>
      <DataTable
        caption={l10n.t("Events, the newest first")}
        columns={[{ title: l10n.t("Time") }, { title: l10n.t("Event") }]}
        rows={events.toReversed().map(({ at, level, message }) => [
          forms.time(at),
          level === "info" ? (
            message
          ) : (
            <span key="message" class={level}>
              <strong>{level === "error" ? l10n.t("Error:") : l10n.t("Warning:")}</strong> {message}
            </span>
          ),
        ])}
      />
    </Section>
  );
}

/** The numbers of the curves for who would rather read them, or cannot see them. */
export function Values({ curve }: { readonly curve: CurveColumns }): VNode | null {
  const { forms } = usePage();
  const [isOpen, setOpen] = useState(false);
  if (curve.steps.length === 0) return null;
  const names = namesToShow((name) => curve[name].some((value) => value !== null));
  const indices = isOpen ? evenly(curve.steps.map((_, index) => index)) : [];
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{l10n.t("Values as a table")}</summary>
      {isOpen && indices.length < curve.steps.length && (
        <p>
          {l10n.t(
            "{0} of {1} steps, evenly taken; the CSV has all of them.",
            forms.count(indices.length),
            forms.count(curve.steps.length),
          )}
        </p>
      )}
      {isOpen && (
        <DataTable
          caption={l10n.t("Numbers by step")}
          columns={[{ title: l10n.t("Step"), isNumber: true }, ...numberColumns(names)]}
          rows={indices.map((index) => [
            forms.count(curve.steps[index] ?? 0),
            ...names.map((name) => numberText(name, curve[name][index], forms)),
          ])}
        />
      )}
    </details>
  );
}

/** The runs that are laid over this one. */
export function Compared({ runs }: { readonly runs: readonly ShownRun[] }): VNode | null {
  const { host } = usePage();
  if (runs.length === 0) return null;
  return (
    <Section title={l10n.t("Compared with")}>
      <ul class="compared">
        {runs.map((run) => {
          const name = run.kind === "run" ? run.facts.id : run.name;
          return (
            <li key={run.file}>
              <span>{name}</span>
              <span class="detail">
                {run.kind === "run" ? statusWord(run.facts.status) : l10n.t("cannot be read")}
              </span>
              <button
                type="button"
                aria-label={l10n.t("Leave out {0}", name)}
                onClick={() => void host.leaveOut({ file: run.file })}
              >
                {l10n.t("Leave out")}
              </button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** Losses and accuracies, and rewards where there are any: only reinforcement has them. */
function namesToShow(hasValues: (name: CurveName) => boolean): readonly CurveName[] {
  return curveNames.filter((name) => !name.endsWith("Reward") || hasValues(name));
}

function numberColumns(
  names: readonly CurveName[],
): readonly { readonly title: string; readonly isNumber: true }[] {
  return names.map((name) => ({ title: curveWord(name), isNumber: true }));
}

function curveWord(name: CurveName): string {
  switch (name) {
    case "trainingLoss":
      return l10n.t("Training loss");
    case "validationLoss":
      return l10n.t("Validation loss");
    case "trainingAccuracy":
      return l10n.t("Training accuracy");
    case "validationAccuracy":
      return l10n.t("Validation accuracy");
    case "trainingReward":
      return l10n.t("Training reward");
    case "validationReward":
      return l10n.t("Validation reward");
  }
}

function numberText(name: CurveName, value: number | null | undefined, forms: NumberForms): string {
  if (value === null || value === undefined) return "–";
  return name.endsWith("Accuracy") ? forms.share(value) : forms.number(value);
}
