import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as vscode from "vscode";
import { BegunRuns } from "../../../src/extension/tuning/begun-runs.js";
import type { RunPlace } from "../../../src/extension/tuning/run-places.js";
import { RunsService } from "../../../src/extension/tuning/runs-service.js";
import type { LocalEngine } from "../../../src/tuning/local/engine/local-engine.js";
import { startLocalEngine } from "../../../src/tuning/local/engine/local-engine.js";
import { MemoryFolder } from "../../../src/tuning/local/engine/memory-folder.js";
import { localConnection } from "../../../src/tuning/local-connection.js";
import { FolderLedger } from "../../../src/tuning/runs/folder-ledger.js";
import type { RunFile } from "../../../src/tuning/runs/run-file.js";
import type { Connection, ProviderId } from "../../../src/tuning/provider.js";
import { inlineTrainer } from "../../support/inline-trainer.ts";
import { newRun } from "../../support/new-run.ts";
import { reviewLines } from "../../support/review-lines.ts";

const training = reviewLines(60, 1);

/** A workspace with its runs, and as many windows on it as are opened. */
class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), "tunewright-runs-"));
  readonly stored = new MemoryFolder();
  readonly connections: string[] = [];
  readonly #windows: (() => Promise<void>)[] = [];
  readonly #engine: LocalEngine = startLocalEngine({
    folder: new MemoryFolder(),
    trainer: inlineTrainer,
    now: () => Date.now(),
    onTrouble: (error) => assert.fail(String(error)),
  });

  constructor() {
    writeFileSync(join(this.folder, "reviews.jsonl"), training);
  }

  /** `reached` is where other providers than the local engine are. */
  open({
    trusted = true,
    reached = "https://tuning.example.com/v1",
    begun = [] as string[],
  } = {}): {
    readonly service: RunsService;
    readonly place: RunPlace;
    readonly ended: string[];
  } {
    const place: RunPlace = {
      // Only its path on disk is looked at here.
      uri: {} as vscode.Uri,
      folder: this.folder,
      ledger: new FolderLedger(this.stored),
    };
    const values = new Map<string, unknown>([["tuning.begunRuns", begun]]);
    // The service looks at these members only.
    const state = {
      get: (name: string, usual: unknown) => values.get(name) ?? usual,
      update: (name: string, value: unknown) => Promise.resolve(void values.set(name, value)),
    } as unknown as vscode.Memento;
    const service = new RunsService({
      places: { all: () => [place] },
      connect: ({ id, endpoint }): Promise<Connection> => {
        this.connections.push(id);
        if (endpoint.kind === "here") return Promise.resolve(localConnection(this.#engine));
        const refuse = (): never => assert.fail("something was sent");
        return Promise.resolve({ url: reached, key: "key", fetch: refuse });
      },
      begun: new BegunRuns(state),
      isTrusted: () => trusted,
      log: { info: () => undefined, warn: () => undefined },
      retryMs: 20,
    });
    const ended: string[] = [];
    service.onDidEnd(({ run }) => ended.push(run.status));
    this.#windows.push(async () => {
      service.dispose();
      await service.idle();
    });
    return { service, place, ended };
  }

  run(provider: ProviderId): Promise<RunFile> {
    return newRun({ training, provider });
  }

  async close(): Promise<void> {
    await Promise.all(this.#windows.map((close) => close()));
    await this.#engine.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

describe("the runs of a workspace", () => {
  let workspace = new Workspace();
  afterEach(async () => {
    await workspace.close();
    workspace = new Workspace();
  });

  it("are brought to their end, with progress and a model", async () => {
    const { service, place, ended } = workspace.open();
    const shares: number[] = [];
    const run = await workspace.run("local");
    service.onDidChange(() => {
      const following = service.find(run.id)?.following;
      if (following?.kind === "here" && following.share !== undefined) shares.push(following.share);
    });
    await service.begin(run, place);
    await service.idle();
    const known = service.find(run.id);
    assert.deepEqual([known?.run.status, ended], ["succeeded", ["succeeded"]]);
    assert.match(known?.run.model ?? "", /^ft:tunewright-classifier/);
    assert.ok(
      shares.every((share) => share >= 0 && share <= 1) && shares.length > 0,
      shares.join(),
    );
  });

  it("are picked up again after the window was closed", async () => {
    const first = workspace.open();
    const run = await workspace.run("local");
    await first.service.begin(run, first.place);
    first.service.dispose();
    await first.service.idle();
    const second = workspace.open({ begun: [run.id] });
    await second.service.refresh();
    await second.service.idle();
    assert.equal(second.service.find(run.id)?.run.status, "succeeded");
    assert.equal((await second.place.ledger.read(run.id))?.status, "succeeded");
  });

  it("are looked after by one window, and taken over where it lets go", async () => {
    const { service, place } = workspace.open();
    const run = await workspace.run("local");
    await place.ledger.write(run);
    const lock = await place.ledger.lock(run.id);
    assert.ok(lock);
    const other = workspace.open({ begun: [run.id] });
    await other.service.refresh();
    await other.service.idle();
    assert.deepEqual(other.service.find(run.id)?.following, { kind: "elsewhere" });
    await lock.release();
    const ended = new Promise((resolve) => other.service.onDidEnd(resolve));
    await ended;
    await service.refresh();
    assert.equal(service.find(run.id)?.run.status, "succeeded");
  });

  it("that nobody here has begun send nothing by themselves, wherever their file comes from", async () => {
    const run = { ...(await workspace.run("openai")), job: "ftjob-1", status: "running" as const };
    const { service, place } = workspace.open();
    await place.ledger.write(run);
    await service.refresh();
    await service.idle();
    assert.deepEqual([workspace.connections, service.find(run.id)?.following.kind], [[], "nobody"]);
  });

  it("are not looked after where the settings name another address than they were begun at", async () => {
    const run = {
      ...(await workspace.run("compatible")),
      endpoint: "https://evil.example/v1",
    };
    const { service, place } = workspace.open({ begun: [run.id] });
    await place.ledger.write(run);
    await service.refresh();
    await service.idle();
    const following = service.find(run.id)?.following;
    assert.match(following?.kind === "nobody" ? (following.reason ?? "") : "", /Nothing was sent/);
  });

  it("are only read where the workspace is not trusted", async () => {
    const { service, place } = workspace.open({ trusted: false });
    const run = await workspace.run("local");
    await service.begin(run, place);
    await service.idle();
    assert.deepEqual([workspace.connections, service.runs.length], [[], 1]);
    assert.equal((await place.ledger.read(run.id))?.status, "uploading");
  });

  it("are cancelled before they have a job, and deleted", async () => {
    const { service, place } = workspace.open({ trusted: false });
    const run = await workspace.run("local");
    await service.begin(run, place);
    await service.act("cancel", run.id);
    assert.equal((await place.ledger.read(run.id))?.status, "cancelled");
    await service.remove(run.id);
    assert.deepEqual([await place.ledger.list(), service.runs], [[], []]);
  });
});
