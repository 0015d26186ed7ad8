import type { NamedSplits } from "../core/dataset/split-names.js";
import { earlierNamed, earlierSplits, pathBeside } from "../core/dataset/split-names.js";
import { LineDataset } from "../core/similarity/line-dataset.js";
import type { OtherDataset } from "../core/similarity/other-dataset.js";
import { canonicalUri } from "./canonical-uri.js";
import type { DatasetSession } from "./dataset-session.js";
import { documentLines } from "./document-lines.js";
import type { OtherDatasets, ServerFiles } from "./host.js";

/** A dataset made of an open document, good for one version of it. */
interface KnownDocument {
  readonly version: number;
  readonly dataset: LineDataset;
}

/** What the splits of datasets are found in. */
export interface OpenSplitsOptions {
  readonly files: ServerFiles | undefined;
  readonly sessions: () => Iterable<DatasetSession>;
  /** What somebody has named, where that is the case for a dataset. */
  readonly named: (uri: string) => NamedSplits | undefined;
}

/** Finds the datasets in which the records of another must not stand: open ones first, then files. */
export class OpenSplits {
  readonly #options: OpenSplitsOptions;
  readonly #known = new WeakMap<DatasetSession, KnownDocument>();

  constructor(options: OpenSplitsOptions) {
    this.#options = options;
  }

  async of(uri: string): Promise<OtherDatasets> {
    const named = this.#options.named(uri);
    const open = [...this.#options.sessions()].filter((session) =>
      isBefore(session.uri, uri, named),
    );
    const documents = open.map((session) => this.#document(session, uri));
    const files = await this.#options.files?.othersOf(uri, named);
    const isOpen = (file: string): boolean =>
      open.some((session) => canonicalUri(session.uri) === canonicalUri(file));
    const closed = files?.datasets.filter(({ file }) => !isOpen(file)) ?? [];
    const datasets = [...documents, ...closed].sort((a, b) => (a.name < b.name ? -1 : 1));
    return { datasets, release: () => files?.release() };
  }

  #document(session: DatasetSession, uri: string): OtherDataset {
    const { version, checked } = session;
    let known = this.#known.get(session);
    if (known?.version !== version) {
      const lines = documentLines(checked.document);
      known = { version, dataset: new LineDataset({ name: "", file: session.uri, lines }) };
      this.#known.set(session, known);
    }
    const { dataset } = known;
    return { name: nameOf(session.uri, uri), file: session.uri, open: () => dataset.open() };
  }
}

/** Whether the records of a dataset at a URI must not stand in the one at another. */
export function isBefore(uri: string, other: string, named: NamedSplits | undefined): boolean {
  if (named !== undefined) {
    const folder = `${pathOf(named.folder)}/`;
    const path = pathOf(uri);
    return path.startsWith(folder) && earlierNamed(named, [path.slice(folder.length)]).length > 0;
  }
  return earlierSplits(pathOf(other), [pathOf(uri)]).length > 0;
}

function nameOf(uri: string, from: string): string {
  return pathBeside(pathOf(from), pathOf(uri));
}

function pathOf(uri: string): string {
  return decodeURIComponent(canonicalUri(uri));
}
