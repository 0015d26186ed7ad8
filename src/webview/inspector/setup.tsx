import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { InspectorState, ShownModel } from "../../protocol/inspector-page.js";
import { usePage } from "./page-context.js";
import { Parameters } from "./parameters.js";
import { shortName } from "./short-name.js";

/** Which record, which models, how they are asked, and the button that asks. */
export function Setup({ state }: { readonly state: InspectorState }): VNode {
  const { host } = usePage();
  const { record, models, isFollowing, isRestored, questions } = state;
  const [sampling, setSampling] = useState(state.sampling);
  useEffect(() => setSampling(state.sampling), [state.sampling]);
  const isAsking = questions.some(({ status }) => status.kind === "asking");
  const mayAsk = record !== null && record.sent !== null && models.length > 0 && !isAsking;
  return (
    <header>
      <div class="title">
        <h1>
          <button type="button" class="link" onClick={() => void host.reveal()}>
            {record === null ? l10n.t("No record") : `${record.file}:${record.line}`}
          </button>
        </h1>
        <label class="choice">
          <input
            type="checkbox"
            checked={isFollowing}
            onChange={({ currentTarget }) =>
              void host.follow({ isFollowing: currentTarget.checked })
            }
          />
          {l10n.t("Follow the cursor")}
        </label>
      </div>
      <div class="toolbar">
        <Models models={models} />
        {models.length > 0 && (
          <button
            type="button"
            class="primary"
            disabled={!mayAsk}
            onClick={() => void host.ask({ sampling })}
          >
            {questions.length > 0 || isRestored ? l10n.t("Ask again") : l10n.t("Ask")}
          </button>
        )}
      </div>
      <Destination models={models} />
      <Parameters sampling={sampling} onChange={setSampling} />
    </header>
  );
}

function Models({ models }: { readonly models: readonly ShownModel[] }): VNode | null {
  const { host } = usePage();
  const [first, second] = models;
  // The page itself leads to a first model.
  if (first === undefined) return null;
  return (
    <>
      <button type="button" title={first.model} onClick={() => void host.chooseModel({ place: 0 })}>
        {l10n.t("Model: {0}", shortName(first.model))}
      </button>
      <button
        type="button"
        title={second?.model}
        onClick={() => void host.chooseModel({ place: 1 })}
      >
        {second === undefined
          ? l10n.t("Compare with…")
          : l10n.t("Compared with: {0}", shortName(second.model))}
      </button>
      {second !== undefined && (
        <button type="button" onClick={() => void host.leaveOut()}>
          {l10n.t("Compare no more")}
        </button>
      )}
    </>
  );
}

/** Where the record goes, said before it goes there. */
function Destination({ models }: { readonly models: readonly ShownModel[] }): VNode | null {
  const remote = models.filter(({ host }) => host !== null);
  if (models.length === 0) return null;
  if (remote.length === 0) {
    return <p class="detail">{l10n.t("Nothing leaves this machine.")}</p>;
  }
  const places = [
    ...new Set(remote.map(({ providerTitle, host }) => `${providerTitle} (${host})`)),
  ];
  return (
    <p class="destination">
      {l10n.t("Asking sends the record's prompt and completion to {0}.", places.join(", "))}
    </p>
  );
}
