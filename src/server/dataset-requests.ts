import * as l10n from "@vscode/l10n";
import type { CancellationToken, Connection } from "vscode-languageserver";
import { convertDataset as convert } from "../core/convert/convert-dataset.js";
import { afterChanges } from "../core/convert/change-members.js";
import { codecs, conversionFrom } from "../core/convert/index.js";
import type { ByteSource } from "../core/dataset/line-reader.js";
import { textSource } from "../core/dataset/line-reader.js";
import { preflight } from "../core/dataset/preflight.js";
import { askTargets } from "../core/dataset/target-verdict.js";
import type { Format } from "../core/formats/format.js";
import type { Finding } from "../core/rules/finding.js";
import { severities } from "../core/rules/finding.js";
import { ruleById } from "../core/rules/index.js";
import type { Rule } from "../core/rules/rule.js";
import { targetById } from "../core/targets/index.js";
import type {
  BoundariesAnswer,
  BoundariesRequest,
  ConversionAnswer,
  ConversionRequest,
  DatasetRequest,
  FindingsRequest,
  FormatTitle,
  FormsAnswer,
  FoundRule,
  LongRequest,
  PlainRange,
  PreflightAnswer,
  PreflightRequest,
  VerdictsAnswer,
} from "../protocol/dataset-messages.js";
import {
  boundariesIn,
  convertDataset,
  findLabelErrors,
  findingsOf,
  formsOf,
  foundRules,
  preflightOf,
  splitsOf,
  verdictsOn,
} from "../protocol/dataset-messages.js";
import { boundariesOn } from "./boundaries.js";
import { canonicalUri } from "./canonical-uri.js";
import type { DatasetChoice } from "./check-choices.js";
import type { DatasetSession } from "./dataset-session.js";
import type { DatasetShape } from "./dataset-shape.js";
import { formsOfShape, shapeIn } from "./dataset-shape.js";
import { labelErrorsIn } from "./label-errors-in.js";
import type { OpenedFile, ServerHost } from "./host.js";
import { splitsFor } from "./splits-for.js";
import { runInSlices } from "./run-in-slices.js";
import { placementIn, toRange } from "./to-protocol.js";
import { startProgress } from "./start-progress.js";

/** What the answers need to know of the server. */
export interface DatasetRequestsOptions {
  readonly connection: Connection;
  readonly host: ServerHost;
  /** The open dataset with this URI. */
  readonly session: (uri: string) => DatasetSession | undefined;
  readonly choiceFor: (uri: string) => DatasetChoice;
  /** Lets a rule speak that is silent by itself. */
  readonly askFor: (uri: string, rule: Rule) => void;
}

/** Answers the questions of our own that a client may ask of datasets. */
export function registerDatasetRequests(options: DatasetRequestsOptions): void {
  const { connection } = options;
  const requests = new DatasetRequests(options);
  connection.onRequest(verdictsOn.method, (request: LongRequest, token: CancellationToken) =>
    requests.verdicts(request, token),
  );
  connection.onRequest(preflightOf.method, (request: PreflightRequest, token: CancellationToken) =>
    requests.preflight(request, token),
  );
  connection.onRequest(splitsOf.method, ({ uri }: DatasetRequest) => splitsFor(uri, options));
  connection.onRequest(formsOf.method, (request: DatasetRequest) => requests.forms(request));
  connection.onRequest<ConversionAnswer | null, void>(
    convertDataset.method,
    (request: ConversionRequest, token: CancellationToken) => requests.convert(request, token),
  );
  connection.onRequest(foundRules.method, (request: DatasetRequest) =>
    requests.foundRules(request),
  );
  connection.onRequest(findingsOf.method, (request: FindingsRequest, token: CancellationToken) =>
    requests.findings(request, token),
  );
  connection.onRequest(findLabelErrors.method, (request: DatasetRequest) =>
    labelErrorsIn(request.uri, options),
  );
  connection.onRequest(boundariesIn.method, (request: BoundariesRequest) =>
    requests.boundaries(request),
  );
}

/** The answers. A class because all of them need the same options. */
class DatasetRequests {
  readonly #options: DatasetRequestsOptions;

  constructor(options: DatasetRequestsOptions) {
    this.#options = options;
  }

  async verdicts(
    { uri, workDoneToken }: LongRequest,
    token: CancellationToken,
  ): Promise<VerdictsAnswer | null> {
    const { host, connection, session, choiceFor } = this.#options;
    const progress = startProgress(connection, workDoneToken);
    const answer = await this.#withSource(uri, (source) =>
      runInSlices(askTargets(source, choiceFor(uri).options), {
        host,
        isCancelled: () => token.isCancellationRequested,
        onStep: ({ checks, of, bytes }) => {
          progress?.report((100 * (checks + share(bytes, source))) / of);
        },
      }),
    );
    progress?.done();
    if (answer === undefined) return null;
    const { format, records, verdicts } = answer;
    const target = session(uri)?.check?.plan.context?.target.id ?? null;
    return { format: titleOf(format), records, target, verdicts };
  }

  async preflight(
    { uri, target: id, model, role, against = [], workDoneToken }: PreflightRequest,
    token: CancellationToken,
  ): Promise<PreflightAnswer | null> {
    const { host, connection, choiceFor } = this.#options;
    const target = targetById(id);
    if (target === undefined) throw new Error(l10n.t('There is no target "{0}".', id));
    const progress = startProgress(connection, workDoneToken);
    const others = await host.files?.othersOf(uri, against);
    const check = { ...choiceFor(uri).options, others: others?.datasets };
    const answer = await this.#withSource(uri, (source) =>
      runInSlices(preflight(source, { check, target, model, role }), {
        host,
        isCancelled: () => token.isCancellationRequested,
        onStep: ({ bytes }) => progress?.report(100 * share(bytes, source)),
      }),
    ).finally(() => others?.release());
    progress?.done();
    if (answer === undefined) return null;
    return { ...answer, format: titleOf(answer.format), tokens: answer.tokens ?? null };
  }

  async forms({ uri }: DatasetRequest): Promise<FormsAnswer> {
    const { format, renames } = await this.#shapeOf(uri);
    const forms = format === undefined ? [] : formsOfShape(format, renames);
    return { format: titleOf(format), forms, renames };
  }

  async convert(
    { uri, form, without = [], output, workDoneToken }: ConversionRequest,
    token: CancellationToken,
  ): Promise<ConversionAnswer | null> {
    const { host, connection } = this.#options;
    const { format, renames } = await this.#shapeOf(uri);
    const codec = codecs.find(({ id }) => id === form);
    const direct = format && codec && conversionFrom(format.id, codec);
    if (direct === undefined) {
      throw new Error(l10n.t('This dataset cannot be converted to "{0}".', form));
    }
    const conversion = afterChanges({ renames, without }, direct);
    const written = this.#startOutput(uri, output);
    const progress = startProgress(connection, workDoneToken);
    try {
      const converted = await this.#withSource(uri, (source) =>
        runInSlices(
          convert(source, conversion, (text) => written.write(text)),
          {
            host,
            isCancelled: () => token.isCancellationRequested,
            onStep: (line) => progress?.report(0, l10n.t("Line {0}", line + 1)),
          },
        ),
      );
      if (converted === undefined) return null;
      const { records, refused, firstRefused, extra } = converted;
      if (refused > 0) return { kind: "refused", refused, first: firstRefused, extra };
      return { kind: "converted", records, text: written.commit() };
    } finally {
      progress?.done();
      written.discard();
    }
  }

  async foundRules({ uri }: DatasetRequest): Promise<readonly FoundRule[]> {
    const check = await this.#options.session(uri)?.settled();
    if (check === undefined) return [];
    const { lineRules, recordRules, datasetRules, backgroundRules } = check.plan;
    return [...lineRules, ...recordRules, ...datasetRules, ...backgroundRules]
      .map(({ rule: { id }, severity }) => ({
        rule: id,
        title: ruleById(id)?.title ?? id,
        severity,
        count: check.counts[id] ?? 0,
      }))
      .filter(({ count }) => count > 0)
      .sort(
        (a, b) =>
          severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.count - a.count,
      );
  }

  async findings(
    { uri, rule, most, workDoneToken }: FindingsRequest,
    token: CancellationToken,
  ): Promise<readonly PlainRange[]> {
    const { session: sessionFor, host, connection } = this.#options;
    const session = sessionFor(uri);
    if (session === undefined) return [];
    const check = await session.settled();
    const { version } = session;
    const places: PlainRange[] = [];
    const placement = placementIn(session);
    const all = check.counts[rule] ?? 0;
    const progress = startProgress(connection, workDoneToken);
    const steps = upTo(most, check.findingsOf(rule), (finding) =>
      places.push(toRange(finding.line, finding.span, placement)),
    );
    await runInSlices(steps, {
      host,
      // Places are those of the document that was checked.
      isCancelled: () => token.isCancellationRequested || session.version !== version,
      onStep: (count) => progress?.report((100 * count) / Math.max(Math.min(all, most), 1)),
    });
    progress?.done();
    return session.version === version ? places : [];
  }

  async boundaries({ uri, ...lines }: BoundariesRequest): Promise<BoundariesAnswer> {
    const session = this.#options.session(uri);
    if (session === undefined) return { leadingSpaces: [], separators: [], stopSequences: [] };
    const check = await session.settled();
    const placement = placementIn(session);
    return boundariesOn(session.checked.document, check, { ...lines, placement });
  }

  /** The format of a dataset, or the one that it would have with other names. */
  async #shapeOf(uri: string): Promise<DatasetShape> {
    const session = this.#options.session(uri);
    const known = (await session?.settled())?.plan.context?.format;
    if (known !== undefined) return { format: known, renames: [] };
    return this.#withSource(uri, (source) => Promise.resolve(shapeIn(source)));
  }

  /** Works on the text as it is now, whatever becomes of it meanwhile. */
  async #withSource<Result>(
    uri: string,
    work: (source: ByteSource) => Promise<Result>,
  ): Promise<Result> {
    const { session, host } = this.#options;
    const open = session(uri);
    if (open !== undefined) return work(textSource(open.checked.document.text));
    if (host.files === undefined) throw new Error(l10n.t("Open the dataset first."));
    const file: OpenedFile = await host.files.open(uri);
    try {
      return await work(file);
    } finally {
      file.close();
    }
  }

  #startOutput(uri: string, output: string | undefined): Output {
    if (output === undefined) return textOutput();
    if (canonicalUri(output) === canonicalUri(uri)) {
      throw new Error(l10n.t("This is the dataset itself. Choose another file."));
    }
    const file = this.#options.host.files?.create(output);
    if (file === undefined) throw new Error(l10n.t("Files cannot be written here."));
    return {
      write: (text) => file.write(text),
      commit() {
        file.commit();
        return "";
      },
      discard: () => file.discard(),
    };
  }
}

/** Where converted records go; `commit` gives the text that is to be sent. */
interface Output {
  write(text: string): void;
  commit(): string;
  discard(): void;
}

function textOutput(): Output {
  const pieces: string[] = [];
  return {
    write: (text) => void pieces.push(text),
    commit: () => pieces.join(""),
    discard: () => undefined,
  };
}

/** Takes findings one by one until there are enough; yields how many there are so far. */
function* upTo(
  most: number,
  found: Iterable<readonly Finding[]>,
  take: (finding: Finding) => void,
): Generator<number, void> {
  let count = 0;
  for (const finding of flat(found)) {
    if (count === most) return;
    take(finding);
    count += 1;
    yield count;
  }
}

function* flat(found: Iterable<readonly Finding[]>): Generator<Finding> {
  for (const findings of found) yield* findings;
}

function share(bytes: number, source: ByteSource): number {
  return source.bytes === 0 ? 1 : Math.min(bytes / source.bytes, 1);
}

function titleOf(format: Format | undefined): FormatTitle | null {
  return format === undefined ? null : { id: format.id, title: format.title };
}
