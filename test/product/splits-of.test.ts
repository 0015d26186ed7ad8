import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { SplitsAnswer } from "../../src/protocol/dataset-messages.js";
import { temporaryFolder } from "../data/temporary-folder.ts";
import { runBuiltCli } from "../support/built-cli.ts";
import { LspClient } from "../support/lsp-client.ts";
import { reviewLines } from "../support/review-lines.ts";

const cli = join(import.meta.dirname, "..", "..", "dist", "cli.js");

describe("the files that belong to a training file", () => {
  const folder = temporaryFolder({ after });
  const uri = (name: string): string => pathToFileURL(join(folder.path, name)).href;
  let client: LspClient;

  const splitsOf = (name: string): Promise<SplitsAnswer> =>
    client.request("tunewright/splitsOf", { uri: uri(name) });
  /** What the command line says that it does not use. */
  const unused = async (training: string, ...more: readonly string[]): Promise<unknown> => {
    const environment = { TUNEWRIGHT_DATA_DIR: join(folder.path, "data") };
    const args = ["tune", "--train", training, "--epochs", "1", ...more];
    const { code, stderr } = await runBuiltCli(args, { cwd: folder.path, environment });
    assert.equal(code, 0, stderr);
    return [...stderr.matchAll(/^(\S+) belongs to .* --(\w+)\.$/gm)].map(([, ...found]) => found);
  };

  before(async () => {
    client = new LspClient(process.execPath, [cli, "lsp", "--stdio"]);
    await client.initialize();
    for (const [seed, name] of [
      "reviews-train.jsonl",
      "reviews-dev.jsonl",
      "reviews-holdout.jsonl",
      "named/learn.jsonl",
      "named/learn.test.jsonl",
      "named/measure/1.jsonl",
    ].entries()) {
      folder.write(name, reviewLines(40, seed + 1));
    }
    const splits = { train: "named/learn.jsonl", validation: "named/measure/" };
    folder.write("tunewright.json", JSON.stringify({ splits }));
  });
  after(() => client.kill());

  it("are found by the names that the check for leaks knows too", async () => {
    assert.deepEqual(await splitsOf("reviews-train.jsonl"), {
      validation: uri("reviews-dev.jsonl"),
      test: uri("reviews-holdout.jsonl"),
      namedBy: null,
    });
    assert.deepEqual(await unused("reviews-train.jsonl", "--test", "reviews-holdout.jsonl"), [
      ["reviews-dev.jsonl", "validation"],
    ]);
  });

  it("are those that tunewright.json names, and no others, where it names the training file", async () => {
    assert.deepEqual(await splitsOf("named/learn.jsonl"), {
      validation: uri("named/measure/1.jsonl"),
      test: null,
      namedBy: uri("tunewright.json"),
    });
    assert.deepEqual(await unused("named/learn.jsonl"), [
      [join("named", "measure", "1.jsonl"), "validation"],
    ]);
  });
});
