import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type {
  CancellationToken,
  Connection,
  PublishDiagnosticsParams,
} from "vscode-languageserver";
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
  /** Ends the n-th check that was asked for. */
  end(check: number, findings: number): Promise<void>;
}

/** Closed datasets whose checks end when the test says so. */
function host({ isOpen = false } = {}): Host {
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
    optionsFor: () => ({}),
    placementOf: () => ({ uri, ruleDocumentation: undefined, markLength: () => 0 }),
  });
  return {
    closed,
    published,
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
});
