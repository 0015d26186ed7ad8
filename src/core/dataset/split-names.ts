import type { Glob } from "../config/glob.js";

/** In the order in which their records must not be repeated. */
const roles = ["training", "validation", "test"] as const;

/** What a file of a dataset is for. */
export type SplitRole = (typeof roles)[number];

const roleWords: Readonly<Record<string, SplitRole>> = {
  train: "training",
  training: "training",
  validation: "validation",
  valid: "validation",
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

/** What a file may be for besides training. */
export type LaterRole = Exclude<SplitRole, "training">;

/**
 * The paths, among those given, of files that belong to the one at `path` and are for something that
 * comes after: the likeliest first. A file whose name says nothing is one for training. As in
 * `earlierSplits`, names decide.
 */
export function laterSplits(
  path: string,
  role: LaterRole,
  candidates: readonly string[],
): readonly string[] {
  const own = splitAt(path) ?? unnamedSplit(path);
  if (roles.indexOf(role) <= roles.indexOf(own.role)) return [];
  const found = candidates.filter((candidate) => {
    const other = splitAt(candidate);
    return other?.role === role && other.dataset === own.dataset;
  });
  return likeliestFirst(path, found);
}

/** As `laterSplits`, of files that people have named; the paths count from their folder. */
export function laterNamed(
  path: string,
  role: LaterRole,
  { splits, candidates }: { readonly splits: NamedSplits; readonly candidates: readonly string[] },
): readonly string[] {
  if (roles.indexOf(role) <= roles.indexOf(splits.role)) return [];
  const found = candidates.filter((candidate) => namedRole(candidate, splits.files) === role);
  // Where globs name the files of several datasets, those whose names fit belong together.
  const fitting = laterSplits(path, role, found);
  const others = found.filter((candidate) => !fitting.includes(candidate));
  return [...fitting, ...likeliestFirst(path, others)];
}

/** What the name of a file says that it is for; folders say nothing here. `/` stands between them. */
export function splitRole(path: string): SplitRole | undefined {
  const words = fileWords(lastTwo(path)[1]);
  return roleWords[words[roleIn(words)] ?? ""];
}

/** The files that a person has named for each role, as globs from one folder. */
export interface NamedSplits {
  /** What the dataset in question is for. */
  readonly role: SplitRole;
  /** The folder from which the globs count: a path or a URI, as the dataset's own place. */
  readonly folder: string;
  readonly files: SplitFiles;
}

/** The globs of each role. */
export type SplitFiles = Readonly<Record<SplitRole, readonly Glob[]>>;

/** What a file is for that globs name; `undefined` where none does. */
export function namedRole(path: string, files: SplitFiles): SplitRole | undefined {
  return roles.find((role) => files[role].some((glob) => glob.matches(path)));
}

/** The globs of the files whose records must not stand in a dataset, where people name files. */
export function earlierFiles({ role, files }: NamedSplits): readonly Glob[] {
  return roles.slice(0, roles.indexOf(role)).flatMap((earlier) => files[earlier]);
}

/** As `earlierSplits`, of files that people have named; the paths count from their folder. */
export function earlierNamed(
  splits: NamedSplits,
  candidates: readonly string[],
): readonly string[] {
  return candidates.filter((path) => {
    const role = namedRole(path, splits.files);
    return role !== undefined && roles.indexOf(role) < roles.indexOf(splits.role);
  });
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

function unnamedSplit(path: string): Split {
  const [folder, name] = lastTwo(path);
  return { role: "training", dataset: `${folder}/${stem(fileWords(name))}` };
}

/** Parts with the same number first, then the nearest folder, then the usual words. */
function likeliestFirst(path: string, candidates: readonly string[]): readonly string[] {
  const words = Object.keys(roleWords);
  const rank = (candidate: string): readonly number[] => {
    const own = fileWords(lastTwo(candidate)[1]);
    return [
      numbersOf(candidate) === numbersOf(path) ? 0 : 1,
      pathBeside(path, candidate).split("/").length,
      words.indexOf(own[roleIn(own)] ?? ""),
    ];
  };
  const ranked = candidates.map((candidate) => ({ candidate, rank: rank(candidate) }));
  ranked.sort(
    (a, b) =>
      a.rank.map((value, at) => value - (b.rank[at] ?? 0)).find((difference) => difference !== 0) ??
      (a.candidate < b.candidate ? -1 : 1),
  );
  return ranked.map(({ candidate }) => candidate);
}

/** The numbers in the name of a file, which tell its parts apart. */
function numbersOf(path: string): string {
  return fileWords(lastTwo(path)[1])
    .filter((word) => /^\d+$/.test(word))
    .join("-");
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
