import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { datasetsBelow, findDatasets } from "../../src/data/find-datasets.js";
import { temporaryFolder } from "./temporary-folder.ts";

type Tree = Readonly<Record<string, string>>;

/** A folder that holds these files; ends of names that are a slash are empty folders. */
function folderWith(test: { after(clean: () => void): void }, tree: Tree): string {
  const folder = temporaryFolder(test);
  for (const [name, content] of Object.entries(tree)) {
    if (name.endsWith("/")) mkdirSync(join(folder.path, name), { recursive: true });
    else folder.write(name, content);
  }
  return folder.path;
}

describe("findDatasets", () => {
  it("takes a file for itself, whatever its name", (test) => {
    const cwd = folderWith(test, { "notes.txt": "" });
    assert.deepEqual(findDatasets(["notes.txt"], cwd), ["notes.txt"]);
  });

  it("takes a directory for the datasets in it, in order", (test) => {
    const cwd = folderWith(test, {
      "data/b.jsonl": "",
      "data/deep/a.ndjson": "",
      "data/a.jsonl": "",
      "data/table.csv": "",
      "data/whole.json": "",
    });
    assert.deepEqual(findDatasets(["data"], cwd), [
      join("data", "a.jsonl"),
      join("data", "b.jsonl"),
      join("data", "deep", "a.ndjson"),
    ]);
  });

  it("takes a glob for what it matches", (test) => {
    const cwd = folderWith(test, { "data/a.jsonl": "", "data/b.jsonl": "", "other/a.jsonl": "" });
    assert.deepEqual(findDatasets(["*/a.jsonl"], cwd), [
      join("data", "a.jsonl"),
      join("other", "a.jsonl"),
    ]);
  });

  it("takes absolute paths of directories", (test) => {
    const cwd = folderWith(test, { "data/a.jsonl": "" });
    const data = join(cwd, "data");
    assert.deepEqual(findDatasets([data], "/"), [join(data, "a.jsonl")]);
  });

  it("takes paths that lead out of the current folder", (test) => {
    const root = folderWith(test, { "data/a.jsonl": "", "here/": "" });
    const found = findDatasets([join("..", "data")], join(root, "here"));
    assert.deepEqual(found, [join("..", "data", "a.jsonl")]);
  });

  it("keeps the order of what it was given and names each file once", (test) => {
    const cwd = folderWith(test, { "b.jsonl": "", "a.jsonl": "" });
    assert.deepEqual(findDatasets(["b.jsonl", "*.jsonl", "a.jsonl"], cwd), ["b.jsonl", "a.jsonl"]);
  });

  it("finds nothing in a directory without datasets", (test) => {
    assert.deepEqual(findDatasets(["."], folderWith(test, { "table.csv": "" })), []);
  });

  it("says that a path does not exist", (test) => {
    const cwd = folderWith(test, {});
    assert.throws(() => findDatasets(["none.jsonl"], cwd), {
      name: "UserError",
      message: "none.jsonl does not exist.",
    });
  });

  it("says that a path below a file does not exist", (test) => {
    const cwd = folderWith(test, { "a.jsonl": "" });
    assert.throws(() => findDatasets(["a.jsonl/b.jsonl"], cwd), {
      name: "UserError",
      message: "a.jsonl/b.jsonl does not exist.",
    });
  });

  it("says that a glob matches nothing", (test) => {
    const cwd = folderWith(test, {});
    assert.throws(() => findDatasets(["*.jsonl"], cwd), {
      name: "UserError",
      message: "*.jsonl matches no file.",
    });
  });
});

describe("findDatasets and names with special characters", () => {
  const folders = ["data[1]", "with space", "(both)", "{a,b}", "!no", "ä 🎸", "plus+", "at@(x)"];
  for (const name of folders) {
    it(`searches the directory ${name}`, (test) => {
      const cwd = folderWith(test, { [`${name}/a.jsonl`]: "", "1/a.jsonl": "", "a/a.jsonl": "" });
      assert.deepEqual(findDatasets([name], cwd), [join(name, "a.jsonl")]);
    });
  }

  it("takes a file in brackets for itself, not for a glob", (test) => {
    const cwd = folderWith(test, { "data[1].jsonl": "", "data1.jsonl": "" });
    assert.deepEqual(findDatasets(["data[1].jsonl"], cwd), ["data[1].jsonl"]);
  });

  it("takes a file with a star in its name for itself", { skip: onWindows() }, (test) => {
    const cwd = folderWith(test, { "a*.jsonl": "", "ab.jsonl": "" });
    assert.deepEqual(findDatasets(["a*.jsonl"], cwd), ["a*.jsonl"]);
  });

  it("finds files in brackets by a glob", (test) => {
    const cwd = folderWith(test, { "data [1].jsonl": "" });
    assert.deepEqual(findDatasets(["d*.jsonl"], cwd), ["data [1].jsonl"]);
  });
});

describe("findDatasets leaves out", () => {
  it("what lies in node_modules and .git, however deep", (test) => {
    const cwd = folderWith(test, {
      "a.jsonl": "",
      "node_modules/m/a.jsonl": "",
      "deep/node_modules/a.jsonl": "",
      ".git/a.jsonl": "",
    });
    assert.deepEqual(findDatasets(["."], cwd), ["a.jsonl"]);
  });

  it("what .gitignore names", (test) => {
    const cwd = folderWith(test, {
      ".gitignore": "# big\nold.jsonl\n",
      "a.jsonl": "",
      "old.jsonl": "",
    });
    assert.deepEqual(findDatasets(["."], cwd), ["a.jsonl"]);
  });

  it("whole folders that .gitignore names", (test) => {
    const cwd = folderWith(test, { ".gitignore": "out/\n", "a.jsonl": "", "out/deep/b.jsonl": "" });
    assert.deepEqual(findDatasets(["."], cwd), ["a.jsonl"]);
  });

  it("not what a later line of the same .gitignore takes back", (test) => {
    const cwd = folderWith(test, {
      ".gitignore": "*.jsonl\n!keep.jsonl\n",
      "keep.jsonl": "",
      "drop.jsonl": "",
      "deep/keep.jsonl": "",
    });
    assert.deepEqual(findDatasets(["."], cwd), [join("deep", "keep.jsonl"), "keep.jsonl"]);
  });

  it("what a nested .gitignore names, in its own folder only", (test) => {
    const cwd = folderWith(test, {
      "a/.gitignore": "x.jsonl\n",
      "a/x.jsonl": "",
      "a/deep/x.jsonl": "",
      "b/x.jsonl": "",
    });
    assert.deepEqual(findDatasets(["."], cwd), [join("b", "x.jsonl")]);
  });

  it("what an anchored pattern names, and not its namesakes below", (test) => {
    const cwd = folderWith(test, { ".gitignore": "/x.jsonl\n", "x.jsonl": "", "a/x.jsonl": "" });
    assert.deepEqual(findDatasets(["."], cwd), [join("a", "x.jsonl")]);
  });

  it("what the .gitignore of the repository names, also where a folder in it is searched", (test) => {
    const cwd = folderWith(test, {
      ".git/": "",
      ".gitignore": "data/old.jsonl\n",
      "data/old.jsonl": "",
      "data/new.jsonl": "",
    });
    assert.deepEqual(findDatasets(["data"], cwd), [join("data", "new.jsonl")]);
  });

  it("nothing for a .gitignore above a folder that is in no repository", (test) => {
    const root = folderWith(test, { ".gitignore": "*.jsonl\n", "data/a.jsonl": "" });
    assert.deepEqual(findDatasets(["data"], root), [join("data", "a.jsonl")]);
  });

  it("what .gitignore names from a glob too", (test) => {
    const cwd = folderWith(test, { ".gitignore": "b.jsonl\n", "a.jsonl": "", "b.jsonl": "" });
    assert.deepEqual(findDatasets(["*.jsonl"], cwd), ["a.jsonl"]);
  });

  it("nothing where the file itself is named", (test) => {
    const cwd = folderWith(test, { ".gitignore": "a.jsonl\n", "a.jsonl": "" });
    assert.deepEqual(findDatasets(["a.jsonl"], cwd), ["a.jsonl"]);
  });
});

describe("datasetsBelow", () => {
  it("gives absolute paths", (test) => {
    const folder = folderWith(test, { "deep/a.jsonl": "" });
    assert.deepEqual(datasetsBelow(folder), [join(folder, "deep", "a.jsonl")]);
  });
});

function onWindows(): string | false {
  return process.platform === "win32" && "Windows forbids it";
}
