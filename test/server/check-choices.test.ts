import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readConfiguration } from "../../src/core/config/read-configuration.js";
import { resolveConfiguration } from "../../src/core/config/resolve-configuration.js";
import type { Tokenizers } from "../../src/core/tokens/tokenizers.js";
import { CheckChoices } from "../../src/server/check-choices.js";
import { testCounter } from "../support/test-tokenizers.ts";

/** Choices for a dataset below a `tunewright.json` that names a tokenizer; `asked` are its places. */
function choices(): { readonly choices: CheckChoices; readonly asked: string[] } {
  const read = readConfiguration('{ "tokenizer": "models/tokenizer.json" }');
  assert.ok(read.kind === "good");
  const says = resolveConfiguration(read.configuration, { path: "sets/a.jsonl", isBelow: true });
  const applied = { uri: "file:///project/tunewright.json", says, isBroken: false };
  const asked: string[] = [];
  const ready = { kind: "ready", counter: testCounter("r50k_base") } as const;
  const tokenizers: Tokenizers = {
    encoding: () => ready,
    file(location) {
      asked.push(location);
      return ready;
    },
  };
  const host = { today: () => "2026-01-01", tokenizers };
  return { choices: new CheckChoices({ of: () => applied }, host), asked };
}

function ask({ choices: made }: ReturnType<typeof choices>): string {
  const { options } = made.of("file:///project/sets/a.jsonl");
  const answer = options.tokenizers?.file(options.tokenizer ?? "");
  return answer?.kind === "failed" ? answer.reason : (answer?.kind ?? "");
}

describe("the tokenizer file that a tunewright.json names", () => {
  it("lies where its path leads from the folder of that file", () => {
    const made = choices();
    assert.equal(ask(made), "ready");
    assert.deepEqual(made.asked, ["file:///project/models/tokenizer.json"]);
  });

  it("is not read in a workspace that is not trusted", () => {
    const made = choices();
    made.choices.start({ trusted: false });
    assert.match(ask(made), /not read in a workspace that you do not trust/);
    assert.deepEqual(made.asked, []);
    assert.equal(
      made.choices.of("file:///a.jsonl").options.tokenizers?.encoding("r50k_base").kind,
      "ready",
    );
  });

  it("is read where the editor knows no trust", () => {
    const made = choices();
    made.choices.start({});
    assert.equal(ask(made), "ready");
  });
});
