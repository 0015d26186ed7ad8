import type { CheckOutcome, DatasetCheckOptions } from "../core/dataset/check-dataset.js";
import type { FileHead } from "../core/dataset/run-rules.js";
import type { LaterRole, NamedSplits } from "../core/dataset/split-names.js";
import type { ByteSource } from "../core/dataset/line-reader.js";
import type { JudgeLabels } from "../core/labels/label-judge.js";
import type { OtherDataset } from "../core/similarity/other-dataset.js";
import type { Tokenizers } from "../core/tokens/tokenizers.js";

/** What the server may use of the platform it runs on: passed in by `node.ts`. */
export interface ServerHost {
  /** Calls back after some milliseconds; the result cancels it. */
  startTimer(callback: () => void, delayMs: number): () => void;
  /** Lets waiting messages in; resolves soon. */
  pause(): Promise<void>;
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** The day, as `YYYY-MM-DD`. */
  today(): string;
  /** The version of this package. */
  readonly version: string;
  /** Files are named by URIs. Without it no tokens are counted. */
  readonly tokenizers?: Tokenizers;
  /** Says which labels are doubtful; without it nobody does. */
  readonly judgeLabels?: JudgeLabels;
  /** Files on disk, where the platform has them. */
  readonly files?: ServerFiles;
  /** The URI of the folder with the rules' documentation, where it is known. */
  readonly ruleDocumentation?: string;
}

/** Files that are not open in the editor: datasets and configurations. */
export interface ServerFiles extends ConfigurationFiles {
  /** The URIs of all datasets below a folder, without what `.gitignore` names. */
  find(folder: string): readonly string[];
  /** What the first bytes of a file say of it; `undefined` where it cannot be read. */
  headOf(uri: string): Promise<FileHead | undefined>;
  /**
   * The files in which the records of one must not stand, such as the training file of a test: those
   * beside it, by their names or by what a configuration says, or those that are listed.
   */
  othersOf(uri: string, named?: NamedSplits | readonly string[]): Promise<OtherDatasets>;
  /**
   * The URIs of the files that belong to one for training and are for something that comes after, the
   * likeliest first: told as by `othersOf`.
   */
  splitsAfter(uri: string, role: LaterRole, named?: NamedSplits): readonly string[];
  /** Checks a file. Throws an error with a sentence for people where it cannot be read. */
  check(
    uri: string,
    options: DatasetCheckOptions,
    request: FileCheckRequest,
  ): Promise<CheckOutcome>;
  /** Opens a file for reading. Throws an error with a sentence for people where it cannot be read. */
  open(uri: string): Promise<OpenedFile>;
  /** Begins a file, in place of one that exists. Throws such an error where it cannot be written. */
  create(uri: string): CreatedFile;
}

/** A file that is open until it is closed. */
export interface OpenedFile extends ByteSource {
  close(): void;
}

/** A file that is there as a whole in the end, or as it was before. */
export interface CreatedFile {
  write(text: string): void;
  commit(): void;
  /** Does nothing after `commit`. */
  discard(): void;
}

/** Datasets to look for records in. Give them back with `release`. */
export interface OtherDatasets {
  readonly datasets: readonly OtherDataset[];
  readonly release: () => void;
}

/** Configurations on disk. */
export interface ConfigurationFiles {
  /** The URI of the `tunewright.json` for the datasets in a folder: the nearest there or above. */
  nearestConfiguration(folder: string): string | undefined;
  /** Its text. Throws an error with a sentence for people where it cannot be read. */
  configurationText(uri: string): string;
}

/** What steers the check of a file. */
export interface FileCheckRequest {
  /** Asked now and then; the check ends with an error when it says so. */
  readonly isCancelled: () => boolean;
}
