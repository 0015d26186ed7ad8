import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Connection } from "../../../src/tuning/provider.js";
import type { Dialect, DialectName } from "./dialects.js";
import { dialects } from "./dialects.js";
import type { Drawn, ModelToken } from "./language-model.js";
import { LanguageModel } from "./language-model.js";
import { contentEntries, legacyArrays, promptLogprobs } from "./shapes.js";
import type { Message } from "./training-texts.js";
import { conversationText, trainingTexts } from "./training-texts.js";

/** A service of a test that answers with a real, small language model, as any of several servers. */
export interface ModelServer {
  readonly model: LanguageModel;
  /** The bodies of all requests, in their order. */
  readonly requests: readonly { readonly path: string; readonly body: RequestBody }[];
  /** Reaches it without a network, as one of the servers. */
  connection(dialect: DialectName): Connection;
  fetch(request: Request): Promise<Response>;
}

/** What a request may hold, as far as the server looks at it. */
export interface RequestBody {
  readonly model?: string;
  readonly prompt?: string;
  readonly messages?: readonly Message[];
  readonly input?: readonly Message[];
  readonly stream?: boolean;
  readonly echo?: boolean;
  readonly logprobs?: boolean | number;
  readonly top_logprobs?: number;
  readonly prompt_logprobs?: number;
  readonly return_token_ids?: boolean;
  readonly add_generation_prompt?: boolean;
  readonly include?: readonly string[];
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly max_output_tokens?: number;
  readonly reasoning_effort?: string;
  readonly temperature?: number;
  readonly top_p?: number;
  readonly seed?: number;
  readonly stop?: readonly string[] | string;
}

/** What a server has. */
export interface ModelServerOptions {
  readonly returnsTokenIds?: boolean;
  /** Answers under every name that is not one of `named`. */
  readonly model?: LanguageModel;
  /** The models that the server lists, by their names. */
  readonly named?: Readonly<Record<string, LanguageModel>>;
}

let trained: LanguageModel | undefined;

/** Trains the model (once for all tests of a process) and answers requests with it. */
export function modelServer(options: ModelServerOptions = {}): ModelServer {
  const model = options.model ?? (trained ??= new LanguageModel(trainingTexts()));
  const requests: { path: string; body: RequestBody }[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname;
    const [, name = "", route = ""] = /^\/([^/]+)\/v1\/(.+)$/.exec(path) ?? [];
    const dialect: Dialect | undefined = dialects[name as DialectName];
    if (dialect === undefined) return refusal(404, "There is no such route.");
    if (request.method === "GET") return listed(Object.keys(options.named ?? { model }));
    const body = (await request.json()) as RequestBody;
    requests.push({ path, body });
    const answering = options.named?.[body.model ?? ""] ?? model;
    const hasIds = options.returnsTokenIds ?? true;
    return answerTo(route, body, { dialect, model: answering, hasIds });
  };
  return {
    model,
    requests,
    fetch,
    connection: (dialect) => ({ url: `http://model.test/${dialect}/v1`, key: "a test key", fetch }),
  };
}

function listed(names: readonly string[]): Response {
  const data = names.map((id) => ({ id, object: "model", created: 0, owned_by: "test" }));
  return Response.json({ object: "list", data });
}

/** The same over HTTP on this machine: `http://127.0.0.1:PORT`, before `/DIALECT/v1`. */
export async function startModelServer(
  test: { after(clean: () => void): void },
  server: Pick<ModelServer, "fetch"> = modelServer(),
): Promise<string> {
  const { url, close } = await serveModels(server);
  test.after(close);
  return url;
}

/** The same for who closes it without a test; port 0 is any that is free. */
export async function serveModels(
  { fetch }: Pick<ModelServer, "fetch">,
  listensOn = 0,
): Promise<{ readonly url: string; readonly close: () => void }> {
  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const listening = serve({ fetch, hostname: "127.0.0.1", port: listensOn }, resolve);
  const { port } = await promise;
  const close = (): void => {
    listening.close();
    if ("closeAllConnections" in listening) listening.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

interface Server {
  readonly dialect: Dialect;
  readonly model: LanguageModel;
  readonly hasIds: boolean;
}

function answerTo(route: string, body: RequestBody, server: Server): Response {
  switch (route) {
    case "completions":
      return server.dialect.completions === "missing"
        ? refusal(404, "This is a chat model and not supported in the v1/completions endpoint.")
        : completion(body, server);
    case "chat/completions":
      return chat(body, server);
    case "responses":
      return server.dialect.responses === "missing"
        ? refusal(404, "Not Found")
        : response(body, server);
    default:
      return refusal(404, "Not Found");
  }
}

function completion(body: RequestBody, server: Server): Response {
  const { dialect, model } = server;
  const prompt = body.prompt ?? "";
  const top = typeof body.logprobs === "number" ? body.logprobs : undefined;
  const most = body.max_tokens ?? 16;
  const trouble = completionTrouble(body, top, most, dialect);
  if (trouble !== undefined) return refusal(400, trouble);
  const drawn = model.draw(prompt, { ...drawingOf(body), maxTokens: most });
  const echoed = body.echo === true && dialect.echo !== "ignored" ? model.score(prompt) : [];
  const isWhole = dialect.echo === "whole";
  const list = isWhole ? [...echoed, ...drawn.tokens] : drawn.tokens;
  const logprobs = top === undefined ? null : logprobsOf(list, top, server);
  const choice = {
    index: 0,
    text: (echoed.length > 0 && dialect.echo !== "apart" ? prompt : "") + drawn.text,
    logprobs,
    finish_reason: most === 0 ? "length" : drawn.finish,
    ...(body.prompt_logprobs !== undefined && promptPart(prompt, body, server)),
  };
  const part = { text: prompt, logprobs: legacyArrays(echoed, top ?? 0, dialect, model) };
  const apart = dialect.echo === "apart" && echoed.length > 0 ? { prompt: [part] } : {};
  const head = { id: "cmpl-1", object: "text_completion", created: 0, model: body.model };
  if (body.stream !== true) return Response.json({ ...head, choices: [choice], ...apart });
  const pieces = piecesOf(drawn).map(({ text, token }) => ({
    ...head,
    choices: [{ index: 0, text, logprobs: logprobsOf([token], top ?? 0, server) }],
  }));
  return events([
    ...pieces,
    { ...head, choices: [{ index: 0, text: "", finish_reason: drawn.finish }] },
  ]);
}

function completionTrouble(
  { echo }: RequestBody,
  top: number | undefined,
  most: number,
  dialect: Dialect,
): string | undefined {
  if (top !== undefined && top > dialect.most) {
    return `logprobs must be at most ${dialect.most}, got ${top}`;
  }
  if (most === 0 && !dialect.takesZero) return "max_tokens must be at least 1, got 0.";
  if (echo !== true) return undefined;
  if (dialect.echo === "refused") return "Only no echo is supported";
  return dialect.echo === "refused-with-logprobs" && top !== undefined
    ? "Setting 'echo' and 'logprobs' at the same time is not supported for this model."
    : undefined;
}

function logprobsOf(
  tokens: ReturnType<LanguageModel["score"]>,
  top: number,
  { dialect, model }: Server,
): object {
  if (dialect.completions === "arrays") return legacyArrays(tokens, top, dialect, model);
  const entries = tokens.flatMap((token) =>
    "logprob" in token
      ? contentEntries([token], top, dialect, model)
      : [{ token: Buffer.from(token.bytes).toString(), bytes: [...token.bytes], logprob: null }],
  );
  return { content: entries };
}

function promptPart(text: string, body: RequestBody, { dialect, model, hasIds }: Server): object {
  if (!dialect.hasPromptLogprobs) return {};
  const tokens = model.score(text);
  return {
    prompt_logprobs: promptLogprobs(tokens, body.prompt_logprobs ?? 0, model),
    ...(hasIds &&
      body.return_token_ids === true && { prompt_token_ids: tokens.map(({ id }) => id) }),
  };
}

function chat(body: RequestBody, server: Server): Response {
  const { dialect, model } = server;
  const wants = body.logprobs === true;
  const top = body.top_logprobs ?? 0;
  const trouble = wants ? chatTrouble(body, top, dialect) : undefined;
  if (trouble !== undefined) return refusal(400, trouble);
  if (dialect.chat === "reasoning" && body.max_tokens !== undefined) {
    return refusal(
      400,
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    );
  }
  const prompt = chatPrompt(body);
  const maxTokens = body.max_completion_tokens ?? body.max_tokens ?? 16;
  const drawn = model.draw(prompt, {
    ...drawingOf(body),
    stop: [...stopsOf(body), "\n"],
    maxTokens,
  });
  const given = dialect.chat === "null" || !wants;
  const content = (tokens: readonly ModelToken[]): object | null =>
    given ? null : { content: contentEntries(tokens, top, dialect, model), refusal: null };
  const head = { id: "chatcmpl-1", created: 0, model: body.model };
  if (body.stream === true) {
    const pieces = piecesOf(drawn).map(({ text, token }) => ({
      ...head,
      object: "chat.completion.chunk",
      choices: [{ index: 0, delta: { content: text }, logprobs: content([token]) }],
    }));
    return events([
      ...pieces,
      { ...head, choices: [{ index: 0, delta: {}, finish_reason: drawn.finish }] },
    ]);
  }
  return Response.json({
    ...head,
    object: "chat.completion",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: drawn.text },
        logprobs: content(drawn.tokens),
        finish_reason: drawn.finish,
      },
    ],
    ...(body.prompt_logprobs !== undefined && promptPart(prompt, body, server)),
  });
}

function chatTrouble(body: RequestBody, top: number, dialect: Dialect): string | undefined {
  if (dialect.chat === "reasoning") {
    if (body.reasoning_effort !== "none")
      return "logprobs are not supported with reasoning models.";
    if (top > 5) return "top_logprobs must be at most 5 for this model.";
  }
  const most = Math.max(dialect.most, dialect.completions === "missing" ? 20 : dialect.most);
  return top > most ? `top_logprobs must be at most ${most}, got ${top}` : undefined;
}

/** The text that a conversation is for the model: up to the answer, or with it. */
function chatPrompt({ messages = [], add_generation_prompt: isAsked }: RequestBody): string {
  return conversationText(messages) + (isAsked === false ? "" : "assistant: ");
}

function response(body: RequestBody, { dialect, model }: Server): Response {
  const prompt = `${conversationText(body.input ?? [])}assistant: `;
  const maxTokens = body.max_output_tokens ?? 16;
  if (maxTokens < 16) return refusal(400, "max_output_tokens must be at least 16.");
  const drawn = model.draw(prompt, { ...drawingOf(body), stop: ["\n"], maxTokens });
  const wants = body.include?.includes("message.output_text.logprobs") === true;
  const top = body.top_logprobs ?? 0;
  if (body.stream === true) {
    const bare = { ...dialect, hasBytes: false };
    const pieces = piecesOf(drawn).map(({ text, token }) => ({
      type: "response.output_text.delta",
      delta: text,
      logprobs: wants ? contentEntries([token], top, bare, model) : [],
    }));
    return events([
      ...pieces,
      { type: "response.completed", response: { status: "completed", output: [] } },
    ]);
  }
  const logprobs = wants ? contentEntries(drawn.tokens, top, dialect, model) : [];
  const content = [{ type: "output_text", text: drawn.text, annotations: [], logprobs }];
  const output = [
    { type: "reasoning", summary: [] },
    { type: "message", role: "assistant", content },
  ];
  return Response.json({ id: "resp-1", object: "response", status: "completed", output });
}

/** The text that each token completes: servers hold back what is no whole character yet. */
function piecesOf({
  tokens,
  text,
}: Drawn): readonly { readonly text: string; readonly token: ModelToken }[] {
  const decoder = new TextDecoder();
  const pieces = tokens.map((token) => ({
    token,
    text: decoder.decode(token.bytes, { stream: true }),
  }));
  const sent = pieces.reduce((sum, piece) => sum + piece.text.length, 0);
  const last = pieces.at(-1);
  if (last !== undefined) last.text += text.slice(sent);
  return pieces;
}

function drawingOf(body: RequestBody): Omit<Parameters<LanguageModel["draw"]>[1], "maxTokens"> {
  const { temperature = 1, top_p: topP = 1, seed = 1 } = body;
  return { temperature, topP, seed, stop: stopsOf(body) };
}

function stopsOf({ stop = [] }: RequestBody): readonly string[] {
  return typeof stop === "string" ? [stop] : stop;
}

function events(chunks: readonly object[]): Response {
  const lines = [...chunks.map((chunk) => JSON.stringify(chunk)), "[DONE]"];
  const text = lines.map((line) => `data: ${line}\n\n`).join("");
  return new Response(text, { headers: { "Content-Type": "text/event-stream" } });
}

function refusal(status: number, message: string): Response {
  const error = { message, type: "invalid_request_error", param: null, code: null };
  return Response.json({ error }, { status });
}
