import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { launchDesk } from "../../src/recipes/launch-desk.js";
import { launchOffers } from "../../src/tuning/launch-offers.js";
import { knownPrices } from "../../src/tuning/prices.js";
import { temporaryFolder } from "../data/temporary-folder.js";

const around = { offers: launchOffers(knownPrices), today: "2026-11-22" };

describe("the desk of launch files", () => {
  it("knows one file by two names, and offers what lies below the launch file", async (test) => {
    const folder = temporaryFolder(test);
    folder.write("data/train.jsonl", "{}\n");
    folder.write("node_modules/x.jsonl", "");
    symlinkSync(join(folder.path, "data/train.jsonl"), join(folder.path, "again.jsonl"));
    const path = join(folder.path, "a.tune.yaml");
    const text = "train: data/train.jsonl\nvalidation: again.jsonl\n";
    const found = await launchDesk.lookAtLaunch({ path, text, ...around });
    assert.match(found[0]?.message ?? "", /"validation" is the same file as "train"/);
    const choices = await launchDesk.completeLaunch({
      path,
      text: "train: ",
      offset: 7,
      ...around,
    });
    assert.deepEqual(
      choices.map(({ label }) => label),
      ["again.jsonl", "data/train.jsonl"],
    );
  });

  it("opens the file as it is on disk, with whole paths and its hash", async (test) => {
    const folder = temporaryFolder(test);
    folder.write("train.jsonl", "{}\n");
    const text = "\uFEFFtrain: train.jsonl\r\nepochs: 3\r\n";
    folder.write("a.tune.yaml", text);
    const opened = await launchDesk.openLaunch({
      path: join(folder.path, "a.tune.yaml"),
      ...around,
    });
    assert.deepEqual(opened, {
      findings: [],
      values: { train: join(folder.path, "train.jsonl"), epochs: "3" },
      sha256: createHash("sha256").update(text).digest("hex"),
    });
  });
});
