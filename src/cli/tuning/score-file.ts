import { appendFile, readFile, truncate } from "node:fs/promises";
import { resolve } from "node:path";
import { grouped } from "../../core/grouped.js";
import type { ScoreFact } from "../../core/inspection/score-fact.js";
import { sortedFacts } from "../../core/inspection/score-fact.js";
import { perplexity } from "../../core/inspection/token-metrics.js";
import { jsonValueOf } from "../../core/json/json-value-of.js";
import { describeSystemError, systemErrorCode, UserError } from "../../data/user-error.js";
import type { RecordToScore, ScoringPowers } from "../../tuning/asking/score-dataset.js";
import { scoreDataset } from "../../tuning/asking/score-dataset.js";
import { waitUnlessStopped } from "../../tuning/node/wait.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { printable } from "../report/printable.js";
import { confirmSending } from "./confirm-sending.js";
import type { Asking } from "./asking.js";
import { askingPowers, labelWishes, samplingFor } from "./asking.js";
import type { InspectedFile } from "../inspected-file.js";

/** Services let so many requests run at a time without complaint. */
const atOnce = 4;

/** Scores the completion of every record of a file. */
export async function scoreFile(file: InspectedFile, asking: Asking, io: Io): Promise<ExitCode> {
  const { request, model, connected, signal } = asking;
  const records = recordsOf(file, io);
  if (records.length === 0) throw new UserError(`${file.path} has no record that can be scored.`);
  const isLocal = connected.provider.endpoint.kind === "here";
  const output = request.output === undefined ? undefined : resolve(io.cwd, request.output);
  const known = output === undefined ? new Map<string, ScoreFact>() : await factsIn(output);
  if (!isLocal) await announce(records, asking, io);
  const facts: ScoreFact[] = [];
  const onFact: ScoringPowers["onFact"] = async (fact, isNew) => {
    facts.push(fact);
    tellProgress(facts.length, records.length, io);
    if (output !== undefined && isNew) await append(output, fact);
    if (output === undefined && request.sort === undefined) io.stdout.write(lineOf(fact));
  };
  let refused = 0;
  const order = {
    provider: connected.provider.id,
    model,
    sampling: samplingFor(request.sampling, file, isLocal),
    labels: labelWishes(file, isLocal, isLocal),
  };
  await scoreDataset(records, order, {
    ...(await askingPowers(asking, io)),
    signal,
    known,
    onFact,
    atOnce: isLocal ? 1 : atOnce,
    wait: waitUnlessStopped,
    onWait: (error, ms) => tell(`${error.message} Trying again in ${Math.ceil(ms / 1000)} s.`, io),
    onRefused: (line, error) => {
      refused += 1;
      tell(`${file.path}:${line} was not scored. ${error.message}`, io);
    },
  });
  finish(facts, { asking, refused, io });
  return exitCode.fine;
}

function recordsOf({ path, lines }: InspectedFile, io: Io): readonly RecordToScore[] {
  const records: RecordToScore[] = [];
  const skipped: string[] = [];
  for (const { line, asked } of lines) {
    if (asked.kind === "refused") skipped.push(`line ${line}: ${asked.reason}`);
    else if (asked.expected === null || asked.expected === "") {
      skipped.push(`line ${line}: it has no completion`);
    } else records.push({ line, sent: asked.sent, expected: asked.expected });
  }
  const [first] = skipped;
  if (first !== undefined) {
    tell(`${path}: ${skipped.length} records cannot be scored, the first on ${first}.`, io);
  }
  return records;
}

/** A token is about so many bytes long, in English; elsewhere shorter. */
const bytesPerToken = 4;

/** Says what goes where and what it comes to, and asks. */
async function announce(
  records: readonly RecordToScore[],
  { request, model, connected: { provider, connection } }: Asking,
  io: Io,
): Promise<void> {
  const text = records.map(({ sent, expected }) => JSON.stringify(sent) + expected).join("");
  const tokens = Math.ceil(Buffer.byteLength(text) / bytesPerToken);
  const answers = records.length * request.sampling.maxTokens;
  tell(
    `To be sent to ${provider.title} (${new URL(connection.url).host}), to be scored by ${model}: ${records.length} records, about ${grouped(tokens)} tokens in one to two requests each, answers of ${grouped(answers)} tokens at most. That costs what ${provider.title} asks for it.`,
    io,
  );
  if (!request.yes) await confirmSending("Send and score? [y/N] ", io);
}

/** What stands in a file of scores. A line that is not whole was being written when something died. */
async function factsIn(path: string): Promise<Map<string, ScoreFact>> {
  let text = "";
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return new Map();
    throw new UserError(describeSystemError(error, path));
  }
  const known = new Map<string, ScoreFact>();
  for (const line of text.split("\n").filter((one) => one.trim() !== "")) {
    const value: unknown = jsonValueOf(line);
    if (isFact(value)) known.set(value.hash, value);
  }
  if (known.size === 0 && text.trim() !== "") {
    throw new UserError(`${path} holds something else than scores: name another file.`);
  }
  await mendEnd(path, text);
  return known;
}

/** Takes away a last line that is not whole: what comes next begins a line of its own. */
async function mendEnd(path: string, text: string): Promise<void> {
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length === text.length) return;
  try {
    if (isFact(jsonValueOf(text.slice(whole.length)))) await appendFile(path, "\n");
    else await truncate(path, Buffer.byteLength(whole));
  } catch (error) {
    throw new UserError(describeSystemError(error, path));
  }
}

function isFact(value: unknown): value is ScoreFact {
  if (typeof value !== "object" || value === null || !("hash" in value)) return false;
  return (
    typeof value.hash === "string" && "version" in value && value.version === 1 && "atMost" in value
  );
}

async function append(path: string, fact: ScoreFact): Promise<void> {
  try {
    await appendFile(path, lineOf(fact));
  } catch (error) {
    throw new UserError(describeSystemError(error, path));
  }
}

function lineOf(fact: ScoreFact): string {
  return `${JSON.stringify(fact)}\n`;
}

function finish(
  facts: readonly ScoreFact[],
  { asking, refused, io }: { readonly asking: Asking; readonly refused: number; readonly io: Io },
): void {
  const { output, sort } = asking.request;
  if (io.stderr.isTerminal) io.stderr.write("\r\u001b[K");
  if (sort !== undefined) {
    for (const fact of sortedFacts(facts, sort)) io.stdout.write(lineOf(fact));
  }
  const known = facts.filter(({ logprob }) => logprob !== null);
  const total = known.reduce((sum, { logprob }) => sum + (logprob ?? 0), 0);
  const tokens = known.reduce((sum, fact) => sum + fact.tokens, 0);
  const average =
    tokens === 0
      ? ""
      : ` Perplexity of the ${known.length} whose probability is known: ${perplexity(total, tokens).toFixed(4)}.`;
  const words = `${facts.length} records scored${refused === 0 ? "" : `, ${refused} refused`}.${average}`;
  tell(output === undefined ? words : `${words} Kept in ${output}.`, io);
}

function tellProgress(done: number, all: number, { stderr }: Io): void {
  if (stderr.isTerminal) stderr.write(`\r\u001b[KScoring: ${done} of ${all}`);
}

function tell(words: string, { stderr }: Io): void {
  stderr.write(`${stderr.isTerminal ? "\r\u001b[K" : ""}${printable(words)}\n`);
}
