import type { Sampling } from "../../core/inspection/inspection.js";
import type { AskingPowers, LabelWishes } from "../../tuning/asking/inspect-record.js";
import { capableClient } from "../../tuning/node/capable-client.js";
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
  file: Pick<InspectedFile, "ending" | "labels">,
  isLocal: boolean,
  areScored: boolean,
): LabelWishes {
  const { labels, ending } = file;
  return { labels, ending, areTokens: isLocal, areScored };
}

/** The local engine answers with whole labels, endings included: it is not told to stop before them. */
export function samplingFor(
  sampling: Sampling,
  { ending }: Pick<InspectedFile, "ending">,
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
export function askingPowers(
  { request, model, connected, signal }: Asking,
  { environment }: Io,
): Promise<Pick<AskingPowers, "capabilities" | "client">> {
  const { provider, connection } = connected;
  const { probe: probesAgain } = request;
  return capableClient({ provider, connection, model, signal, probesAgain, environment });
}
