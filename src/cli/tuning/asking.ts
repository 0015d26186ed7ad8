import type { Sampling } from "../../core/inspection/inspection.js";
import { askingClient } from "../../tuning/asking/asking-client.js";
import { CapabilityStore } from "../../tuning/asking/capability-store.js";
import type { AskingPowers, LabelWishes } from "../../tuning/asking/inspect-record.js";
import { probe } from "../../tuning/asking/probe.js";
import { dataDirectory } from "../../tuning/node/data-directory.js";
import { DiskFolder } from "../../tuning/node/disk-folder.js";
import type { InspectRequest } from "../inspect-request.js";
import type { Io } from "../io.js";
import { printable } from "../report/printable.js";
import type { Connected } from "./connect.js";
import type { InspectedFile } from "../inspected-file.js";

/** What everything that asks a model needs to know. */
export interface Asking {
  readonly request: InspectRequest;
  readonly model: string;
  readonly connected: Connected;
  readonly signal: AbortSignal;
}

/** The labels of a dataset, to be found in what a model answers. */
export function labelWishes(
  file: InspectedFile,
  isLocal: boolean,
  areScored: boolean,
): LabelWishes {
  const { labels, ending } = file;
  return { labels, ending, areTokens: isLocal, areScored };
}

/** The local engine answers with whole labels, endings included: it is not told to stop before them. */
export function samplingFor(
  sampling: Sampling,
  { ending }: InspectedFile,
  isLocal: boolean,
): Sampling {
  if (sampling.stop.length > 0 || isLocal || ending === "") return sampling;
  return { ...sampling, stop: [ending] };
}

/** Says where what is sent goes, where that is not this machine's own engine. */
export function tellWhere({ model, connected }: Asking, what: string, { stderr }: Io): void {
  const { provider, connection } = connected;
  if (provider.endpoint.kind === "here") return;
  stderr.write(
    `${printable(`To ${provider.title} (${new URL(connection.url).host}), model ${model}: ${what}`)}\n`,
  );
}

/** What asks the model, with what is known of the service, or is found out now. */
export async function askingPowers(
  { request, model, connected, signal }: Asking,
  { environment }: Io,
): Promise<Pick<AskingPowers, "capabilities" | "client">> {
  const { provider, connection } = connected;
  const client = askingClient(provider.title, connection);
  const data = dataDirectory(environment, process.platform);
  const store = new CapabilityStore(new DiskFolder(data, "private"));
  // To ask the engine here costs nothing.
  const mayKnow = provider.endpoint.kind !== "here";
  const known = mayKnow && !request.probe ? await store.read(connection.url, model) : undefined;
  if (known !== undefined) return { client, capabilities: known };
  const capabilities = await probe({ client, model, signal, now: () => Date.now() });
  if (mayKnow) await store.write(capabilities);
  return { client, capabilities };
}
