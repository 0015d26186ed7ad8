import { isObject } from "./is-object.js";

/** Where messages go to the other side of a webview and come from it. */
export interface Port {
  send(message: unknown): void;
  /** Returns what ends the listening. */
  onMessage(listener: (message: unknown) => void): () => void;
}

/** What the other side offers, as it is called from here. */
export type Remote<Api> = {
  readonly [Name in keyof Api]: Api[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

/** What one side offers to the other: functions of at most one argument. */
export type Handlers<Api> = {
  readonly [Name in keyof Api]: Api[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Result | Promise<Awaited<Result>>
    : never;
};

/** A conversation between the two sides of a webview. */
export interface Connection<Api> {
  readonly remote: Remote<Api>;
  /** Ends it; calls without an answer are rejected. */
  dispose(): void;
}

interface Call {
  readonly kind: "call";
  readonly id: number;
  readonly name: string;
  readonly argument?: unknown;
}

type Answer =
  | { readonly kind: "result"; readonly id: number; readonly value?: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly message: string };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Connects the two sides of a webview: `local` answers the other side's calls. What a handler throws
 * rejects the call at the other side, so nobody waits for ever. Handlers check their argument with
 * `checked` where it comes from a page.
 */
export function connect<Local extends object, Api extends object>(
  port: Port,
  local: Handlers<Local>,
): Connection<Api> {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  const call = (name: string, argument: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      calls += 1;
      waiting.set(calls, { resolve, reject });
      port.send({ kind: "call", id: calls, name, argument } satisfies Call);
    });
  const stop = port.onMessage((message) => {
    if (isCall(message)) void answer(local, message).then((answer) => port.send(answer));
    else if (isAnswer(message)) settle(waiting, message);
  });
  return {
    remote: remoteOf<Api>(call),
    dispose() {
      stop();
      for (const { reject } of waiting.values()) reject(new Error("The page was closed."));
      waiting.clear();
    },
  };
}

/** A handler that is called only with an argument that `isFine` accepts. */
export function checked<Argument, Result>(
  isFine: (argument: unknown) => argument is Argument,
  handler: (argument: Argument) => Result,
): (argument: Argument) => Result {
  return (argument: unknown) => {
    if (!isFine(argument)) throw new TypeError("The page sent an argument that makes no sense.");
    return handler(argument);
  };
}

/** Each name that is asked for is a function that calls the other side. */
function remoteOf<Api extends object>(
  call: (name: string, argument: unknown) => Promise<unknown>,
): Remote<Api> {
  const names = new Proxy(
    {},
    { get: (_, name) => (argument?: unknown) => call(String(name), argument) },
  );
  // The other side has the same interface, and refuses names that it does not know.
  return names as Remote<Api>;
}

async function answer(local: object, { id, name, argument }: Call): Promise<Answer> {
  try {
    // Only what the object itself has: no page can reach what all objects have.
    const handler: unknown = Object.hasOwn(local, name) ? Reflect.get(local, name) : undefined;
    if (typeof handler !== "function") throw new TypeError(`There is nothing called "${name}".`);
    const value: unknown = await Reflect.apply(handler, undefined, [argument]);
    return { kind: "result", id, value };
  } catch (error) {
    return { kind: "failure", id, message: error instanceof Error ? error.message : String(error) };
  }
}

function settle(waiting: Map<number, Waiting>, answer: Answer): void {
  const call = waiting.get(answer.id);
  waiting.delete(answer.id);
  if (answer.kind === "result") call?.resolve(answer.value);
  else call?.reject(new Error(answer.message));
}

function isCall(message: unknown): message is Call {
  return (
    isObject(message) &&
    message["kind"] === "call" &&
    typeof message["id"] === "number" &&
    typeof message["name"] === "string"
  );
}

function isAnswer(message: unknown): message is Answer {
  if (!isObject(message) || typeof message["id"] !== "number") return false;
  return (
    message["kind"] === "result" ||
    (message["kind"] === "failure" && typeof message["message"] === "string")
  );
}
