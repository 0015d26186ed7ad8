import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { ScoresState } from "../../protocol/scores-page.js";
import { usePage } from "./page-context.js";

/** What is scored under which model, how far that is, and what can be done. */
export function Head({ state }: { readonly state: ScoresState }): VNode {
  const { host } = usePage();
  const { file, model, status, summary } = state;
  const isUnderWay = status.kind === "counting" || status.kind === "scoring";
  return (
    <header>
      <h1>{l10n.t("Scores of {0}", file)}</h1>
      <p class="detail">
        {model.host === null
          ? l10n.t(
              "{0}, {1}: free, and nothing leaves this machine",
              model.model,
              model.providerTitle,
            )
          : l10n.t("{0}, {1} ({2})", model.model, model.providerTitle, model.host)}
      </p>
      <Progress state={state} />
      <div class="toolbar">
        {isUnderWay ? (
          <button type="button" onClick={() => void host.cancel()}>
            {l10n.t("Cancel")}
          </button>
        ) : (
          <>
            <button type="button" onClick={() => void host.again()}>
              {status.kind === "done" ? l10n.t("Score again") : l10n.t("Go on")}
            </button>
            <button type="button" onClick={() => void host.chooseModel()}>
              {l10n.t("Another model…")}
            </button>
          </>
        )}
        {summary !== null && !isUnderWay && (
          <>
            <button type="button" onClick={() => void host.save({ kind: "csv" })}>
              {l10n.t("Save as CSV…")}
            </button>
            <button type="button" onClick={() => void host.save({ kind: "jsonl" })}>
              {l10n.t("Save as JSONL…")}
            </button>
          </>
        )}
      </div>
    </header>
  );
}

function Progress({ state: { status, records } }: { readonly state: ScoresState }): VNode | null {
  const { forms } = usePage();
  switch (status.kind) {
    case "counting":
    case "done":
      return null;
    case "scoring":
      return (
        <div class="progress">
          <progress
            max={Math.max(1, records ?? 1)}
            value={status.done}
            aria-label={l10n.t("Scored records")}
          />
          <span>
            {l10n.t("{0} of {1} records", forms.count(status.done), forms.count(records ?? 0))}
          </span>
          {status.waiting !== null && <span role="status">{status.waiting}</span>}
        </div>
      );
    case "cancelled":
      return (
        <p class="note" role="status">
          {l10n.t(
            "Stopped after {0} of {1} records. What was scored is kept.",
            forms.count(status.done),
            forms.count(records ?? 0),
          )}
        </p>
      );
    case "failed":
      return (
        <div class="failure" role="alert">
          <p>{status.message}</p>
        </div>
      );
  }
}
