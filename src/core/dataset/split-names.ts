/** What a file of a dataset is for, in the order in which their records must not be repeated. */
const roles = ["training", "validation", "test"] as const;

/** What a file of a dataset is for. */
export type SplitRole = (typeof roles)[number];

const roleWords: Readonly<Record<string, SplitRole>> = {
  train: "training",
  training: "training",
  valid: "validation",
  validation: "validation",
  val: "validation",
  dev: "validation",
  test: "test",
  testing: "test",
  eval: "test",
  evaluation: "test",
  holdout: "test",
};

/** A file that holds one part of a dataset. */
interface Split {
  readonly role: SplitRole;
  /** The same for all files of the dataset. */
  readonly dataset: string;
}

/**
 * The paths, among those given, of files whose records must not stand in the one at `path`: those
 * for training, and for a test also those for validation. Files belong together where the rest of
 * their name is the same, or where they have one name in folders that say what they are for. Parts
 * have numbers that do not count. All paths have `/` between folders.
 */
export function earlierSplits(path: string, candidates: readonly string[]): readonly string[] {
  const own = splitAt(path);
  if (own === undefined) return [];
  return candidates.filter((candidate) => {
    const other = splitAt(candidate);
    if (other?.dataset !== own.dataset) return false;
    return roles.indexOf(other.role) < roles.indexOf(own.role);
  });
}

/** What the name of a file says that it is for; folders say nothing here. `/` stands between them. */
export function splitRole(path: string): SplitRole | undefined {
  const words = fileWords(lastTwo(path)[1]);
  return roleWords[words[roleIn(words)] ?? ""];
}

/** Whether a name of a file or folder says what it is for. */
export function namesSplit(name: string): boolean {
  return roleIn(wordsOf(name)) >= 0;
}

/** A path as seen from the folder of another one. */
export function pathBeside(path: string, other: string): string {
  const [from, to] = [path.split("/").slice(0, -1), other.split("/")];
  let same = 0;
  while (same < from.length && from[same] === to[same]) same += 1;
  return [...from.slice(same).map(() => ".."), ...to.slice(same)].join("/");
}

function splitAt(path: string): Split | undefined {
  const [folder, name] = lastTwo(path);
  const words = fileWords(name);
  const at = roleIn(words);
  if (at >= 0) return split(words[at], `${folder}/${stem(words.toSpliced(at, 1))}`);
  const [above, folderName] = lastTwo(folder);
  const folderWords = wordsOf(folderName);
  const folderAt = roleIn(folderWords);
  if (folderAt < 0) return undefined;
  const rest = stem(folderWords.toSpliced(folderAt, 1));
  return split(folderWords[folderAt], `${above}/${rest}/${stem(words)}`);
}

function split(word: string | undefined, dataset: string): Split | undefined {
  const role = roleWords[word ?? ""];
  return role && { role, dataset };
}

/** Where the last word stands that says what a file is for; -1 where none does. */
function roleIn(words: readonly string[]): number {
  return words.findLastIndex((word) => Object.hasOwn(roleWords, word));
}

/** The words of a file's name without its extension. */
function fileWords(name: string): readonly string[] {
  return wordsOf(name.replace(/(?:\.(?:jsonl|ndjson))?(?:\.gz)?$/i, ""));
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
}

/** The words of a name without those that number its parts: `00001-of-00005`. */
function stem(words: readonly string[]): string {
  return words.filter((word) => word !== "" && word !== "of" && !/^\d+$/.test(word)).join("-");
}

function lastTwo(path: string): readonly [folder: string, name: string] {
  const at = path.lastIndexOf("/");
  return [path.slice(0, Math.max(at, 0)), path.slice(at + 1)];
}
