import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { ShownRun } from "../../protocol/run-page.js";
import { Curves } from "./curves.js";
import {
  Checkpoints,
  Compared,
  Events,
  Files,
  Hyperparameters,
  Outcome,
  Values,
} from "./details.js";
import { Head } from "./head.js";
import type { Looks } from "./looks.js";
import { usePage } from "./page-context.js";
import type { RunLines } from "./run-lines.js";
import type { RunModel } from "./run-model.js";
import { Timeline } from "./timeline.js";
import { actionWord } from "./words.js";

interface PageProps {
  readonly model: RunModel;
  readonly looks: Looks;
  readonly onLooks: (looks: Looks) => void;
}

/** The whole page, whatever is known. */
export function Page(props: PageProps): VNode {
  const [run] = props.model.runs;
  if (run === undefined) return <p class="empty">{l10n.t("Reading the run…")}</p>;
  if (run.kind === "unreachable") return <Unreachable run={run} />;
  if (run.kind !== "run") return <Unreadable run={run} />;
  return <RunView {...props} run={run} />;
}

function RunView({
  model,
  looks,
  onLooks,
  run,
}: PageProps & { readonly run: ShownRun & { readonly kind: "run" } }): VNode {
  const { facts } = run;
  const lines = useMemo(() => linesIn(model), [model]);
  const curve = model.curves.get(run.file);
  return (
    <main>
      <Head facts={facts} />
      <Timeline facts={facts} events={run.events} />
      <Curves facts={facts} runs={lines} looks={looks} onLooks={onLooks} />
      {curve && <Values curve={curve} />}
      <Compared runs={model.runs.slice(1)} />
      <Outcome facts={facts} />
      <Hyperparameters facts={facts} />
      <Files splits={facts.splits} />
      <Checkpoints facts={facts} />
      <Events events={run.events} />
    </main>
  );
}

function linesIn({ runs, curves }: RunModel): readonly RunLines[] {
  return runs.flatMap((run) => {
    const curve = curves.get(run.file);
    return run.kind === "run" && curve !== undefined ? [{ name: run.facts.id, curve }] : [];
  });
}

function Unreachable({
  run: { name, reason, needsKey },
}: {
  readonly run: ShownRun & { readonly kind: "unreachable" };
}): VNode {
  const { host } = usePage();
  const actions = needsKey ? (["signIn", "look"] as const) : (["look"] as const);
  return (
    <main>
      <h1>{name}</h1>
      <div class="failure" role="alert">
        <p>{reason}</p>
        {actions.map((action) => (
          <button key={action} type="button" onClick={() => void host.act({ action })}>
            {actionWord(action)}
          </button>
        ))}
      </div>
    </main>
  );
}

function Unreadable({
  run,
}: {
  readonly run: ShownRun & { readonly kind: "broken" | "missing" };
}): VNode {
  const { host } = usePage();
  return (
    <main>
      <h1>{run.name}</h1>
      <div class="failure" role="alert">
        {run.kind === "missing" ? (
          <p>
            {l10n.t(
              "The file of this run is no longer there. The page shows it again as soon as it is back, for example from version control.",
            )}
          </p>
        ) : (
          <>
            <p>
              {l10n.t(
                "The file of this run cannot be read: it is not a run file of a version that is known, or it was changed by hand.",
              )}
            </p>
            <button type="button" onClick={() => void host.openRunFile()}>
              {l10n.t("Open the run file")}
            </button>
          </>
        )}
      </div>
    </main>
  );
}
