import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import * as vscode from "vscode";
import type { RecipeDeskApi, RecipeEditorApi } from "../../protocol/recipe-messages.js";
import type { Connection, Handlers, Remote } from "../../protocol/rpc.js";
import { connect } from "../../protocol/rpc.js";

interface Running {
  readonly child: ChildProcess;
  readonly connection: Connection<RecipeDeskApi>;
}

/** What a process is started with. */
export interface ProcessContext {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly editor: Handlers<RecipeEditorApi>;
}

/** The process that reads recipes and their sources: started when it is first asked, and again where it died. */
export class RecipeProcess implements vscode.Disposable {
  readonly #context: ProcessContext;
  #running: Running | undefined;

  constructor(context: ProcessContext) {
    this.#context = context;
  }

  get desk(): Remote<RecipeDeskApi> {
    this.#running ??= this.#start();
    return this.#running.connection.remote;
  }

  dispose(): void {
    const { child, connection } = this.#running ?? {};
    this.#running = undefined;
    connection?.dispose();
    child?.kill();
  }

  #start(): Running {
    const { extensionUri, log, editor } = this.#context;
    const program = vscode.Uri.joinPath(extensionUri, "dist", "recipes.js").fsPath;
    const child = fork(program, [], {
      // In a desktop editor Node is the editor itself.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    child.stderr?.on("data", (text: Buffer) => log.warn(String(text)));
    const connection = connect<RecipeEditorApi, RecipeDeskApi>(
      {
        send: (message) => void child.send(message as object, () => undefined),
        onMessage(listener) {
          child.on("message", listener);
          return () => void child.off("message", listener);
        },
      },
      editor,
    );
    const gone = (reason: unknown): void => {
      if (this.#running?.child !== child) return;
      log.warn(`The process that reads recipes has ended: ${String(reason)}`);
      this.#running = undefined;
      // Whoever waits for an answer is told.
      connection.dispose();
    };
    child.on("error", gone);
    child.on("exit", gone);
    void connection.remote
      .begin({ translation: vscode.l10n.bundle ?? null })
      .catch(() => undefined);
    return { child, connection };
  }
}
