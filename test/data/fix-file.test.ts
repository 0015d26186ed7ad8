import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import type { FixScope } from "../../src/core/dataset/fix-line.js";
import { memoryDatasetFile } from "../../src/data/dataset-file.js";
import type { FixedFile, FixTarget } from "../../src/data/fix-file.js";
import { fixFile, temporaryTarget } from "../../src/data/fix-file.js";

const good = '{"prompt":"good ->","completion":" b"}';
const spaceless = '{"prompt":"a ->","completion":"b"}';
const spaced = '{"prompt":"a ->","completion":" b"}';

function steps<Target extends FixTarget>(
  content: string | Buffer,
  scope: FixScope,
  makeTarget: () => Target,
): Generator<undefined, FixedFile<Target>> {
  const file = memoryDatasetFile("data.jsonl", Buffer.from(content));
  return fixFile(file, { target: "legacy-completions", scope, makeTarget });
}

function run<Result>(generator: Generator<undefined, Result>): Result {
  let step = generator.next();
  while (step.done !== true) step = generator.next();
  return step.value;
}

interface Outcome extends Omit<FixedFile<FixTarget>, "target"> {
  /** `undefined` where nothing was fixed. */
  readonly bytes: Buffer | undefined;
}

function fix(content: string | Buffer, scope: FixScope = "safe"): Outcome {
  const { target, ...rest } = run(steps(content, scope, temporaryTarget));
  const bytes = target === undefined ? undefined : readFileSync(target.temporaryPath);
  target?.discard();
  return { bytes, ...rest };
}

function fixedText(content: string, scope: FixScope = "safe"): string | undefined {
  return fix(content, scope).bytes?.toString("utf8");
}

describe("fixing a file", () => {
  it("makes no file where there is nothing to fix", () => {
    const paths: string[] = [];
    const { target, changed, removed } = run(steps(`${good}\n`, "all", () => remembered(paths)));
    assert.deepEqual(
      { target, changed, removed, paths },
      {
        target: undefined,
        changed: 0,
        removed: 0,
        paths: [],
      },
    );
  });

  it("keeps the bytes of lines without a fix: odd spacing, escapes, duplicates", () => {
    const odd = ' { "prompt" :"\\u00e9 ->",\t"completion":" \\/" } ';
    const [before, after] = [spaceless, spaced].map((line) => `${odd}\n${line}\r\n\t${odd}`);
    assert.equal(fixedText(before ?? ""), after);
  });

  it("removes blank lines with their line endings", () => {
    const content = `\uFEFF\n${good}\r\n\r\n \t \n${spaced}\r\r  `;
    const { bytes, changed, removed } = fix(content);
    assert.deepEqual([bytes?.toString(), changed, removed], [`${good}\r\n${spaced}\r`, 0, 5]);
  });

  it("keeps every line ending as it is", () => {
    const content = [spaceless, "\r\n", good, "\n", spaceless, "\r", spaceless].join("");
    const expected = [spaced, "\r\n", good, "\n", spaced, "\r", spaced].join("");
    assert.equal(fixedText(content), expected);
  });

  it("removes the byte order mark of a first line, whether that changes or not", () => {
    assert.equal(fixedText(`\uFEFF${spaceless}\n`), `${spaced}\n`);
    assert.equal(fixedText(`\uFEFF${good}\n${spaced}`), `${good}\n${spaced}`);
  });

  it("never changes a line that is not UTF-8, and fixes the others", () => {
    const bad = Buffer.concat([
      Buffer.from('{"prompt":"caf'),
      Buffer.from([0xe9]),
      Buffer.from(' ->","completion":"b",}\n'),
    ]);
    const { bytes } = fix(Buffer.concat([bad, Buffer.from(spaceless)]));
    assert.deepEqual(bytes, Buffer.concat([bad, Buffer.from(spaced)]));
  });

  it("fixes what shows only after another fix", () => {
    assert.equal(fixedText('{"prompt":"a ->","completion":"b",}\n'), `${spaced}\n`);
  });

  it("removes duplicates that only fixes make equal", () => {
    const content = `${spaced}\n{"prompt":"a ->","completion":" b" , }\n`;
    assert.equal(fixedText(content, "all"), `${spaced}\n`);
  });

  it("removes no record with safe fixes", () => {
    assert.equal(fixedText(`${spaced}\n${spaced}\n`), undefined);
  });

  it("removes a last line that has no line ending", () => {
    const { bytes, removed } = fix(`${spaced}\n${good}\n${spaced}`, "all");
    assert.deepEqual([bytes?.toString(), removed], [`${spaced}\n${good}\n`, 1]);
  });

  it("removes a line with its line ending", () => {
    const content = `${spaced}\r\n${spaced}\r\n${good}\r\n`;
    assert.equal(fixedText(content, "all"), `${spaced}\r\n${good}\r\n`);
  });

  it("removes the byte order mark where the first line is split", () => {
    const content = `\uFEFF${good} ${spaced}\n`;
    assert.equal(fixedText(content, "all"), `${good}\n${spaced}\n`);
  });

  it("splits two records of one line with the line's own ending", () => {
    const content = `${good} ${spaced}\r\n`;
    assert.equal(fixedText(content, "all"), `${good}\r\n${spaced}\r\n`);
  });

  it("splits a last line that has no line ending", () => {
    assert.equal(fixedText(`${good}${spaced}`, "all"), `${good}\n${spaced}`);
  });

  it("fixes the records of a split line too", () => {
    assert.equal(fixedText(`${good}${spaceless}\n`, "all"), `${good}\n${spaced}\n`);
  });

  it("counts changed and removed lines", () => {
    const { changed, removed } = fix(`${spaceless}\n${good}\n${good}\n`, "all");
    assert.deepEqual({ changed, removed }, { changed: 1, removed: 1 });
  });

  it("tells from which line of the original each line comes", () => {
    const [other, fresh] = ["c", "d"].map((prompt) => spaced.replace("a", prompt));
    const split = `${spaced} ${spaceless.replace("a", "c")}`;
    const content = [good, split, good, "", fresh, spaceless].join("\n");
    const { bytes, origin } = fix(content, "all");
    assert.equal(bytes?.toString("utf8"), `${[good, spaced, other, fresh].join("\n")}\n`);
    assert.deepEqual([0, 1, 2, 3].map(origin), [0, 1, 1, 4]);
  });

  it("leaves no file behind where it is stopped at any step", () => {
    const content = '{"prompt":"a ->","completion":"b",}\n';
    for (let stop = 1; stop < 8; stop += 1) {
      const paths: string[] = [];
      const generator = steps(content, "safe", () => remembered(paths));
      let isDone = false;
      for (let step = 0; step < stop && !isDone; step += 1) isDone = generator.next().done === true;
      if (isDone) break;
      generator.return({
        target: undefined,
        isConverted: false,
        changed: 0,
        removed: 0,
        origin: (line) => line,
      });
      assert.deepEqual(paths.filter(existsSync), []);
    }
  });

  it("leaves no file behind where writing fails", () => {
    const paths: string[] = [];
    const full = (): FixTarget => ({
      ...remembered(paths),
      write() {
        throw new Error("The disk is full.");
      },
    });
    assert.throws(() => run(steps(`${spaceless}\n`, "safe", full)), /disk is full/);
    assert.deepEqual([paths.length, paths.filter(existsSync)], [1, []]);
  });
});

function remembered(paths: string[]): FixTarget {
  const target = temporaryTarget();
  paths.push(target.temporaryPath);
  return target;
}
