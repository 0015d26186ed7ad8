import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { RunFacts } from "../../protocol/run-page.js";
import type { RunStatus } from "../../protocol/run-status.js";
import { hasEnded } from "../../protocol/run-status.js";
import { usePage } from "./page-context.js";
import { statusWord } from "./words.js";

type StageState = "current" | "done" | "stopped" | "todo";

/** The stages of a run in their order; a status belongs to one of them. */
const stageOf: Readonly<Record<RunStatus, number | undefined>> = {
  uploading: 0,
  creating: 1,
  queued: 1,
  running: 2,
  paused: 2,
  succeeded: 3,
  failed: undefined,
  cancelled: undefined,
  unknown: undefined,
};

/** How far the run has come, and when. */
export function Timeline({ facts }: { readonly facts: RunFacts }): VNode {
  const { forms } = usePage();
  const reached = stageOf[facts.status] ?? lastStage(facts);
  const stages = [
    { title: l10n.t("Upload"), detail: forms.time(facts.createdAt) },
    { title: l10n.t("Job"), detail: facts.job ?? "" },
    {
      title: l10n.t("Training"),
      detail: facts.step === null ? "" : l10n.t("step {0}", forms.count(facts.step)),
    },
    {
      title: hasEnded(facts) ? statusWord(facts.status) : l10n.t("End"),
      detail: facts.finishedAt === null ? "" : forms.time(facts.finishedAt),
    },
  ];
  return (
    <ol class="timeline" aria-label={l10n.t("How far the run is")}>
      {stages.map(({ title, detail }, index) => {
        const state = stageState(index, reached, facts.status);
        return (
          <li key={index} class={state} aria-current={state === "current" ? "step" : undefined}>
            <span class="stage">{title}</span>
            <span class="detail">{detail}</span>
            <span class="unseen">{stateWord(state)}</span>
          </li>
        );
      })}
    </ol>
  );
}

const lastIndex = 3;

/** The stage in which a run was that came to no good end. */
function lastStage({ job, step }: RunFacts): number {
  if (step !== null) return 2;
  return job === null ? 0 : 1;
}

function stageState(index: number, reached: number, status: RunStatus): StageState {
  const isStopped = hasEnded({ status }) && status !== "succeeded";
  if (isStopped && index === lastIndex) return "stopped";
  if (index < reached || status === "succeeded") return "done";
  if (index > reached) return "todo";
  return isStopped ? "stopped" : "current";
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
