import assert from "node:assert/strict";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import type { TemporaryFolder } from "../data/temporary-folder.ts";
import { temporaryFolder } from "../data/temporary-folder.ts";
import type { CliOutcome } from "../support/test-io.ts";
import { runCli } from "../support/test-io.ts";

const pair = '{"prompt":"Hi","completion":"Hello."}';
const chat =
  '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}';
const system =
  '{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}';

async function convert(input: string, ...args: readonly string[]): Promise<CliOutcome> {
  return runCli(["convert", "-", "--stdin-filename", "data.jsonl", ...args], { input });
}

describe("convert", () => {
  it("writes the records in another form", async () => {
    assert.deepEqual(await convert(`${pair}\n\n${pair}`, "--to", "chat/openai"), {
      code: 0,
      stdout: `${chat}\n${chat}\n`,
      stderr: "",
    });
  });

  it("writes nothing where something would be lost, and says where and what", async () => {
    const input = `${chat}\n${chat}\n${system}\nnothing`;
    assert.deepEqual(await convert(input, "--to", "prompt-completion"), {
      code: 1,
      stdout: "",
      stderr: `data.jsonl:3 the conversation is not one question with one answer
data.jsonl:4 the line is not JSON
tunewright: 2 records are refused. Nothing was written.
`,
    });
  });

  it("refuses records that change when they are read", async () => {
    const input = ["12345678901234567891", '1,"id":2', "0.10000000000000001", "1e400"]
      .map((id) => `{"id":${id},"prompt":"Hi","completion":"Hello."}`)
      .join("\n");
    const { stderr } = await convert(input, "--to", "gemini");
    assert.equal(
      stderr,
      `data.jsonl:1 the number 12345678901234567891 cannot be read exactly
data.jsonl:2 a key stands twice in one object
data.jsonl:4 the number 1e400 cannot be read exactly
tunewright: 3 records are refused. Nothing was written.
`,
    );
  });

  it("reads members under the names that a person maps", async () => {
    const input = `{"id":1,"question":"Hi","answer":"Hello."}`;
    const map = ["--map", "question=prompt,answer=completion", "--without", "id,score"];
    assert.deepEqual(await convert(input, "--to", "prompt-completion", ...map), {
      code: 0,
      stdout: `${pair}\n`,
      stderr: "",
    });
    assert.equal((await convert(input, "--to", "chat/openai", ...map)).stdout, `${chat}\n`);
    const joined = `{"context":"A kettle.","question":"Hot?","answer":true}\n{"context":"","question":"Hot?","answer":1}`;
    const maps = "context=prompt,question=prompt,answer=completion";
    assert.equal(
      (await convert(joined, "--to", "prompt-completion", "--map", maps)).stdout,
      `{"prompt":"A kettle.\\n\\nHot?","completion":"true"}\n{"prompt":"Hot?","completion":"1"}\n`,
    );
  });

  it("refuses records in which a mapped member is missing or its new name is taken", async () => {
    const good = `{"question":"Hi","answer":"Hello."}`;
    const input = `${good}\n${good}\n{"question":"Hi"}\n{"question":"Hi","answer":"a","prompt":"b"}`;
    const map = ["--map", "question=prompt,answer=completion"];
    const { code, stdout, stderr } = await convert(input, "--to", "chat/openai", ...map);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(
      stderr,
      /:3 there is no "answer"\ndata.jsonl:4 the field "prompt" is there already/,
    );
  });

  it("says which names a dataset of no format could be read with", async () => {
    const input = `{"question":"Hi","answer":"Hello."}`;
    const { code, stderr } = await convert(input, "--to", "chat/openai");
    assert.equal(code, 2);
    assert.match(
      stderr,
      /"question" as "prompt" and "answer" as "completion": tunewright convert data.jsonl --to prompt-completion --map question=prompt,answer=completion/,
    );
  });

  it("names the members that stand in the way, and leaves them out when told to", async () => {
    const input = `{"id":1,"score":2,"prompt":"Hi","completion":"Hello."}`;
    const { code, stderr } = await convert(input, "--to", "chat/openai");
    assert.equal(code, 1);
    assert.match(stderr, /are left out with --without id,score\n$/);
    const kept = await convert(input, "--to", "chat/openai", "--without", "id,score");
    assert.deepEqual([kept.code, kept.stdout], [0, `${chat}\n`]);
  });

  it("says what is wrong with a map", async () => {
    const wrong = await Promise.all(
      [
        ["--map", "question"],
        ["--map", "a=b,a=c"],
        ["--map", "a=b", "--without", "a"],
        ["--without", ""],
      ].map((args) => convert(chat, "--to", "chat/trl", ...args)),
    );
    assert.deepEqual(
      wrong.map(({ code, stderr }) => [code, stderr]),
      [
        [
          2,
          `tunewright: Expected --map to be like question=prompt,answer=completion, got "question".\n`,
        ],
        [2, `tunewright: --map renames "a" twice.\n`],
        [2, `tunewright: --map renames "a", and --without leaves it out.\n`],
        [2, "tunewright: Expected --without to name members, as in id,score.\n"],
      ],
    );
  });

  it("says what can be made of a format", async () => {
    const { code, stderr } = await convert(chat, "--to", "preference/trl");
    assert.equal(code, 2);
    assert.match(stderr, /has the format chat, of which can be made: chat\/openai, chat\/trl, /);
  });

  it("says what is wrong with its use", async () => {
    const wrong = await Promise.all([
      convert(chat),
      convert(chat, "--to", "xml"),
      convert(chat, "another", "--to", "chat/trl"),
      convert('{"level":"info"}', "--to", "chat/trl"),
      convert('{"text":"Hi"}', "--to", "chat/trl"),
    ]);
    assert.deepEqual(
      wrong.map(({ code, stderr }) => [code, stderr.split(" with one of ")[0]?.split(", got")[0]]),
      [
        [2, "tunewright: Expected --to"],
        [
          2,
          "tunewright: Expected --to to be one of chat/openai, chat/trl, prompt-completion, prompt-completion/messages, alpaca, sharegpt, gemini, bedrock-conversation, cohere-chat, preference/openai, preference/trl",
        ],
        [2, "tunewright: Name one dataset.\n"],
        [
          2,
          "tunewright: data.jsonl is not recognised as training data, one record on each line.\n",
        ],
        [2, "tunewright: data.jsonl has the format text, which nothing can be made of.\n"],
      ],
    );
  });
});

describe("convert --output", () => {
  function folderWith(test: TestContext, files: Readonly<Record<string, string>>): TemporaryFolder {
    const folder = temporaryFolder(test);
    for (const [name, content] of Object.entries(files)) folder.write(name, content);
    return folder;
  }

  function run(folder: TemporaryFolder, ...args: readonly string[]): Promise<CliOutcome> {
    return runCli(["convert", ...args], { cwd: folder.path });
  }

  it("writes a new file and says so", async (test) => {
    const folder = folderWith(test, { "data.jsonl": `${pair}\n${pair}` });
    assert.deepEqual(
      await run(folder, "data.jsonl", "--to", "chat/openai", "--output", "c.jsonl"),
      {
        code: 0,
        stdout: "",
        stderr: "c.jsonl: 2 records written.\n",
      },
    );
    assert.deepEqual(
      [folder.read("c.jsonl"), folder.names()],
      [`${chat}\n${chat}\n`, ["c.jsonl", "data.jsonl"]],
    );
  });

  it("replaces a file only where it is told to", async (test) => {
    const folder = folderWith(test, { "data.jsonl": pair, "c.jsonl": "precious" });
    const args = ["data.jsonl", "--to", "chat/openai", "--output", "c.jsonl"];
    const refused = await run(folder, ...args);
    assert.deepEqual(
      [refused.code, refused.stderr, folder.read("c.jsonl")],
      [2, "tunewright: c.jsonl exists already; --force replaces it.\n", "precious"],
    );
    assert.equal((await run(folder, ...args, "--force")).code, 0);
    assert.equal(folder.read("c.jsonl"), `${chat}\n`);
  });

  it("leaves no file behind where a record is refused", async (test) => {
    const folder = folderWith(test, { "data.jsonl": `${chat}\n${system}`, "old.jsonl": "old" });
    for (const output of ["new.jsonl", "old.jsonl"]) {
      const args = ["--to", "prompt-completion", "--output", output, "--force"];
      assert.equal((await run(folder, "data.jsonl", ...args)).code, 1);
    }
    assert.deepEqual(
      [folder.read("old.jsonl"), folder.names()],
      ["old", ["data.jsonl", "old.jsonl"]],
    );
  });

  it("replaces the dataset itself only in place", async (test) => {
    const folder = folderWith(test, { "data.jsonl": pair });
    const to = ["data.jsonl", "--to", "chat/openai"];
    const refused = await run(folder, ...to, "--output", "./data.jsonl", "--force");
    assert.deepEqual(
      [refused.code, refused.stderr, folder.read("data.jsonl")],
      [2, "tunewright: ./data.jsonl is the dataset itself; --in-place replaces it.\n", pair],
    );
    assert.equal((await run(folder, ...to, "--in-place")).code, 0);
    assert.deepEqual([folder.read("data.jsonl"), folder.names()], [`${chat}\n`, ["data.jsonl"]]);
  });

  it("takes - for standard output, and says what is wrong with its use", async (test) => {
    const folder = folderWith(test, { "data.jsonl": pair });
    folder.write("data.jsonl.gz", gzipSync(pair));
    const to = ["--to", "chat/openai"];
    const outcomes = await Promise.all([
      run(folder, "data.jsonl", ...to, "--output", "-"),
      run(folder, "data.jsonl", ...to, "--in-place", "--output", "c.jsonl"),
      run(folder, "-", ...to, "--in-place"),
      run(folder, "data.jsonl.gz", ...to, "--in-place"),
      run(folder, "data.jsonl", ...to, "--output", "none/c.jsonl"),
    ]);
    assert.deepEqual(
      outcomes.map(({ code, stdout, stderr }) => [code, stdout + stderr]),
      [
        [0, `${chat}\n`],
        [2, "tunewright: Expected --output or --in-place, got both.\n"],
        [2, "tunewright: --in-place needs a file, got standard input.\n"],
        [2, "tunewright: data.jsonl.gz is compressed; name another file with --output.\n"],
        [2, `tunewright: ${join(folder.path, "none")} does not exist.\n`],
      ],
    );
  });
});
