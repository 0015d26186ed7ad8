import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** How to serve a VS Code. */
export interface ServeOptions {
  /** The folder that `installVSCode` returns. */
  readonly vscodeFolder: string;
  /**
   * `person`: for somebody's browser, with a random connection token and Workspace Trust.
   * `test`: for our own browser only: no token, no trust, and `payload` may load an extension.
   */
  readonly mode: "person" | "test";
  /** Keep Workspace Trust in `test` mode, to test Restricted Mode. */
  readonly trust?: boolean;
  /** Machine settings, on top of those that keep the window quiet. */
  readonly settings?: Settings;
  /** Folders of unpacked extensions to have installed. */
  readonly extensions?: readonly string[];
  /** Where extensions are installed; a throw-away folder when left out. */
  readonly extensionsFolder?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** VS Code settings, as in `settings.json`. */
export type Settings = Readonly<Record<string, unknown>>;

/** What the window shall open; all paths absolute. */
export interface OpenRequest {
  readonly folder: string;
  /** A file of the folder to open at the start. */
  readonly file?: string;
  /** The folder of an extension to load; `test` mode only. */
  readonly extensionDevelopmentPath?: string;
  /** The module that exports `run()`; `test` mode only. */
  readonly extensionTestsPath?: string;
}

/** A running server. Its owner calls `dispose`; the end of this process does it too. */
export interface ServedVSCode {
  readonly port: number;
  /** Absent in `test` mode. */
  readonly token?: string;
  /** The address that opens it. */
  readonly url: (request: OpenRequest) => string;
  /** Changes the machine settings for windows opened from then on; open ones may miss it. */
  readonly changeSettings: (settings: Settings) => void;
  /** Stops all its processes, as the sleep of a machine does, or lets them go on. */
  readonly signal: (name: "SIGCONT" | "SIGSTOP") => void;
  /** Settles when the server ends by itself, with the end of its output. */
  readonly ended: Promise<string>;
  readonly dispose: () => Promise<void>;
}

const quietSettings: Settings = {
  "workbench.startupEditor": "none",
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
};

const host = "127.0.0.1";

const startTimeoutMs = 60_000;

/** Starts VS Code's own server on 127.0.0.1 and waits until it listens. */
export async function serveVSCode(options: ServeOptions): Promise<ServedVSCode> {
  const dataFolder = mkdtempSync(join(tmpdir(), "tunewright-vscode-"));
  const removeData = () =>
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  try {
    const changeSettings = (settings: Settings) =>
      writeMachineSettings(dataFolder, { ...options.settings, ...settings });
    changeSettings({});
    const extensionsFolder = options.extensionsFolder ?? join(dataFolder, "extensions");
    linkExtensions(extensionsFolder, options.extensions ?? []);
    const token = options.mode === "person" ? randomBytes(24).toString("hex") : undefined;
    const args = [
      "--host",
      host,
      "--port",
      String(options.port ?? 0),
      "--server-data-dir",
      dataFolder,
      "--extensions-dir",
      extensionsFolder,
      "--accept-server-license-terms",
      "--telemetry-level",
      "off",
      "--disable-experiments",
      ...doorArguments(options, dataFolder, token),
    ];
    const server = startServer(options, args, removeData);
    const port = await portOrEnd(server);
    return {
      port,
      ...(token === undefined ? {} : { token }),
      url: (request) => addressOf(request, port, token),
      changeSettings,
      signal: server.signal,
      ended: server.ended,
      dispose: server.dispose,
    };
  } catch (error) {
    removeData();
    throw error;
  }
}

function writeMachineSettings(dataFolder: string, settings: Settings): void {
  const folder = join(dataFolder, "data/Machine");
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify({ ...quietSettings, ...settings }, undefined, 2);
  writeFileSync(join(folder, "settings.json"), text);
}

/** The server takes a linked folder for an installed extension; a reload sees a new build. */
function linkExtensions(extensionsFolder: string, extensions: readonly string[]): void {
  mkdirSync(extensionsFolder, { recursive: true });
  for (const extension of extensions) {
    symlinkSync(extension, join(extensionsFolder, basename(extension)), "dir");
  }
}

/** The token goes through a file, because every user of a machine can read command lines. */
function doorArguments(
  { mode, trust }: ServeOptions,
  dataFolder: string,
  token: string | undefined,
): readonly string[] {
  if (token !== undefined) {
    const file = join(dataFolder, "connection-token");
    writeFileSync(file, token, { mode: 0o600 });
    return ["--connection-token-file", file];
  }
  if (mode === "person") throw new Error("A VS Code that is served to a person needs a token.");
  const trustArguments = trust === true ? [] : ["--disable-workspace-trust"];
  return ["--without-connection-token", "--enable-smoke-test-driver", ...trustArguments];
}

interface RunningServer extends Pick<ServedVSCode, "signal"> {
  readonly port: Promise<number>;
  readonly ended: Promise<string>;
  readonly dispose: () => Promise<void>;
}

function startServer(
  { vscodeFolder, env }: ServeOptions,
  args: readonly string[],
  cleanUp: () => void,
): RunningServer {
  const guard = fileURLToPath(new URL("server-process.ts", import.meta.url));
  const child = spawn(
    process.execPath,
    [guard, join(vscodeFolder, "out/server-main.js"), ...args],
    { stdio: ["pipe", "pipe", "pipe"], detached: true, env: serverEnvironment(env) },
  );
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
  }
  const closed = new Promise<string>((resolve) =>
    child.once("close", () => resolve(output.join("").slice(-4000))),
  );
  const endNow = endOnExit(child, cleanUp);
  return {
    port: portOf(child, output),
    signal: (name) => {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    },
    ended: closed,
    dispose: async () => {
      endNow();
      await closed;
      cleanUp();
    },
  };
}

async function portOrEnd(server: RunningServer): Promise<number> {
  try {
    return await server.port;
  } catch (error) {
    await server.dispose();
    throw error;
  }
}

/** Resolves with the port as soon as the server prints it. */
function portOf(child: ChildProcess, output: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(
      () => reject(new Error(`The VS Code server did not listen in 60 s:\n${output.join("")}`)),
      startTimeoutMs,
    );
    child.once("error", reject);
    child.once("close", () => {
      clearTimeout(timeout);
      reject(new Error(`The VS Code server ended at its start:\n${output.join("")}`));
    });
    child.stdout?.on("data", () => {
      const port = /agent listening on (\d+)/.exec(output.join(""))?.[1];
      if (port === undefined) return;
      clearTimeout(timeout);
      resolve(Number(port));
    });
  });
}

/** Kills the server's process group at the latest when this process ends. */
function endOnExit(child: ChildProcess, cleanUp: () => void): () => void {
  const kill = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid, "SIGKILL");
  };
  const onExit = () => {
    kill();
    cleanUp();
  };
  const onSignal = (signal: NodeJS.Signals) => process.exit(signal === "SIGINT" ? 130 : 143);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  process.once("exit", onExit);
  for (const signal of signals) process.once(signal, onSignal);
  child.once("close", () => {
    process.removeListener("exit", onExit);
    for (const signal of signals) process.removeListener(signal, onSignal);
  });
  return kill;
}

/** What npm and a surrounding VS Code put into the environment is not for the served one. */
function serverEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(npm_|VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name)),
  );
}

function addressOf(request: OpenRequest, port: number, token: string | undefined): string {
  const remote = (path: string) => `vscode-remote://${host}:${port}${encodeURI(path)}`;
  const { file, extensionDevelopmentPath, extensionTestsPath } = request;
  const payload = [
    ["skipWelcome", "true"],
    ...(file === undefined ? [] : [["openFile", remote(file)]]),
    ...(extensionDevelopmentPath === undefined
      ? []
      : [["extensionDevelopmentPath", remote(extensionDevelopmentPath)]]),
    ...(extensionTestsPath === undefined
      ? []
      : [["extensionTestsPath", remote(extensionTestsPath)]]),
  ];
  const address = new URL(`http://${host}:${port}/`);
  if (token !== undefined) address.searchParams.set("tkn", token);
  address.searchParams.set("folder", remote(request.folder));
  address.searchParams.set("payload", JSON.stringify(payload));
  return address.href;
}
