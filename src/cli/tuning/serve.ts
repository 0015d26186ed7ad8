import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describeSystemError, systemErrorCode, UserError } from "../../data/user-error.js";
import type { ServedEngine } from "../../tuning/node/serve-engine.js";
import { serveEngine } from "../../tuning/node/serve-engine.js";
import type { LocalEngine } from "../../tuning/local/engine/local-engine.js";
import type { ExitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { parseOptions, wholeNumber } from "../options.js";
import { openEngine } from "./open-engine.js";

const mostPort = 65_535;
const lookMs = 100;

/** Runs `tunewright serve` until it is interrupted. */
export async function runServe(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseOptions(args, { port: { type: "string" }, json: { type: "boolean" } });
  const port = values.port === undefined ? 0 : wholeNumber("--port", values.port);
  if (port > mostPort) throw new UserError(`Expected --port to be at most ${mostPort}.`);
  const key = io.environment["TUNEWRIGHT_SERVE_TOKEN"] || randomBytes(24).toString("base64url");
  const engine = openEngine(io);
  const served = await listen(engine, port, key);
  try {
    await engine.resumeAbandoned();
    io.stdout.write(values.json === true ? asJson(served, key) : asText(served, key));
    for (;;) {
      await io.pause();
      await sleep(lookMs);
    }
  } finally {
    await Promise.all([served.close(), engine.close()]);
  }
}

async function listen(engine: LocalEngine, port: number, token: string): Promise<ServedEngine> {
  try {
    return await serveEngine(engine, { port, token });
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    const isTaken = systemErrorCode(error) === "EADDRINUSE";
    throw new UserError(
      isTaken
        ? `Port ${port} is taken. Choose another with --port, or leave it out.`
        : describeSystemError(error, `Port ${port}`),
    );
  }
}

function asText({ url }: ServedEngine, key: string): string {
  return `The local engine listens at ${url}
Key: ${key}

For programs that use OpenAI's client:
  export OPENAI_BASE_URL=${url}
  export OPENAI_API_KEY=${key}

Stop it with Ctrl+C.
`;
}

function asJson({ url }: ServedEngine, key: string): string {
  return `${JSON.stringify({ version: 1, url, key })}\n`;
}
