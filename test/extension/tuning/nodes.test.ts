import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { providerNode } from "../../../src/extension/tuning/provider-nodes.js";
import { runGroups } from "../../../src/extension/tuning/run-nodes.js";
import type { RunPlace } from "../../../src/extension/tuning/run-places.js";
import type { KnownRun } from "../../../src/extension/tuning/runs-service.js";
import type { RunsNode } from "../../../src/extension/tuning/tuning.js";
import type { RemoteJob } from "../../../src/tuning/provider.js";
import { findProvider } from "../../../src/tuning/providers/index.js";
import type { RunFile } from "../../../src/tuning/runs/run-file.js";
import { newRun } from "../../support/new-run.ts";

async function known(
  change: Partial<RunFile>,
  following: KnownRun["following"] = { kind: "nobody", reason: undefined },
): Promise<KnownRun> {
  const run = { ...(await newRun({ training: "{}\n{}\n", provider: "local" })), ...change };
  // The rows look at the run only.
  return { run, following, place: {} as RunPlace };
}

function labelOf({ label }: RunsNode["item"]): string {
  return typeof label === "string" ? label : (label?.label ?? "");
}

/** When a run began, such as `Nov 22, 14:03`. */
const begun = /[A-Z][a-z]{2} \d+, \d\d:\d\d/;

/** Rows as people see them, each level further to the right, with what the menus look for. */
function shown(nodes: readonly RunsNode[], indent = ""): readonly string[] {
  return nodes.flatMap(({ item, children }) => [
    `${indent}${labelOf(item)} | ${String(item.description).replace(begun, "BEGUN")} | ${item.contextValue ?? ""}`,
    ...shown(children, `${indent}  `),
  ]);
}

describe("the view of runs", () => {
  it("shows them by state, with how far they are and what came out", async () => {
    const runs = [
      await known(
        { id: "a", status: "running", job: "j", suffix: "stars" },
        { kind: "here", share: 0.5, trouble: undefined },
      ),
      await known({ id: "b", status: "paused", job: "k" }, { kind: "elsewhere" }),
      await known({
        id: "c",
        status: "succeeded",
        model: "m",
        metrics: { step: 9, testAccuracy: 0.7123 },
      }),
      await known({ id: "d", status: "failed", error: { code: "x", message: "No." } }),
    ];
    assert.deepEqual(shown(runGroups(runs)), [
      "Under way | 2 | ",
      "  stars | running · 50 % · BEGUN · 2 records · Local engine | run cancel pause",
      "  reviews.jsonl | paused · BEGUN · 2 records · Local engine | run cancel resume",
      "Succeeded | 1 | ",
      "  reviews.jsonl | accuracy 71.2 % · BEGUN · 2 records · Local engine | run model further test remove",
      "Failed or cancelled | 1 | ",
      "  reviews.jsonl | failed · BEGUN · 2 records · Local engine | run remove",
    ]);
  });

  it("says of a run that nobody looks after that it can be followed", async () => {
    const [group] = runGroups([await known({ status: "running", job: "j" })]);
    assert.equal(group?.children[0]?.item.contextValue, "run cancel pause follow");
  });

  it("opens a run with its id", async () => {
    const [group] = runGroups([await known({ id: "a" })]);
    const { command, arguments: args } = group?.children[0]?.item.command ?? {};
    assert.deepEqual([command, args], ["tunewright.openRun", ["a"]]);
  });

  it("shows what lies at a provider once the person has looked, without the runs of the workspace", () => {
    const provider = findProvider("openai");
    assert.ok(provider);
    const row = {
      provider,
      account: "key kept here …WXYZ",
      ownJobs: new Set(["j1"]),
      ownModels: new Set(["ft:gpt-4o:me::own"]),
    };
    const unseen = providerNode({ ...row, view: undefined });
    assert.deepEqual(
      [unseen.children, unseen.item.command?.command],
      [[], "tunewright.lookAtProvider"],
    );
    const job: Omit<RemoteJob, "id"> = {
      status: "succeeded",
      statusWord: "succeeded",
      model: "gpt-4o",
      tunedModel: null,
      createdAt: null,
      finishedAt: null,
      error: null,
      trainedTokens: null,
      hyperparameters: {},
      resultFiles: [],
      trainingFile: null,
      validationFile: null,
      method: null,
      seed: null,
      suffix: null,
      run: null,
    };
    const view = {
      jobs: [
        { id: "j1", ...job },
        { id: "j2", ...job },
      ],
      models: ["ft:gpt-4o:me::x", "ft:gpt-4o:me::own"].map((id) => ({ id, isTuned: true })),
      files: [{ id: "f", name: "train.jsonl", bytes: 2_500 }],
    };
    assert.deepEqual(shown([providerNode({ ...row, view })]), [
      "OpenAI | key kept here …WXYZ | provider account",
      "  Models | 2 | ",
      "    ft:gpt-4o:me::x | shut down on 2027-01-14 | remote model further",
      "    ft:gpt-4o:me::own | shut down on 2027-01-14 | remote model code further",
      "  Files | 1 | ",
      "    train.jsonl | 3 kB | remote file",
      "  Jobs that were not begun here | 1 | ",
      "    j2 | succeeded · gpt-4o | remote over",
    ]);
  });
});
