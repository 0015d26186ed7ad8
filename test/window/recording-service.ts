import OpenAI, { toFile } from "openai";
import { startLocalEngine } from "../../src/tuning/local/engine/local-engine.js";
import { MemoryFolder } from "../../src/tuning/local/engine/memory-folder.js";
import { carryOut } from "../../src/tuning/local/engine/trainer.js";
import type { Trainer } from "../../src/tuning/local/engine/trainer.js";
import { serveEngine } from "../../src/tuning/node/serve-engine.js";

/** A service with OpenAI's routes on this machine, whose trainings stand still until a test says. */
export interface RecordingService {
  readonly url: string;
  /** Method and path of each request that sent or created something. */
  readonly sent: () => readonly string[];
  /** Lets trainings go on up to a step. */
  readonly train: (step: number) => void;
  /** Begins a job with a file, as another program does; resolves with its id. */
  readonly createJob: (content: string, name: string) => Promise<string>;
  /** Nobody reaches the service until `connect`. */
  readonly disconnect: () => Promise<void>;
  readonly connect: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts a service that takes this key. */
export async function startRecordingService(key: string): Promise<RecordingService> {
  const sent: string[] = [];
  let most = 2;
  let change = Promise.withResolvers<void>();
  const trainer: Trainer = {
    train: async (order, onReport, signal) => {
      for (const report of carryOut(order)) {
        while (report.kind === "step" && report.step > most && !signal.aborted) {
          await Promise.race([change.promise, aborted(signal)]);
        }
        if (signal.aborted) return;
        onReport(report);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
  const engine = startLocalEngine({
    folder: new MemoryFolder(),
    trainer,
    now: () => Date.now(),
    onTrouble: (error) => console.error(error),
  });
  const recorded: typeof engine = {
    ...engine,
    fetch: (request) => {
      if (request.method !== "GET") sent.push(`${request.method} ${new URL(request.url).pathname}`);
      return engine.fetch(request);
    },
  };
  let server = await serveEngine(recorded, { port: 0, token: key });
  const { url } = server;
  return {
    url,
    sent: () => sent,
    train(step) {
      most = step;
      change.resolve();
      change = Promise.withResolvers();
    },
    async createJob(content, name) {
      const client = new OpenAI({ apiKey: key, baseURL: url });
      const file = await toFile(Buffer.from(content), name);
      const { id } = await client.files.create({ file, purpose: "fine-tune" });
      const model = "tunewright-classifier";
      return (await client.fineTuning.jobs.create({ model, training_file: id })).id;
    },
    disconnect: () => server.close(),
    async connect() {
      server = await serveEngine(recorded, { port: Number(new URL(url).port), token: key });
    },
    async close() {
      await server.close();
      await engine.close();
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true }),
  );
}
