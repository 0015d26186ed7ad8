import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { RunAction, RunFacts } from "../../protocol/run-page.js";
import type { RunStatus } from "../../protocol/run-status.js";
import { hasEnded } from "../../protocol/run-status.js";
import { usePage } from "./page-context.js";
import { ModelUses } from "./model-uses.js";
import { actionWord, advice, isAboutKey, statusWord } from "./words.js";

/** What the run is and how it stands. */
export function Head({ facts }: { readonly facts: RunFacts }): VNode {
  const { host, forms } = usePage();
  return (
    <header>
      <div class="title">
        <h1>{facts.id}</h1>
        <span class={`status ${facts.status}`} role="status">
          {statusWord(facts.status)}
        </span>
      </div>
      <p class="summary">
        <span>{facts.providerTitle}</span>
        <span>{facts.baseModel}</span>
        {facts.jobStatus !== null && !sameWord(facts.jobStatus, facts.status) && (
          <span>{l10n.t("the provider says “{0}”", facts.jobStatus)}</span>
        )}
        <Elapsed facts={facts} />
        {facts.trainedTokens !== null && (
          <span>{l10n.t("{0} trained tokens", forms.count(facts.trainedTokens))}</span>
        )}
        {facts.remote === null && (
          <button type="button" class="link" onClick={() => void host.openRunFile()}>
            {l10n.t("Run file")}
          </button>
        )}
      </p>
      <Remote facts={facts} />
      <Failure facts={facts} />
      <Progress facts={facts} />
      <Actions facts={facts} />
      {facts.model !== null && <ResultModel facts={facts} model={facts.model} />}
    </header>
  );
}

const tickMs = 1_000;

function Elapsed({ facts }: { readonly facts: RunFacts }): VNode {
  const { forms } = usePage();
  const [now, setNow] = useState(Date.now);
  const isOver = facts.finishedAt !== null || hasEnded(facts);
  useEffect(() => {
    if (isOver) return undefined;
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [isOver]);
  if (!isOver) return <span>{l10n.t("{0} so far", forms.duration(now - facts.createdAt))}</span>;
  if (facts.finishedAt === null) return <span>{forms.time(facts.createdAt)}</span>;
  return <span>{forms.duration(facts.finishedAt - facts.createdAt)}</span>;
}

function Failure({ facts }: { readonly facts: RunFacts }): VNode | null {
  const todo = advice(facts);
  if (facts.error === null && todo === undefined) return null;
  return (
    <div class="failure" role="alert">
      {facts.error !== null && (
        <p>
          {facts.error.message} {facts.error.code !== "" && <code>{facts.error.code}</code>}
        </p>
      )}
      {todo !== undefined && <p>{todo}</p>}
    </div>
  );
}

/** That nothing of a job is kept, and why it cannot be asked for where that is so. */
function Remote({ facts: { remote, providerTitle } }: { readonly facts: RunFacts }): VNode | null {
  if (remote === null) return null;
  return (
    <>
      <p class="detail">
        {l10n.t(
          "This job was not begun in this workspace. {0} is asked for it while this page is open, and nothing is kept.",
          providerTitle,
        )}
      </p>
      {remote.trouble !== null && (
        <div class="failure" role="alert">
          <p>{remote.trouble}</p>
        </div>
      )}
    </>
  );
}

function Progress({ facts }: { readonly facts: RunFacts }): VNode | null {
  const { forms } = usePage();
  const { step, totalSteps } = facts;
  if (hasEnded(facts) || step === null || totalSteps === null || totalSteps <= 0) return null;
  const share = Math.min(1, step / totalSteps);
  return (
    <div class="progress">
      <progress max={1} value={share} aria-label={l10n.t("Training")} />
      <span>
        {l10n.t(
          "Step {0} of {1} ({2})",
          forms.count(step),
          forms.count(totalSteps),
          forms.share(share),
        )}
      </span>
    </div>
  );
}

/** What a person can do with the run as it stands. */
function Actions({ facts }: { readonly facts: RunFacts }): VNode {
  const { host } = usePage();
  const actions = facts.remote === null ? runActions(facts) : jobActions(facts);
  return (
    <p class="actions" role="group" aria-label={l10n.t("What to do with the run")}>
      {actions.map((action) => (
        <button key={action} type="button" onClick={() => void host.act({ action })}>
          {actionWord(action)}
        </button>
      ))}
    </p>
  );
}

function runActions(facts: RunFacts): readonly RunAction[] {
  return hasEnded(facts) ? endedActions(facts) : ["cancel"];
}

function jobActions(facts: RunFacts): readonly RunAction[] {
  return hasEnded(facts) ? ["follow"] : ["follow", "cancel", "look"];
}

function endedActions({ error }: RunFacts): readonly RunAction[] {
  return isAboutKey(error?.code ?? "") ? ["signIn", "again"] : ["again"];
}

function ResultModel({
  facts,
  model,
}: {
  readonly facts: RunFacts;
  readonly model: string;
}): VNode {
  return (
    <p class="model">
      <span class="name">{l10n.t("Tuned model")}</span>
      <code>{model}</code>
      <ModelUses facts={facts} model={model} />
    </p>
  );
}

/** Services say `validating_files`; nobody needs to read `running` twice. */
function sameWord(word: string, status: RunStatus): boolean {
  return word.toLowerCase() === status;
}
