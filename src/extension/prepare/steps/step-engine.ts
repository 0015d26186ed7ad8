import * as vscode from "vscode";
import type { StepOrder, StepOutcome } from "../../../protocol/step-messages.js";
import type { RecipeWorks } from "../recipe-works.js";
import { asEdited, asItStands, type DatasetSubject } from "./dataset-subject.js";
import type { StepDraft, UsableLook } from "./step-draft.js";

/** Where the result of a step goes, and whether files that are there may be replaced. */
export type StepEnd = Pick<StepOrder, "mayReplace" | "output">;

/** Does steps, and counts what would come of them, in a process of their own. */
export class StepEngine {
  readonly #works: RecipeWorks;

  constructor(works: RecipeWorks) {
    this.#works = works;
  }

  /** What a dataset holds; `undefined` after saying why no step can be done to it. */
  async look(subject: DatasetSubject): Promise<UsableLook | undefined> {
    const ticket = crypto.randomUUID();
    const title = vscode.l10n.t("Reading {0}", subject.name);
    const look = await this.#works.during({ title, ticket }, (desk) =>
      desk.describeDataset({ ticket, dataset: asItStands(subject) }),
    );
    if (look.kind === "dataset") return look;
    if (look.kind === "unusable") await tellUnusable(subject, look);
    return undefined;
  }

  /** Does a step as it stands in a draft; with `none` it is only counted. */
  run({ subject, step, labelField, seed }: StepDraft, end: StepEnd): Promise<StepOutcome> {
    const ticket = crypto.randomUUID();
    const title =
      end.output === "none"
        ? vscode.l10n.t("Counting what would come of it")
        : vscode.l10n.t("Changing {0}", subject.name);
    const dataset = end.output === "document" ? asEdited(subject) : asItStands(subject);
    return this.#works.during({ title, ticket }, (desk) =>
      desk.doStep({ ticket, dataset, step, labelField, seed, ...end }),
    );
  }
}

async function tellUnusable(
  { uri, name }: DatasetSubject,
  { line, message }: { readonly line: number | null; readonly message: string },
): Promise<void> {
  if (line === null) {
    void vscode.window.showErrorMessage(message);
    return;
  }
  const show = vscode.l10n.t("Go to line {0}", line + 1);
  const choice = await vscode.window.showErrorMessage(
    vscode.l10n.t("{0}, line {1}: {2}. Mend or remove it first.", name, line + 1, message),
    show,
  );
  if (choice !== show) return;
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(line, 0, line, 0) });
}
