import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { InspectorState, ShownRecord, ShownTraining } from "../../protocol/inspector-page.js";
import { usePage } from "./page-context.js";

/** What stands where no answer is yet: what the page is for, and the next step, one click away. */
export function Welcome({
  state: { models, training, isRestored },
  record,
}: {
  readonly state: InspectorState;
  readonly record: ShownRecord;
}): VNode {
  if (training.kind === "running") return <Training share={training.share} />;
  if (models.length > 0) {
    return (
      <p class="empty">
        {isRestored
          ? l10n.t("The window was loaded anew. Nothing is sent unasked: ask again when you like.")
          : l10n.t("Nothing was asked yet.")}
      </p>
    );
  }
  return <FirstModel record={record} training={training} />;
}

function FirstModel({
  record,
  training,
}: {
  readonly record: ShownRecord;
  readonly training: ShownTraining;
}): VNode {
  const { host } = usePage();
  return (
    <div class="welcome">
      <p>
        <strong>{l10n.t("See what a model says to this record")}</strong>
      </p>
      <p>
        {l10n.t(
          "Token by token: how sure it is, what else it considered, and how likely it finds the record's own completion.",
        )}
      </p>
      {training.kind === "failed" && (
        <div class="failure" role="alert">
          <p>{training.message}</p>
        </div>
      )}
      {record.mayTrain && (
        <p>
          <button type="button" class="primary" onClick={() => void host.train()}>
            {l10n.t("Train a small model on this machine")}
          </button>{" "}
          <span class="detail">
            {l10n.t("From the labels of this dataset; it takes seconds, and nothing is sent.")}
          </span>
        </p>
      )}
      <p>
        <button
          type="button"
          class={record.mayTrain ? undefined : "primary"}
          onClick={() => void host.chooseModel({ place: 0 })}
        >
          {l10n.t("Choose a model…")}
        </button>{" "}
        <span class="detail">
          {l10n.t("One that you have tuned, or one of a service. Nothing is sent before you ask.")}
        </span>
      </p>
    </div>
  );
}

function Training({ share }: { readonly share: number | null }): VNode {
  const { forms } = usePage();
  return (
    <div class="welcome">
      <p role="status">{l10n.t("Training a small model on this machine…")}</p>
      <progress
        aria-label={l10n.t("Training")}
        {...(share !== null && { value: share, "aria-valuetext": forms.share(share) })}
      />
    </div>
  );
}
