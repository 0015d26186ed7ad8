import type * as vscode from "vscode";
import { isTargetId } from "../core/targets/index.js";
import type { TargetId } from "../core/targets/target.js";

const storageKey = "targets";

/** The targets that a person has chosen, by document URI; kept with the workspace. */
export class TargetStore {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  all(): Readonly<Record<string, TargetId>> {
    const stored = this.#state.get<Readonly<Record<string, unknown>>>(storageKey, {});
    const known = Object.entries(stored).filter(
      (entry): entry is [string, TargetId] => typeof entry[1] === "string" && isTargetId(entry[1]),
    );
    return Object.fromEntries(known);
  }

  /** Keeps a choice; `null` forgets it. */
  async set(uri: string, target: TargetId | null): Promise<void> {
    const { [uri]: _, ...others } = this.all();
    await this.#state.update(storageKey, target === null ? others : { ...others, [uri]: target });
  }
}
