import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { ModelUse, RunFacts } from "../../protocol/run-page.js";
import { modelUses } from "../../protocol/run-page.js";
import { usePage } from "./page-context.js";

/** What can be done with a model or checkpoint of the run. */
export function ModelUses({
  facts,
  model,
}: {
  readonly facts: RunFacts;
  readonly model: string;
}): VNode {
  const { host } = usePage();
  const uses = modelUses.filter((use) => canBeUsed(facts, use));
  return (
    <span class="uses" role="group" aria-label={l10n.t("What to do with {0}", model)}>
      <button type="button" onClick={() => void host.copy({ text: model })}>
        {l10n.t("Copy id")}
      </button>
      {uses.map((use) => (
        <button key={use} type="button" onClick={() => void host.useModel({ model, use })}>
          {useWord(use)}
        </button>
      ))}
    </span>
  );
}

function canBeUsed({ provider, remote }: RunFacts, use: ModelUse): boolean {
  // Code needs the marks of the training data, a test its test file: only runs know them.
  if (remote !== null) return use === "further";
  // Only what trains here can be tested without sending the test file anywhere.
  return use !== "test" || provider === "local";
}

function useWord(use: ModelUse): string {
  switch (use) {
    case "code":
      return l10n.t("Copy as code…");
    case "further":
      return l10n.t("Tune further…");
    case "test":
      return l10n.t("Test…");
  }
}
