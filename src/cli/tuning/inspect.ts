import type { Capabilities } from "../../core/inspection/capabilities.js";
import type { Inspection } from "../../core/inspection/inspection.js";
import { inspectionJson } from "../../core/inspection/inspection-json.js";
import type { ScoringSource } from "../../data/scoring-source.js";
import { UserError } from "../../data/user-error.js";
import type { InspectionOrder } from "../../tuning/asking/inspect-record.js";
import { inspectRecord } from "../../tuning/asking/inspect-record.js";
import { ProviderError } from "../../tuning/provider-error.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import type { InspectRequest } from "../inspect-request.js";
import type { Io } from "../io.js";
import { printable } from "../report/printable.js";
import { inspectionText } from "../report/inspection-report.js";
import type { Asking } from "./asking.js";
import { askingPowers, labelWishes, samplingFor, tellWhere } from "./asking.js";
import type { Connected } from "./connect.js";
import { connect, providerNamed } from "./connect.js";
import type { InspectedFile } from "../inspected-file.js";
import { scoreFile, tellSkipped } from "./score-file.js";
import { untilInterrupted } from "./until-interrupted.js";

/** Runs `tunewright inspect` for a record. */
export async function runInspect(
  request: InspectRequest & { readonly line: number },
  file: InspectedFile,
  io: Io,
): Promise<ExitCode> {
  // What cannot be asked is said before anybody is reached.
  const record = recordOf(file, request.line);
  return asking(request, io, (found) =>
    inspectOne({ ...found, file, record, line: record.line }, io),
  );
}

/** Runs `tunewright inspect` for a whole file. */
export async function runScoring(
  request: InspectRequest,
  source: ScoringSource,
  io: Io,
): Promise<ExitCode> {
  const { survey } = source;
  tellSkipped(request.file, survey, io);
  if (survey.records === 0) {
    throw new UserError(`${request.file} has no record that can be scored.`);
  }
  return asking(request, io, (found) => scoreFile(source, found, io));
}

/** Reaches the model for work, which Ctrl+C stops. */
async function asking(
  request: InspectRequest,
  io: Io,
  work: (asking: Asking) => Promise<ExitCode>,
): Promise<ExitCode> {
  const connected = connect(providerNamed(request.provider), io);
  const stopping = new AbortController();
  try {
    const model = await modelFor(request, connected);
    const found = { request, model, connected, signal: stopping.signal };
    return await untilInterrupted(work(found), stopping, io);
  } catch (error) {
    if (error instanceof ProviderError) throw new UserError(printable(error.message));
    throw error;
  } finally {
    await connected.engine?.close();
  }
}

interface RecordToAsk extends Pick<InspectionOrder, "expected" | "sent"> {
  readonly line: number;
}

function recordOf(file: InspectedFile, line: number): RecordToAsk {
  const found = file.lines.find((one) => one.line === line);
  if (found === undefined) throw new UserError(`${file.path} has no record on line ${line}.`);
  const { asked } = found;
  if (asked.kind === "asked") return { ...asked, line };
  throw new UserError(`${file.path}:${line} cannot be asked: ${asked.reason}.`);
}

async function modelFor(
  { model }: InspectRequest,
  { provider, connection }: Connected,
): Promise<string> {
  if (model !== undefined) return model;
  if (provider.endpoint.kind !== "here") {
    throw new UserError(`Name the model to ask at ${provider.title} with --model.`);
  }
  const models = await provider.connect(connection).models();
  const tuned = models.filter(({ isTuned }) => isTuned).map(({ id }) => id);
  const known =
    tuned.length === 0
      ? 'None was tuned here yet: "tunewright tune" does.'
      : `Tuned here: ${tuned.slice(0, 10).join(", ")}.`;
  throw new UserError(`Name the model to ask with --model. ${known}`);
}

async function inspectOne(
  {
    file,
    record,
    ...asking
  }: Asking & { readonly file: InspectedFile; readonly record: RecordToAsk; readonly line: number },
  io: Io,
): Promise<ExitCode> {
  const { request, model, connected, signal } = asking;
  tellWhere(asking, "1 record", io);
  const powers = { ...(await askingPowers(asking, io)), signal };
  const isLocal = connected.provider.endpoint.kind === "here";
  const inspection = await inspectRecord(
    {
      record: { file: file.path, line: record.line },
      provider: connected.provider.id,
      model,
      sent: record.sent,
      expected: record.expected,
      sampling: samplingFor(request.sampling, file, isLocal),
      isScored: request.score,
      labels: labelWishes(file, isLocal, isLocal || request.score),
    },
    powers,
  );
  print(inspection, powers.capabilities, request, io);
  return exitCode.fine;
}

function print(
  inspection: Inspection,
  capabilities: Capabilities,
  { json }: InspectRequest,
  { stdout }: Io,
): void {
  stdout.write(
    json
      ? `${JSON.stringify(inspectionJson(inspection), undefined, 2)}\n`
      : inspectionText(inspection, capabilities, stdout),
  );
}
