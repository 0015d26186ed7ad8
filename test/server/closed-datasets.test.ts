import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type {
  CancellationToken,
  Connection,
  PublishDiagnosticsParams,
} from "vscode-languageserver";
import type { DatasetChoice } from "../../src/server/check-choices.js";
import { ClosedDatasets } from "../../src/server/closed-datasets.js";
import type { DocumentCheck } from "../../src/server/checked-document.js";
import { CheckedDocument } from "../../src/server/checked-document.js";

const uri = "file:///data/train%20%281%29.jsonl";

/** A check with as many findings as there are lines. */
function checkWith(findings: number): DocumentCheck {
  const checked = new CheckedDocument("{]\n".repeat(findings), {});
  checked.work(() => true);
  return checked.check(100);
}

interface Host {
  readonly closed: ClosedDatasets;
  /** How many diagnostics were published, in order. */
  readonly published: readonly number[];
  /** How many checks were asked for. */
  checks(): number;
  /** Changes how the dataset is checked. */
  choose(change: Partial<DatasetChoice>): void;
  /** Ends the n-th check that was asked for. */
  end(check: number, findings: number): Promise<void>;
}

const checked: DatasetChoice = {
  options: {},
  targetFrom: "format",
  applied: undefined,
  isIgnored: false,
};

/** Closed datasets whose checks end when the test says so. */
function host({ isOpen = false } = {}): Host {
  let choice = checked;
  const published: number[] = [];
  const checks: ((check: DocumentCheck) => void)[] = [];
  const connection = {
    sendDiagnostics: (params: PublishDiagnosticsParams) => {
      published.push(params.diagnostics.length);
      return Promise.resolve();
    },
    // Nothing else of it is used without a progress token.
  } as unknown as Connection;
  const closed = new ClosedDatasets({
    connection,
    files: {
      find: () => [uri],
      check: () => new Promise((resolve) => checks.push(resolve)),
    },
    isOpen: () => isOpen,
    choiceFor: () => choice,
    placementOf: () => ({ uri, ruleDocumentation: undefined, markLength: () => 0 }),
  });
  return {
    closed,
    published,
    checks: () => checks.length,
    choose(change) {
      choice = { ...choice, ...change };
      closed.checkAgain();
    },
    async end(check, findings) {
      checks[check]?.(checkWith(findings));
      await new Promise(setImmediate);
    },
  };
}

// The members that a check asks for.
const token = { isCancellationRequested: false } as CancellationToken;

describe("datasets checked on disk", () => {
  it("show the newest state when an older check ends last", async () => {
    const { closed, published, end } = host();
    void closed.checkFolders({ folders: ["file:///data"] }, token);
    closed.fileChanged(uri, false);
    await end(1, 0);
    await end(0, 7);
    assert.deepEqual(published, [0]);
  });

  it("show nothing of a file that was deleted during its check", async () => {
    const { closed, published, end } = host();
    void closed.checkFolders({ folders: ["file:///data"] }, token);
    closed.fileChanged(uri, true);
    await end(0, 5);
    assert.deepEqual(published, [0]);
  });

  it("are recognised however the client spells their address", async () => {
    const { closed, published, end } = host();
    void closed.checkFolders({ folders: ["file:///data"] }, token);
    await end(0, 2);
    closed.fileChanged("file:///data/train%20(1).jsonl", true);
    assert.deepEqual(published, [2, 0]);
  });

  it("leave an open document to its own check", async () => {
    const { closed, published, end } = host({ isOpen: true });
    void closed.checkFolders({ folders: ["file:///data"] }, token);
    await end(0, 3);
    assert.deepEqual(published, []);
  });

  it("are checked again only where they are checked differently", async () => {
    const { closed, published, end, choose, checks } = host();
    void closed.checkFolders({ folders: ["file:///data"] }, token);
    await end(0, 4);
    choose({ options: {}, targetFrom: "configuration" });
    assert.equal(checks(), 1);
    choose({ options: { target: "local" } });
    assert.equal(checks(), 2);
    await end(1, 2);
    assert.deepEqual(published, [4, 2]);
  });

  it("show nothing while they are ignored, and everything afterwards", async () => {
    const { closed, published, end, choose } = host();
    void closed.checkFolders({ folders: ["file:///data"] }, token);
    await end(0, 4);
    choose({ isIgnored: true });
    choose({ isIgnored: false });
    await end(1, 4);
    assert.deepEqual(published, [4, 0, 4]);
  });

  it("count as no file while they are ignored", async () => {
    const { closed, choose, checks } = host();
    choose({ isIgnored: true });
    const { files } = await closed.checkFolders({ folders: ["file:///data"] }, token);
    assert.deepEqual([files, checks()], [0, 0]);
  });
});
