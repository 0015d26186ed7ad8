import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder on disk that lives as long as a test. */
export interface TemporaryFolder {
  readonly path: string;
  /** Writes a file, its folders included, and gives its absolute path. */
  write(name: string, content: string | Uint8Array): string;
  read(name: string): string;
  /** The names of what lies in the folder itself, hidden files included. */
  names(): readonly string[];
}

/** Makes a folder that is removed when the test (or suite) ends. */
export function temporaryFolder(test: { after(clean: () => void): void }): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), "tunewright-test-"));
  test.after(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(name, content) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    read: (name) => readFileSync(join(path, name), "utf8"),
    names: () => readdirSync(path).sort(),
  };
}
