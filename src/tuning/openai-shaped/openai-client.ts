import OpenAI from "openai";
import type { JobCreateParams } from "openai/resources/fine-tuning/jobs/jobs";
import type { JsonValue } from "../../core/json/json-node.js";
import { isJsonObject, ownMember } from "../../core/json/json-node.js";
import type {
  CallOptions,
  Connection,
  JobEvent,
  JobOrder,
  Provider,
  ProviderClient,
} from "../provider.js";
import { CountedFile } from "./counted-file.js";
import type { Caller, FailedCall } from "./explain-error.js";
import { explainError, unreadable } from "./explain-error.js";
import { methodOf } from "./job-method.js";
import { withKnownError } from "./known-error.js";
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
    fetch: fetchFor(connection),
    // The key is the person's own, and this is no web page.
    dangerouslyAllowBrowser: true,
  });
  const caller: Caller = { title: provider.title, key: connection.key };
  return {
    ...jobCalls(client, provider, caller),
    ...fileCalls(client, caller),
    models: (options) =>
      read(caller, async () => listIn(await listAt(client, "/models", {}, options), modelFrom)),
    deleteModel: (id, options) => act(caller, () => client.models.delete(id, of(options))),
  };
}

/**
 * What the client sends requests with. Without a `Response` of its own, the client would fetch an
 * empty address first to find out which kind of answers there are.
 */
function fetchFor(connection: Connection): typeof fetch {
  const send: typeof fetch = async (input, init) =>
    withKnownError(await connection.fetch(new Request(input, init)));
  return Object.assign(send, { Response });
}

type JobCalls =
  "cancel" | "checkpoints" | "createJob" | "events" | "job" | "jobs" | "pause" | "resume";

function jobCalls(
  client: OpenAI,
  provider: Provider,
  caller: Caller,
): Pick<ProviderClient, JobCalls> {
  const { jobs } = client.fineTuning;
  return {
    createJob: (order, options) =>
      create(caller, async () => {
        return jobFrom(answerOf(await jobs.create(bodyFor(provider, order), of(options))));
      }),
    jobs: (most, options) =>
      read(caller, async () =>
        listIn(await listAt(client, jobsPath, { limit: most }, options), jobFrom),
      ),
    job: (id, options) =>
      read(caller, async () => jobFrom(answerOf(await jobs.retrieve(id, of(options))))),
    cancel: (id, options) =>
      read(caller, async () => jobFrom(answerOf(await jobs.cancel(id, of(options))))),
    pause: (id, options) =>
      read(caller, async () => jobFrom(answerOf(await jobs.pause(id, of(options))))),
    resume: (id, options) =>
      read(caller, async () => jobFrom(answerOf(await jobs.resume(id, of(options))))),
    events: (id, known, options) => read(caller, () => newEvents(client, id, known, options)),
    checkpoints: (id, options) =>
      read(caller, async () => {
        const path = `${jobsPath}/${encodeURIComponent(id)}/checkpoints`;
        return listIn(await listAt(client, path, { limit: pageSize }, options), checkpointFrom);
      }),
  };
}

type FileCalls = "deleteFile" | "files" | "result" | "upload";

function fileCalls(client: OpenAI, caller: Caller): Pick<ProviderClient, FileCalls> {
  return {
    upload: (upload, options) =>
      create(caller, async () => {
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
      read(caller, async () => {
        const query = { purpose: "fine-tune", limit: mostFiles };
        return listIn(await listAt(client, "/files", query, options), fileFrom);
      }),
    result: (id, options) =>
      read(caller, async () =>
        resultText(await (await client.files.content(id, of(options))).text()),
      ),
    deleteFile: (id, options) => act(caller, () => client.files.delete(id, of(options))),
  };
}

/** Reads pages of events, the newest first, until one of them is known. The oldest comes first. */
async function newEvents(
  client: OpenAI,
  id: string,
  known: ReadonlySet<string>,
  options: CallOptions | undefined,
): Promise<readonly JobEvent[] | undefined> {
  const path = `${jobsPath}/${encodeURIComponent(id)}/events`;
  const found = new Map<string, JobEvent>();
  let after: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const query = { limit: pageSize, ...(after !== undefined && { after }) };
    const answer = await listAt(client, path, query, options);
    const events = listIn(answer, eventFrom);
    if (events === undefined) return undefined;
    const fresh = events.filter((event) => !known.has(event.id) && !found.has(event.id));
    for (const event of fresh) found.set(event.id, event);
    after = events.at(-1)?.id;
    const isEnd = fresh.length === 0 || events.some((event) => known.has(event.id));
    if (isEnd || !hasMore(answer) || after === undefined) break;
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

const jobsPath = "/fine_tuning/jobs";

/**
 * What a service answers where it is asked for a list. The client's own pages take an answer that
 * makes no sense for an empty list, and who finds nothing there uploads or creates it again.
 */
async function listAt(
  client: OpenAI,
  path: string,
  query: Readonly<Record<string, number | string>>,
  options: CallOptions | undefined,
): Promise<JsonValue> {
  return client.get<JsonValue>(path, { query, ...of(options) });
}

function hasMore(answer: JsonValue): boolean {
  return isJsonObject(answer) && ownMember(answer, "has_more") === true;
}

/** Makes a call that creates nothing. */
async function read<Value>(caller: Caller, call: () => Promise<Value | undefined>): Promise<Value> {
  return attempt({ caller, creates: false }, call);
}

/** Makes a call that creates something, once. */
async function create<Value>(
  caller: Caller,
  call: () => Promise<Value | undefined>,
): Promise<Value> {
  return attempt({ caller, creates: true }, call);
}

/** Makes a call whose answer says nothing. */
async function act(caller: Caller, call: () => Promise<unknown>): Promise<void> {
  await attempt({ caller, creates: false }, async () => (await call()) ?? {});
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
