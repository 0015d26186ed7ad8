import type * as vscode from "vscode";
import type { TargetSetting } from "../core/config/target-setting.js";
import { isTargetSetting } from "../core/config/target-setting.js";

const storageKey = "targets";

/** The targets that a person has chosen, by document URI; kept with the workspace. */
export class TargetStore {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  all(): Readonly<Record<string, TargetSetting>> {
    const stored = this.#state.get<Readonly<Record<string, unknown>>>(storageKey, {});
    const known = Object.entries(stored).filter(
      (entry): entry is [string, TargetSetting] =>
        typeof entry[1] === "string" && isTargetSetting(entry[1]),
    );
    return Object.fromEntries(known);
  }

  /** The choice for one document, if there is one. */
  of(uri: vscode.Uri): TargetSetting | undefined {
    return this.all()[uri.toString()];
  }

  /** Keeps a choice; `null` forgets it. */
  async set(uri: string, target: TargetSetting | null): Promise<void> {
    const { [uri]: _, ...others } = this.all();
    await this.#state.update(storageKey, target === null ? others : { ...others, [uri]: target });
  }
}
