import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { describe, it } from "node:test";
import { temporaryFolder } from "../data/temporary-folder.js";
import { firstLine, startBuiltCli } from "../support/built-cli.js";

const key = "token-of-the-test";

describe("an upload whose engine is killed in the middle", () => {
  it("leaves nothing behind when an engine is started again", async (test) => {
    const folder = temporaryFolder(test);
    const files = join(folder.path, "data/engine/files");
    const place = {
      cwd: folder.path,
      environment: {
        TUNEWRIGHT_DATA_DIR: join(folder.path, "data"),
        TUNEWRIGHT_SERVE_TOKEN: key,
      },
    };
    const first = startBuiltCli(["serve", "--json"], place);
    const { url } = JSON.parse(await firstLine(first)) as { url: string };
    const upload = request(`${url}/files`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${key}`,
        "Content-Type": "multipart/form-data; boundary=line",
      },
    });
    upload.on("error", () => undefined);
    upload.write(
      '--line\r\nContent-Disposition: form-data; name="file"; filename="reviews.jsonl"\r\n\r\n',
    );
    upload.write('{"prompt":"a","completion":"b"}\n'.repeat(100_000));
    const isUnderWay = (): boolean =>
      existsSync(files) &&
      readdirSync(files, { recursive: true }).some((name) => String(name).includes("content"));
    while (!isUnderWay()) await new Promise((resolve) => setTimeout(resolve, 10));
    first.child.kill("SIGKILL");
    await first.ended;
    assert.equal(readdirSync(files).length, 1);

    const second = startBuiltCli(["serve", "--json"], place);
    test.after(() => second.child.kill("SIGKILL"));
    await firstLine(second);
    assert.deepEqual(readdirSync(files), []);
  });
});
