import OpenAI from "openai";
import type { JobCreateParams } from "openai/resources/fine-tuning/jobs/jobs";
import type { JsonValue } from "../../core/json/json-node.js";
import type {
  CallOptions,
  Connection,
  JobEvent,
  JobOrder,
  Provider,
  ProviderClient,
} from "../provider.js";
import { CountedFile } from "./counted-file.js";
import type { FailedCall } from "./explain-error.js";
import { explainError, unreadable } from "./explain-error.js";
import { methodOf } from "./job-method.js";
import { listIn, modelFrom } from "./read-lists.js";
import { checkpointFrom, eventFrom, fileFrom, jobFrom, runKey } from "./read-answers.js";
import { resultText } from "./result-text.js";

/** So long a service may be silent. Uploads take longer. */
const silenceMs = 60_000;
const uploadSilenceMs = 3_600_000;
const pageSize = 100;
/** A service that always says there is more is asked no longer. */
const mostPages = 1_000;
const mostFiles = 10_000;

/** Speaks to a provider that has OpenAI's routes. */
export function openaiClient(provider: Provider, connection: Connection): ProviderClient {
  const client = new OpenAI({
    apiKey: connection.key,
    baseURL: connection.url,
    // Who calls knows what may be repeated, and when.
    maxRetries: 0,
    timeout: silenceMs,
    fetch: (input, init) => connection.fetch(new Request(input, init)),
    // The key is the person's own, and this is no web page.
    dangerouslyAllowBrowser: true,
  });
  return {
    ...jobCalls(client, provider),
    ...fileCalls(client, provider),
    models: (options) =>
      read(provider, async () =>
        listIn(answerOf(await client.models.list(of(options))), modelFrom),
      ),
    deleteModel: (id, options) => act(provider, () => client.models.delete(id, of(options))),
  };
}

type JobCalls =
  "cancel" | "checkpoints" | "createJob" | "events" | "job" | "jobs" | "pause" | "resume";

function jobCalls(client: OpenAI, provider: Provider): Pick<ProviderClient, JobCalls> {
  const { jobs } = client.fineTuning;
  return {
    createJob: (order, options) =>
      create(provider, async () => {
        return jobFrom(answerOf(await jobs.create(bodyFor(provider, order), of(options))));
      }),
    jobs: (most, options) =>
      read(provider, async () =>
        listIn(answerOf(await jobs.list({ limit: most }, of(options))), jobFrom),
      ),
    job: (id, options) =>
      read(provider, async () => jobFrom(answerOf(await jobs.retrieve(id, of(options))))),
    cancel: (id, options) =>
      read(provider, async () => jobFrom(answerOf(await jobs.cancel(id, of(options))))),
    pause: (id, options) =>
      read(provider, async () => jobFrom(answerOf(await jobs.pause(id, of(options))))),
    resume: (id, options) =>
      read(provider, async () => jobFrom(answerOf(await jobs.resume(id, of(options))))),
    events: (id, known, options) => read(provider, () => newEvents(client, id, known, options)),
    checkpoints: (id, options) =>
      read(provider, async () => {
        const answer = await jobs.checkpoints.list(id, { limit: pageSize }, of(options));
        return listIn(answerOf(answer), checkpointFrom);
      }),
  };
}

type FileCalls = "deleteFile" | "files" | "result" | "upload";

function fileCalls(client: OpenAI, provider: Provider): Pick<ProviderClient, FileCalls> {
  return {
    upload: (upload, options) =>
      create(provider, async () => {
        const content = await upload.open();
        const file = new CountedFile(
          content,
          upload.name,
          options?.onProgress ?? (() => undefined),
        );
        const settings = { ...of(options), timeout: uploadSilenceMs };
        return fileFrom(
          answerOf(await client.files.create({ file, purpose: "fine-tune" }, settings)),
        );
      }),
    files: (options) =>
      read(provider, async () => {
        const query = { purpose: "fine-tune", limit: mostFiles };
        return listIn(answerOf(await client.files.list(query, of(options))), fileFrom);
      }),
    result: (id, options) =>
      read(provider, async () =>
        resultText(await (await client.files.content(id, of(options))).text()),
      ),
    deleteFile: (id, options) => act(provider, () => client.files.delete(id, of(options))),
  };
}

/** Reads pages of events, the newest first, until one of them is known. The oldest comes first. */
async function newEvents(
  client: OpenAI,
  id: string,
  known: ReadonlySet<string>,
  options: CallOptions | undefined,
): Promise<readonly JobEvent[]> {
  const found = new Map<string, JobEvent>();
  let after: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const query = { limit: pageSize, ...(after !== undefined && { after }) };
    const answer = await client.fineTuning.jobs.listEvents(id, query, of(options));
    const events = listIn(answerOf(answer), eventFrom) ?? [];
    const fresh = events.filter((event) => !known.has(event.id) && !found.has(event.id));
    for (const event of fresh) found.set(event.id, event);
    after = events.at(-1)?.id;
    const isEnd = fresh.length === 0 || events.some((event) => known.has(event.id));
    if (isEnd || !answer.has_more || after === undefined) break;
  }
  return [...found.values()].reverse();
}

function bodyFor(provider: Provider, order: JobOrder): JobCreateParams {
  const { model, trainingFile, validationFile, suffix, seed, run } = order;
  return {
    model,
    training_file: trainingFile,
    method: methodOf(order),
    ...(validationFile !== null && { validation_file: validationFile }),
    ...(suffix !== null && { suffix }),
    ...(seed !== null && { seed }),
    ...(provider.marksJobsBy === "metadata" && { metadata: { [runKey]: run } }),
  };
}

/** Makes a call that creates nothing. */
async function read<Value>(
  provider: Provider,
  call: () => Promise<Value | undefined>,
): Promise<Value> {
  return attempt({ provider, creates: false }, call);
}

/** Makes a call that creates something, once. */
async function create<Value>(
  provider: Provider,
  call: () => Promise<Value | undefined>,
): Promise<Value> {
  return attempt({ provider, creates: true }, call);
}

/** Makes a call whose answer says nothing. */
async function act(provider: Provider, call: () => Promise<unknown>): Promise<void> {
  await attempt({ provider, creates: false }, async () => (await call()) ?? {});
}

async function attempt<Value>(
  failed: FailedCall,
  call: () => Promise<Value | undefined>,
): Promise<Value> {
  let value: Value | undefined;
  try {
    value = await call();
  } catch (error) {
    throw explainError(error, failed);
  }
  if (value === undefined) throw unreadable(failed, "something that must be in it is missing");
  return value;
}

function of(options: CallOptions | undefined): { readonly signal?: AbortSignal } {
  return options?.signal === undefined ? {} : { signal: options.signal };
}

/** What the client's types promise and a service may break. */
function answerOf(answer: object): JsonValue {
  return answer as unknown as JsonValue;
}
