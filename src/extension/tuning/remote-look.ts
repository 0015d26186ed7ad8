import * as vscode from "vscode";
import type { OfferedModel, Provider, RemoteFile, RemoteJob } from "../../tuning/provider.js";
import type { Connections } from "./connections.js";
import type { RemoteKind } from "./tuning.js";

/** What lay at a provider when a person last looked. */
export interface RemoteView {
  readonly jobs: readonly RemoteJob[];
  readonly models: readonly OfferedModel[];
  readonly files: readonly RemoteFile[];
}

const mostJobs = 100;

/** What lies at providers, as far as the person has asked: nothing is sent before. */
export class RemoteLook {
  readonly #connections: Connections;
  readonly #seen = new Map<string, RemoteView>();

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  seen(provider: Provider): RemoteView | undefined {
    return this.#seen.get(provider.id);
  }

  forget(provider: Provider): void {
    this.#seen.delete(provider.id);
  }

  /** Asks the provider for its jobs, tuned models and files. */
  async look(provider: Provider): Promise<void> {
    const client = await this.#connections.client(provider);
    const [jobs, models, files] = await vscode.window.withProgress(
      { location: { viewId: "tunewright.runs" } },
      () => Promise.all([client.jobs(mostJobs), client.models(), client.files()]),
    );
    this.#seen.set(provider.id, { jobs, models: models.filter(({ isTuned }) => isTuned), files });
  }

  /** Looks again where the person has looked before. */
  async lookAgain(providers: readonly Provider[]): Promise<void> {
    await Promise.all(
      providers
        .filter((provider) => this.#seen.has(provider.id))
        .map((provider) => this.look(provider)),
    );
  }

  /** Deletes a model or a file at the provider for good, or cancels a job. */
  async remove(provider: Provider, what: RemoteKind, id: string): Promise<void> {
    const client = await this.#connections.client(provider);
    if (what === "model") await client.deleteModel(id);
    else if (what === "file") await client.deleteFile(id);
    else await client.cancel(id);
    await this.look(provider);
  }
}
