import type * as vscode from "vscode";

const storageKey = "tuning.begunRuns";
/** So many are remembered; older ones have long ended. */
const most = 200;

/** The runs that the person has begun here, seen what is sent where, and agreed to it. */
export class BegunRuns {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  has(id: string): boolean {
    return this.#all().includes(id);
  }

  async add(id: string): Promise<void> {
    const others = this.#all().filter((known) => known !== id);
    await this.#state.update(storageKey, [id, ...others].slice(0, most));
  }

  #all(): readonly string[] {
    return this.#state.get<readonly string[]>(storageKey, []);
  }
}
