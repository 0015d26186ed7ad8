import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { LineReader } from "../../src/core/dataset/line-reader.js";
import { LineScanner } from "../../src/core/kernel/line-scanner.js";
import type { DatasetFile } from "../../src/data/dataset-file.js";
import { openContent, openDataset } from "../../src/data/open-dataset.js";
import { readTexts } from "../support/read-texts.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const lines = ['{"prompt":"é🎸 ->","completion":" 5"}', '{"prompt":"b ->","completion":" 1"}'];
const text = `${lines.join("\n")}\n`;

const utf16 = Buffer.from(text, "utf16le");
const wrapped: Readonly<Record<string, Buffer>> = {
  gzip: gzipSync(text),
  "UTF-16 with a mark, little-endian": Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
  "UTF-16 with a mark, big-endian": Buffer.from(`\uFEFF${text}`, "utf16le").swap16(),
  "UTF-16 without a mark": utf16,
};

function linesOf(file: DatasetFile): readonly string[] {
  return readTexts(new LineReader(file, new LineScanner()));
}

function leftOver(): number {
  return readdirSync(tmpdir()).filter((name) => /^tunewright-.*\.jsonl$/.test(name)).length;
}

describe("opening a dataset that is wrapped", () => {
  for (const [kind, content] of Object.entries(wrapped)) {
    it(`reads ${kind} as its text, from disk and from memory, and leaves nothing`, async (test) => {
      const before = leftOver();
      const file = await openDataset(temporaryFolder(test).write("a.jsonl", content));
      const memory = await openContent("-", content);
      assert.deepEqual(
        [linesOf(file), linesOf(memory)],
        [
          [...lines, ""],
          [...lines, ""],
        ],
      );
      file.close();
      memory.close();
      assert.equal(leftOver(), before);
    });
  }

  it("says that compressed data is cut or damaged", async (test) => {
    const folder = temporaryFolder(test);
    const cut = folder.write("cut.gz", gzipSync(text).subarray(0, 40));
    await assert.rejects(openDataset(cut), { name: "UserError", message: /is cut/ });
    const bytes = gzipSync(text.repeat(50));
    bytes.fill(0xaa, 20, 60);
    const damaged = folder.write("damaged.gz", bytes);
    await assert.rejects(openDataset(damaged), { name: "UserError", message: /damaged/ });
  });

  it("refuses UTF-16 that is damaged instead of losing something in silence", async (test) => {
    const odd = Buffer.concat([Buffer.from([0xff, 0xfe]), utf16, Buffer.from([0x41])]);
    const path = temporaryFolder(test).write("odd.jsonl", odd);
    await assert.rejects(openDataset(path), { name: "UserError", message: /is damaged/ });
  });

  it("keeps the stamp of the file as it was before it was read", async (test) => {
    const content = wrapped["UTF-16 without a mark"] ?? Buffer.alloc(0);
    const path = temporaryFolder(test).write("a.jsonl", content);
    const file = await openDataset(path);
    test.after(() => file.close());
    writeFileSync(path, "something else");
    assert.deepEqual([file.location, file.stamp?.size], [path, content.length]);
  });

  const skip = process.platform === "win32" && "Windows has no named pipes of this kind";
  it("reads what can be read only once, such as a named pipe", { skip }, async (test) => {
    const folder = temporaryFolder(test);
    const path = `${folder.path}/pipe`;
    execFileSync("mkfifo", [path]);
    const writer = spawn("sh", ["-c", `printf '%s' "$1" > "$2"`, "sh", text, path]);
    test.after(() => writer.kill("SIGKILL"));
    const file = await openDataset(path);
    assert.deepEqual(linesOf(file), [...lines, ""]);
    file.close();
  });
});
