import { askingClient } from "../asking/asking-client.js";
import { CapabilityStore } from "../asking/capability-store.js";
import type { AskingPowers } from "../asking/inspect-record.js";
import { probe } from "../asking/probe.js";
import type { Connection, Provider } from "../provider.js";
import { dataDirectory } from "./data-directory.js";
import { DiskFolder } from "./disk-folder.js";

/** A model to ask, and where. */
export interface AskedModel {
  readonly provider: Provider;
  readonly connection: Connection;
  readonly model: string;
  readonly signal: AbortSignal;
  /** Whether what is known of the service is found out again. */
  readonly probesAgain: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * What asks a model, with what is known of the service, or is found out now with texts of our own.
 * Rejects with a `ProviderError`.
 */
export async function capableClient({
  provider,
  connection,
  model,
  signal,
  probesAgain,
  environment,
}: AskedModel): Promise<Pick<AskingPowers, "capabilities" | "client">> {
  const client = askingClient(provider.title, connection);
  const data = dataDirectory(environment, process.platform);
  const store = new CapabilityStore(new DiskFolder(data, "private"));
  // To ask the engine here costs nothing.
  const mayKnow = provider.endpoint.kind !== "here";
  const known = mayKnow && !probesAgain ? await store.read(connection.url, model) : undefined;
  if (known !== undefined) return { client, capabilities: known };
  const capabilities = await probe({ client, model, signal, now: () => Date.now() });
  if (mayKnow) await store.write(capabilities);
  return { client, capabilities };
}
