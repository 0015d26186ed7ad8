import * as l10n from "@vscode/l10n";
import type { RunAction, RunFacts, SplitName } from "../../protocol/run-page.js";
import type { RunStatus } from "../../protocol/run-status.js";
import { hasEnded } from "../../protocol/run-status.js";

/** What a run's state is called. */
export function statusWord(status: RunStatus): string {
  switch (status) {
    case "uploading":
      return l10n.t("Uploading");
    case "creating":
      return l10n.t("Creating the job");
    case "queued":
      return l10n.t("Queued");
    case "running":
      return l10n.t("Running");
    case "paused":
      return l10n.t("Paused");
    case "succeeded":
      return l10n.t("Succeeded");
    case "failed":
      return l10n.t("Failed");
    case "cancelled":
      return l10n.t("Cancelled");
    case "unknown":
      return l10n.t("Unknown");
  }
}

/** What can be done with a run. */
export function actionWord(action: RunAction): string {
  switch (action) {
    case "again":
      return l10n.t("Tune again…");
    case "cancel":
      return l10n.t("Cancel the run");
    case "follow":
      return l10n.t("Follow as a run…");
    case "look":
      return l10n.t("Look again");
    case "signIn":
      return l10n.t("Sign in…");
  }
}

/** Whether another key may help. */
export function isAboutKey(code: string): boolean {
  return code === "invalid_api_key" || code === "key";
}

/** What a file is for. */
export function splitWord(name: SplitName): string {
  switch (name) {
    case "training":
      return l10n.t("Training");
    case "validation":
      return l10n.t("Validation");
    case "test":
      return l10n.t("Test");
  }
}

/** Why there is no curve, in a sentence. */
export function noNumbersYet(status: RunStatus): string {
  if (status === "succeeded") return l10n.t("The job has told no numbers.");
  if (hasEnded({ status })) return l10n.t("The run ended before there were any numbers.");
  if (status === "running") return l10n.t("The training has begun; its first numbers come soon.");
  return l10n.t("No numbers yet. They appear here as soon as the training begins.");
}

/** What a person can do about a run that did not succeed; `undefined` where there is nothing to do. */
export function advice({ status, error }: RunFacts): string | undefined {
  if (status === "unknown") {
    return l10n.t(
      "Nobody can tell whether the job exists. Look at the jobs at the provider before you launch again, so that you do not pay twice.",
    );
  }
  if (error === null) {
    return status === "cancelled"
      ? l10n.t("Launch it again whenever you want; the files are still there.")
      : undefined;
  }
  // Services have no code of their own for it.
  if (/\bmoderation\b/i.test(error.message)) {
    return l10n.t("Remove the records that the provider does not take, and launch again.");
  }
  return adviceFor(error.code);
}

/** By the codes that services answer, and the kinds of trouble that we tell apart. */
function adviceFor(code: string): string {
  switch (code) {
    case "invalid_training_file":
    case "invalid_validation_file":
    case "invalid_file_format":
    case "invalid_n_examples":
      return l10n.t("Open the file below, mend what the message says, and launch again.");
    case "file_changed":
      return l10n.t("The file is no longer what it was. Launch a new run with it as it is now.");
    case "insufficient_quota":
    case "billing_hard_limit_reached":
    case "exceeded_quota":
    case "quota":
      return l10n.t("Add credit or raise the limit at the provider, then launch again.");
    case "invalid_api_key":
    case "key":
      return l10n.t("Sign in to the provider again with a key that may tune, then launch again.");
    case "training_not_available":
    case "forbidden":
      return l10n.t("This account may not tune this model. Choose another model or provider.");
    case "missing":
    case "model_not_found":
      return l10n.t("The model or file is no longer at the provider. Choose another one.");
    case "unreachable":
    case "busy":
    case "broken":
      return l10n.t("The trouble is at the provider or on the way to it. Launch again later.");
    default:
      return l10n.t("Mend what the message says and launch again; your files are as they were.");
  }
}
