import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toFile } from "openai";
import { problemOf } from "../../../support/api-problem.js";
import { reviewLines } from "../../../support/review-lines.js";
import { startEngine, trainModel, upload } from "../../../support/started-engine.js";

const text = '{"prompt":"Größe ->","completion":" gut"}\n';

describe("files at the local engine", () => {
  it("are uploaded, found, read and deleted", async () => {
    const { client } = startEngine({ now: () => 1_700_000_000_500 });
    const id = await upload(client, text);
    const file = {
      id,
      object: "file",
      bytes: Buffer.byteLength(text),
      created_at: 1_700_000_000,
      filename: "reviews.jsonl",
      purpose: "fine-tune",
      status: "processed",
    };
    assert.deepEqual(await client.files.retrieve(id), file);
    assert.deepEqual((await client.files.list()).data, [file]);
    assert.equal(await (await client.files.content(id)).text(), text);
    assert.deepEqual(await client.files.delete(id), { id, object: "file", deleted: true });
    assert.deepEqual((await client.files.list()).data, []);
    assert.equal((await problemOf(client.files.retrieve(id))).status, 404);
    assert.equal((await problemOf(client.files.content(id))).status, 404);
    assert.equal((await problemOf(client.files.delete(id))).status, 404);
  });

  it("are listed the newest first, page by page and by purpose", async () => {
    let time = 1_700_000_000_000;
    const started = startEngine({ now: () => (time += 1_000) });
    const { client } = started;
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.unshift(await upload(client, text));
    const [, second] = ids;
    const page = await client.files.list({ limit: 2, after: second ?? "" });
    assert.deepEqual(
      page.data.map(({ id }) => id),
      ids.slice(2, 4),
    );
    assert.equal(page.has_more, true);
    const all: string[] = [];
    for await (const { id } of client.files.list({ limit: 2 })) all.push(id);
    assert.deepEqual(all, ids);
    await trainModel(started, reviewLines(20, 1));
    const results = await client.files.list({ purpose: "fine-tune-results" });
    assert.equal(results.data.length, 1);
  });

  it("have to be for fine-tuning, JSONL by name, and there", async () => {
    const { client, engine } = startEngine();
    const file = await toFile(Buffer.from(text), "reviews.jsonl");
    const wrongPurpose = await problemOf(client.files.create({ file, purpose: "batch" }));
    assert.deepEqual([wrongPurpose.status, wrongPurpose.param], [400, "purpose"]);
    const csv = await toFile(Buffer.from(text), "reviews.csv");
    const wrongName = await problemOf(client.files.create({ file: csv, purpose: "fine-tune" }));
    assert.deepEqual([wrongName.status, wrongName.param], [400, "file"]);
    assert.match(wrongName.message, /"reviews\.csv"/);
    const form = new FormData();
    form.set("purpose", "fine-tune");
    form.set("file", "a text");
    const request = new Request("http://local.test/v1/files", { method: "POST", body: form });
    assert.equal((await engine.fetch(request)).status, 400);
  });

  for (const [type, body] of [
    ["multipart/form-data; boundary=x", "--x\r\nbroken"],
    ["multipart/form-data", "no boundary"],
    ["application/json", "{}"],
  ] as const) {
    it(`refuses a form that is ${body}`, async () => {
      const { engine } = startEngine();
      const headers = { "Content-Type": type };
      const request = new Request("http://local.test/v1/files", { method: "POST", headers, body });
      assert.equal((await engine.fetch(request)).status, 400);
    });
  }

  it("may not be larger than OpenAI's, which is said before they are read", async () => {
    const { engine } = startEngine();
    const headers = { "Content-Length": "520000000", "Content-Type": "multipart/form-data" };
    const request = new Request("http://local.test/v1/files", { method: "POST", headers });
    const answer = await engine.fetch(request);
    assert.equal(answer.status, 413);
    assert.match(await answer.text(), /512000000 bytes at most/);
  });

  it("are not reached by names that are no ids", async () => {
    const { engine, folder } = startEngine();
    await folder.write("jobs/secret/file.json", new TextEncoder().encode("{}"));
    for (const id of ["..%2Fjobs%2Fsecret", "file-..", "file-XYZ"]) {
      const answer = await engine.fetch(new Request(`http://local.test/v1/files/${id}`));
      assert.equal(answer.status, 404);
    }
  });

  it("that are damaged on disk do not hide the others", async () => {
    const { client, folder } = startEngine();
    const [lost, kept] = [await upload(client, text), await upload(client, text)];
    await folder.write(`files/${lost}/file.json`, new TextEncoder().encode('{"id":'));
    assert.deepEqual(
      (await client.files.list()).data.map(({ id }) => id),
      [kept],
    );
  });
});
