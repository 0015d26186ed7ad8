import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LineScanner } from "../../../src/core/kernel/line-scanner.js";
import { keyOf, textHash } from "../../../src/core/kernel/text-hash.js";

const scanner = new LineScanner({ inputBytes: 64, lines: 4 });

function kernelHash(text: string): bigint {
  const [low, high] = scanner.hashText(text);
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

function hex(hash: bigint): string {
  return hash.toString(16).padStart(16, "0");
}

describe("XXH64 with seed 0", () => {
  const ofTexts: readonly (readonly [text: string, hash: string])[] = [
    ["", "ef46db3751d8e999"],
    ["a", "d24ec4f1a98c6e5b"],
    ["as", "1c330fb2d66be179"],
    ["asd", "631c37ce72a97393"],
    ["asdf", "415872f599cea71e"],
    ["abc", "44bc2cf5ad770999"],
    ["xxhash", "32dd38952c4bc720"],
    ["Nobody inspects the spammish repetition", "fbcea83c8a378bf1"],
    ["Call me Ishmael. Some years ago--never mind how long precisely-", "02a2e85470d6fd96"],
  ];
  for (const [text, hash] of ofTexts) {
    it(`of ${JSON.stringify(text)} is the published one`, () => {
      const bytes = new TextEncoder().encode(text);
      assert.deepEqual([hex(textHash(bytes)), hex(kernelHash(text))], [hash, hash]);
    });
  }

  // From the self-test of the reference implementation (xxhsum).
  const ofGeneratedBytes: readonly (readonly [length: number, hash: string])[] = [
    [1, "e934a84adb052768"],
    [4, "9136a0dca57457ee"],
    [14, "8282dcc4994e35c8"],
    [222, "b641ae8cb691c174"],
  ];
  for (const [length, hash] of ofGeneratedBytes) {
    it(`of ${length} bytes of the reference implementation's self-test is the published one`, () => {
      assert.equal(hex(textHash(selfTestBytes(length))), hash);
    });
  }

  it("is the same in the kernel and in TypeScript, for every length", () => {
    for (let length = 0; length < 300; length += 1) {
      const text = Array.from({ length }, (_, i) => "aé🎸~"[(i * 7 + length) % 5] ?? "").join("");
      assert.equal(kernelHash(text), textHash(new TextEncoder().encode(text)), text);
    }
  });

  it("gives keys its lower half", () => {
    for (const name of ["", "prompt", "completion", "é"]) {
      assert.equal(keyOf(name), scanner.hashText(name)[0]);
    }
  });
});

/** Bytes as the self-test makes them: the highest byte of powers of a prime number. */
function selfTestBytes(length: number): Uint8Array {
  let power = 2_654_435_761n;
  return Uint8Array.from({ length }, () => {
    const byte = Number(power >> 56n);
    power = BigInt.asUintN(64, power * 11_400_714_785_074_694_797n);
    return byte;
  });
}
