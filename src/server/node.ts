import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createConnection } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { checkDataset } from "../core/dataset/check-dataset.js";
import type { Tokenizers } from "../core/tokens/tokenizers.js";
import { NodeTokenizers } from "../data/node-tokenizers.js";
import { headOf, openDataset } from "../data/open-dataset.js";
import { configurationText, nearestConfiguration } from "../data/find-configuration.js";
import { datasetsBelow } from "../data/find-datasets.js";
import { outputFile } from "../data/output-file.js";
import { splitsAfter } from "../data/find-splits.js";
import { SplitDatasets } from "../data/split-datasets.js";
import { UserError } from "../data/user-error.js";
import type { LaterRole, NamedSplits } from "../core/dataset/split-names.js";
import { lazyJudgeLabels } from "../tuning/node/load-label-judge.js";
import type { CheckOutcome } from "../core/dataset/check-dataset.js";
import manifest from "../../package.json" with { type: "json" };
import type { OtherDatasets, ServerFiles, ServerHost } from "./host.js";
import { startServer } from "./server.js";

/**
 * Starts the language server on this process: over the channel that the command line names
 * (`--stdio`, `--node-ipc`). Resolves when the editor has gone.
 */
export async function startNodeServer(): Promise<void> {
  const connection = createConnection();
  const ended = new Promise<void>((resolve) => {
    connection.onExit(resolve);
  });
  startServer(connection, nodeHost());
  await ended;
}

function nodeHost(): ServerHost {
  return {
    startTimer(callback, delayMs) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    pause,
    now: () => performance.now(),
    today: () => new Date().toISOString().slice(0, 10),
    version: manifest.version,
    files: nodeFiles,
    tokenizers: nodeTokenizers(),
    judgeLabels: lazyJudgeLabels,
    ruleDocumentation: pathToFileURL(join(packageRoot(), "docs", "rules")).href,
  };
}

function nodeTokenizers(): Tokenizers {
  const tokenizers = new NodeTokenizers();
  return {
    encoding: (name) => tokenizers.encoding(name),
    file: (uri) => tokenizers.file(URI.parse(uri).fsPath),
  };
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** The folder above `dist`, where the bundle runs. */
function packageRoot(): string {
  return dirname(dirname(fileURLToPath(import.meta.url)));
}

const sliceMs = 25;

const splits = new SplitDatasets();

const noOthers: OtherDatasets = { datasets: [], release: () => undefined };

async function othersOf(
  uri: string,
  named?: NamedSplits | readonly string[],
): Promise<OtherDatasets> {
  if (!uri.startsWith("file:")) return noOthers;
  const nameOf = (found: string): string => URI.file(found).toString();
  return splits.before(URI.parse(uri).fsPath, nameOf, named && onDisk(named));
}

/** The same with paths instead of URIs. */
function onDisk(named: NamedSplits | readonly string[]): NamedSplits | readonly string[] {
  if ("folder" in named) return withFolderOnDisk(named);
  return named.filter((uri) => uri.startsWith("file:")).map((uri) => URI.parse(uri).fsPath);
}

function withFolderOnDisk(named: NamedSplits): NamedSplits {
  return { ...named, folder: URI.parse(named.folder).fsPath };
}

function splitUrisAfter(uri: string, role: LaterRole, named?: NamedSplits): readonly string[] {
  if (!uri.startsWith("file:")) return [];
  const found = splitsAfter(URI.parse(uri).fsPath, role, named && withFolderOnDisk(named));
  return found.map((path) => URI.file(path).toString());
}

const nodeFiles: ServerFiles = {
  headOf: async (uri) => (uri.startsWith("file:") ? headOf(URI.parse(uri).fsPath) : undefined),
  othersOf,
  splitsAfter: splitUrisAfter,
  nearestConfiguration(folder) {
    if (!folder.startsWith("file:")) return undefined;
    const file = nearestConfiguration(URI.parse(folder).fsPath);
    return file === undefined ? undefined : URI.file(file).toString();
  },
  configurationText: (uri) => configurationText(URI.parse(uri).fsPath),
  find: (folder) => {
    if (!folder.startsWith("file:")) return [];
    return datasetsBelow(URI.parse(folder).fsPath).map((path) => URI.file(path).toString());
  },
  open: (uri) => openDataset(URI.parse(uri).fsPath),
  create(uri) {
    const file = outputFile(URI.parse(uri).fsPath, { mayReplace: true });
    return {
      write: (text) => file.write(Buffer.from(text, "utf8")),
      commit: () => file.commit(),
      discard: () => file.discard(),
    };
  },
  async check(uri, options, { isCancelled }): Promise<CheckOutcome> {
    const file = await openDataset(URI.parse(uri).fsPath);
    const others = await othersOf(uri, options.splits);
    try {
      const steps = checkDataset(file, { ...options, others: others.datasets });
      let rested = performance.now();
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done === true) return step.value;
        if (performance.now() - rested < sliceMs) continue;
        await pause();
        rested = performance.now();
        if (!isCancelled()) continue;
        // Ends the check, which gives back what it holds.
        const error = new UserError("The check was cancelled.");
        steps.throw(error);
        throw error;
      }
    } finally {
      others.release();
      file.close();
    }
  },
};
