import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { RunFacts, ShownEvent } from "../../protocol/run-page.js";
import { hasEnded } from "../../protocol/run-status.js";
import { usePage } from "./page-context.js";
import type { Stage, StageState } from "./stages.js";
import { stagesOf } from "./stages.js";
import { statusWord } from "./words.js";

interface TimelineProps {
  readonly facts: RunFacts;
  readonly events: readonly ShownEvent[];
}

/** How far the run has come, and when. */
export function Timeline({ facts, events }: TimelineProps): VNode {
  const { forms } = usePage();
  const when = (at: number | null): string =>
    at === null ? "" : forms.timeAfter(at, facts.createdAt);
  return (
    <ol class="timeline" aria-label={l10n.t("How far the run is")}>
      {stagesOf(facts, events).map((stage) => (
        <li
          key={stage.name}
          class={stage.state}
          aria-current={stage.state === "current" ? "step" : undefined}
        >
          <span class="stage">{stageTitle(stage, facts)}</span>
          <span class="detail">
            {stage.name === "upload" ? forms.time(facts.createdAt) : when(stage.at)}
          </span>
          <span class="unseen">{stateWord(stage.state)}</span>
        </li>
      ))}
    </ol>
  );
}

function stageTitle({ name }: Stage, facts: RunFacts): string {
  switch (name) {
    case "upload":
      return l10n.t("Begun");
    case "job":
      return l10n.t("Job created");
    case "validation":
      return l10n.t("Validation of the files");
    case "queue":
      return l10n.t("Queue");
    case "training":
      return l10n.t("Training");
    case "checkpoints":
      return l10n.t("Checkpoints");
    case "end":
      return hasEnded(facts) ? statusWord(facts.status) : l10n.t("End");
  }
}

function stateWord(state: StageState): string {
  switch (state) {
    case "current":
      return l10n.t("now");
    case "done":
      return l10n.t("done");
    case "stopped":
      return l10n.t("ended here");
    case "todo":
      return l10n.t("to come");
  }
}
