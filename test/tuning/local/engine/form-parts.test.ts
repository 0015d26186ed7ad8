import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  FormError,
  formParts,
  whole,
} from "../../../../src/tuning/local/engine/routes/form-parts.js";
import { SeededRandom } from "../../../support/seeded-random.js";

/** The same body in pieces that end anywhere. */
function inPieces(body: Uint8Array, random: SeededRandom): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= body.length) {
        controller.close();
        return;
      }
      const end = at + 1 + random.below(7);
      controller.enqueue(body.slice(at, end));
      at = end;
    },
  });
}

async function read(request: Request): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for await (const { name, filename, content } of formParts(request)) {
    found.push([name, filename, new TextDecoder().decode(await whole(content, 10_000))]);
  }
  return found;
}

function posted(body: FormData | ReadableStream<Uint8Array> | string, type?: string): Request {
  const headers = type === undefined ? {} : { "Content-Type": type };
  return new Request("http://local.test/", {
    method: "POST",
    body,
    headers,
    duplex: "half",
  });
}

describe("a form", () => {
  it("is read as it was written, wherever its pieces end", async () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const random = new SeededRandom(seed);
      const signs = ["\r\n", "\r", "-", "--", "{}", "größe", "\n"];
      const text = Array.from({ length: random.below(30) }, () => random.pick(signs)).join("");
      const form = new FormData();
      form.set("file", new File([text], 'a "name".jsonl'));
      form.set("purpose", "fine-tune");
      const whole = posted(form);
      const type = whole.headers.get("content-type") ?? "";
      const body = new Uint8Array(await whole.arrayBuffer());
      assert.deepEqual(await read(posted(inPieces(body, random), type)), [
        ["file", 'a "name".jsonl', text],
        ["purpose", undefined, "fine-tune"],
      ]);
    }
  });

  const type = 'multipart/form-data; boundary="x"';
  for (const [what, body] of [
    ["ends in the middle", '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\ntext'],
    ["has a part without a name", "--x\r\nContent-Type: text/plain\r\n\r\ntext\r\n--x--"],
    ["goes on without a line break", "--xy\r\n\r\n--x--"],
    ["is empty", ""],
  ] as const) {
    it(`is none where it ${what}`, async () => {
      await assert.rejects(read(posted(body, type)), FormError);
    });
  }
});
