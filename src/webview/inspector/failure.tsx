import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { ShownQuestion } from "../../protocol/inspector-page.js";
import { usePage } from "./page-context.js";

/** Why there is no answer, and what can be done about it. */
export function Failure({
  question: { id, sampling, model },
  message,
  needsKey,
}: {
  readonly question: ShownQuestion;
  readonly message: string;
  readonly needsKey: boolean;
}): VNode {
  const { host } = usePage();
  return (
    <div class="failure" role="alert">
      <p>{message}</p>
      <p class="steps">
        {needsKey && (
          <button type="button" class="primary" onClick={() => void host.signIn({ question: id })}>
            {l10n.t("Sign in to {0}…", model.providerTitle)}
          </button>
        )}
        <button type="button" onClick={() => void host.ask({ sampling })}>
          {l10n.t("Try again")}
        </button>
        <button type="button" onClick={() => void host.chooseModel({ place: 0 })}>
          {l10n.t("Choose another model…")}
        </button>
      </p>
    </div>
  );
}
