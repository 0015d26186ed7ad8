import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  launchKeyNames,
  launchOption,
  optionName,
} from "../../../src/core/launch/launch-options.js";
import type { LaunchDisk } from "../../../src/core/launch/look-at-launch.js";
import { lookAtLaunch } from "../../../src/core/launch/look-at-launch.js";
import { tune } from "../../../src/cli/commands/tune.js";
import { launchOffers } from "../../../src/tuning/launch-offers.js";
import { knownPrices } from "../../../src/tuning/prices.js";
import { providers } from "../../../src/tuning/providers/index.js";
import { told } from "../../support/memory-rows.ts";

const offers = launchOffers(knownPrices);
const today = "2026-11-22";

const disk: LaunchDisk = {
  resolve: (path) => `/project/${path.replace(/^\.\//, "")}`,
  kindOf: (path) => (/none/.test(path) ? "nothing" : path.endsWith("folder") ? "other" : "file"),
  identity: (path) => path.replace("link", "train"),
  outputOf(recipe, split) {
    if (recipe.includes("broken")) return { kind: "broken" };
    if (recipe.includes("raw")) return { kind: "notMade" };
    if (split === "test") return { kind: "noPart" };
    return { kind: "made", path: `/project/made.${split}.jsonl`, isCurrent: !/old/.test(recipe) };
  },
};

function problems(text: string): readonly string[] {
  return told(text, lookAtLaunch({ text, offers, today }, disk).problems);
}

describe("a launch file", () => {
  it("says what a run is made of, in plain texts, with whole paths", () => {
    const text = `train: data/train.jsonl\nvalidation: val.jsonl\nepochs: 3 # few\nseed: 7\nsuffix: "a-b"\n`;
    const { values, paths, problems: found } = lookAtLaunch({ text, offers, today }, disk);
    assert.deepEqual(found, []);
    const texts = [...values].map(([key, { value }]) => `${key}=${value}`);
    assert.deepEqual(texts, [
      "train=data/train.jsonl",
      "validation=val.jsonl",
      "epochs=3",
      "seed=7",
      "suffix=a-b",
    ]);
    assert.deepEqual(
      [...paths],
      [
        ["train", "/project/data/train.jsonl"],
        ["validation", "/project/val.jsonl"],
      ],
    );
  });

  const faults: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "a key that does not exist",
      "train: a.jsonl\nepoch: 3\n",
      ['error «epoch» There is no key "epoch" here. Did you mean "epochs"?'],
    ],
    [
      "values of the wrong kind",
      "train: 5\nepochs: many\nseed: -1\n",
      [
        "error «5» A text is needed here.",
        "error «many» A whole number from 1 to 50 is needed here.",
        "error «-1» A whole number from 0 to 999,999,999 is needed here.",
      ],
    ],
    ["no training file", "provider: local\n", ['error «provider» The launch file lacks "train".']],
    [
      "a file that is not there, a folder, an address",
      "train: none.jsonl\nvalidation: folder\ntest: https://example.com/a.jsonl\n",
      [
        "error «none.jsonl» There is no file /project/none.jsonl.",
        "error «folder» /project/folder is no file.",
        "error «https://example.com/a.jsonl» A launch file names files of this machine, no addresses.",
      ],
    ],
    [
      "a validation file that is the training file, by whatever name",
      "train: train.jsonl\nvalidation: ./train.jsonl\ntest: link.jsonl\n",
      [
        'error «./train.jsonl» "validation" is the same file as "train": what it measures would say nothing.',
        'error «link.jsonl» "test" is the same file as "train": what it measures would say nothing.',
      ],
    ],
    [
      "a provider that does not exist",
      "train: a.jsonl\nprovider: opnai\n",
      ['error «opnai» "opnai" is not known here. Did you mean "openai"?'],
    ],
    [
      "a hyperparameter that the provider does not have",
      "train: a.jsonl\nbatchSize: 8\n",
      [
        'error «batchSize» Local engine offers no "batchSize" for sft. These can be chosen: epochs, learningRateMultiplier, wordNgrams, dimension.',
      ],
    ],
    [
      "a number that another provider would take",
      "train: a.jsonl\ndimension: 10\nlearningRateMultiplier: 0.001\n",
      [
        "error «10» Local engine: a whole number from 4 to 256 that is a multiple of 4.",
        "error «0.001» Local engine: a number from 0.01 to 10.",
      ],
    ],
    [
      "a method that the provider does not have",
      "train: a.jsonl\nmethod: dpo\n",
      [
        'error «dpo» Local engine tunes with sft, not "dpo". The local engine trains a classifier, which has no use for preferences.',
      ],
    ],
    [
      "no model where the provider has several",
      "train: a.jsonl\nprovider: openai\n",
      ['error «openai» Name the model to tune at OpenAI: "model".'],
    ],
    [
      "two models",
      "train: a.jsonl\nprovider: azure\nmodel: gpt-4.1-2025-04-14\nfrom: ft:x\n",
      ['error «from» Take "model" or "from": either names the model to start from.'],
    ],
    [
      "a model that is closed",
      "train: a.jsonl\nprovider: openai\nmodel: gpt-4.1-nano-2025-04-14\n",
      ["error «gpt-4.1-nano-2025-04-14» gpt-4.1-nano-2025-04-14 was shut down on 2026-10-23."],
    ],
    [
      "a model that is not known, with the one that was meant",
      "train: a.jsonl\nprovider: openai\nmodel: gpt-4.1-mni\n",
      [
        'warning «gpt-4.1-mni» "gpt-4.1-mni" is no model that OpenAI is known to tune. Did you mean "gpt-4.1-mini"?',
      ],
    ],
    [
      "reinforcement without what it needs",
      "train: a.jsonl\nprovider: azure\nmodel: o4-mini-2025-04-16\nmethod: rft\n",
      [
        'error «rft» Reinforcement needs a grader: name its file with "grader".',
        'error «rft» Reinforcement needs a validation file too: "validation".',
      ],
    ],
    [
      "what belongs to another method or provider",
      "train: a.jsonl\ngrader: g.json\ntarget: openai\n",
      [
        'error «grader» This belongs to "method: rft".',
        'error «target» Local engine has rules of its own: "target" is for the compatible provider, which may be any service.',
      ],
    ],
    [
      "a suffix that no service takes",
      "train: a.jsonl\nsuffix: my model\n",
      ["error «my model» Up to 40 letters, digits, - and _, beginning with a letter or digit."],
    ],
    [
      "YAML that is none",
      "train: [a\n",
      ["error «» Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ],
  ];
  for (const [what, text, expected] of faults) {
    it(`with ${what} says so at its place`, () => assert.deepEqual(problems(text), expected));
  }

  it("is told of the end of a model from its day on", () => {
    const text = "train: a.jsonl\nprovider: azure\nmodel: gpt-4.1-2025-04-14\n";
    const on = (day: string): readonly string[] =>
      lookAtLaunch({ text, offers, today: day }, disk).problems.map(({ message }) => message);
    assert.deepEqual(on("2027-04-13"), []);
    assert.deepEqual(on("2027-04-14"), ["gpt-4.1-2025-04-14 takes no new jobs since 2027-04-14."]);
    assert.deepEqual(on("2027-10-14"), ["gpt-4.1-2025-04-14 was shut down on 2027-10-14."]);
  });

  it("may name models that nobody here knows of, at those who have others", () => {
    assert.deepEqual(problems("train: a.jsonl\nprovider: nebius\nmodel: Qwen/Qwen3-32B\n"), []);
    assert.deepEqual(problems("train: a.jsonl\nprovider: azure\nmodel: Ministral-3B\n"), []);
  });

  it("has no key for secrets and addresses, and says where they come from", () => {
    for (const name of ["apiKey", "api_key", "baseUrl", "endpoint", "token", "headers"]) {
      const [first = ""] = problems(`train: a.jsonl\n${name}: x\n`);
      assert.ok(first.startsWith(`error «${name}» Keys and addresses do not stand in`), first);
    }
  });

  it("takes the files that a recipe has made, and tells where it has changed since", () => {
    const text = "train: r.recipe.yaml\nvalidation: r.recipe.yaml\n";
    const { paths, problems: found } = lookAtLaunch({ text, offers, today }, disk);
    assert.deepEqual(found, []);
    assert.deepEqual(
      [...paths],
      [
        ["train", "/project/made.train.jsonl"],
        ["validation", "/project/made.validation.jsonl"],
      ],
    );
    assert.deepEqual(problems("train: old.recipe.yaml\ntest: old.recipe.yaml\n"), [
      "warning «old.recipe.yaml» old.recipe.yaml has changed since it made its files: prepare it again.",
      'error «old.recipe.yaml» old.recipe.yaml makes no file for "test".',
    ]);
    assert.deepEqual(problems("train: raw.recipe.yaml\n"), [
      "error «raw.recipe.yaml» raw.recipe.yaml has made no files yet: prepare it first.",
    ]);
    assert.deepEqual(problems("train: broken.recipe.yaml\n"), [
      "error «broken.recipe.yaml» broken.recipe.yaml has faults: open it to see them.",
    ]);
  });

  it("is overridden key by key, and not checked for what it says there", () => {
    const text = "train: none.jsonl\nprovider: openai\nmodel: m\nepochs: many\n";
    const others = { train: "other.jsonl", epochs: "3", provider: "local", from: "ft:x" };
    const { values, problems: found } = lookAtLaunch({ text, offers, today, others }, disk);
    assert.deepEqual(found, []);
    const texts = [...values].map(([key, { value }]) => `${key}=${value}`).sort();
    assert.deepEqual(texts, ["epochs=3", "from=ft:x", "provider=local", "train=other.jsonl"]);
  });

  it("stays quick to read whatever its aliases multiply to", () => {
    const levels = Array.from({ length: 30 }, (_, at) => {
      const items = at === 0 ? "x, x" : `*a${at - 1}, *a${at - 1}, *a${at - 1}`;
      return `k${at}: &a${at} [${items}]`;
    });
    const started = performance.now();
    assert.ok(problems(levels.join("\n")).length > 0);
    assert.ok(performance.now() - started < 2_000);
  });
});

describe("the table of what may be said of a run", () => {
  it("has a key for every hyperparameter of every provider, and no other", () => {
    const offered = providers.flatMap(({ methods }) =>
      methods.flatMap(({ hyperparameters }) => hyperparameters.map(({ name }) => name)),
    );
    const inTable = launchKeyNames.flatMap((key) => launchOption(key).hyperparameter ?? []);
    assert.deepEqual(inTable.sort(), [...new Set<string>(offered)].sort());
  });

  it("is told whole by the help of the command line", () => {
    const missing = launchKeyNames.filter((key) => !tune.help.includes(`--${optionName(key)} `));
    assert.deepEqual(missing, []);
  });
});
