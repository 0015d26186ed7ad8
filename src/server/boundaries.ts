import type { CheckOutcome } from "../core/dataset/check-dataset.js";
import { endingStart } from "../core/dataset/ending-in-text.js";
import type { CommonEnding } from "../core/dataset/ending-tally.js";
import { readLine } from "../core/dataset/read-line.js";
import type { DatasetRecord, RecordText } from "../core/dataset/record.js";
import type { JsonPath } from "../core/formats/format.js";
import type { Span } from "../core/json/span.js";
import { trailingRunStart } from "../core/json/trailing-run.js";
import type { BoundariesAnswer, BoundariesRequest } from "../protocol/dataset-messages.js";
import type { LineDocument } from "./line-document.js";
import type { Placement } from "./to-protocol.js";
import { toRange } from "./to-protocol.js";

/** Nobody sees more lines, or so long ones, at once. */
const mostLines = 500;
const longestLine = 100_000;

/** Where prompts end and completions start and end, on the lines that somebody sees. */
export function boundariesOn(
  document: LineDocument,
  { plan }: Pick<CheckOutcome, "plan">,
  { firstLine, lastLine, ...placed }: Omit<BoundariesRequest, "uri"> & { placement: Placement },
): BoundariesAnswer {
  const found = Array.from({ length: Math.min(lastLine - firstLine + 1, mostLines) }, (_, index) =>
    onLine(document.recordText(firstLine + index), plan),
  );
  const ranges = (kind: keyof LineBoundaries): BoundariesAnswer["separators"] =>
    found.flatMap((line, index) => {
      const span = line[kind];
      return span === undefined ? [] : [toRange(firstLine + index, span, placed.placement)];
    });
  return {
    leadingSpaces: ranges("leadingSpace"),
    separators: ranges("separator"),
    stopSequences: ranges("stopSequence"),
  };
}

interface LineBoundaries {
  readonly leadingSpace?: Span | undefined;
  readonly separator?: Span | undefined;
  readonly stopSequence?: Span | undefined;
}

function onLine(text: string, { context }: CheckOutcome["plan"]): LineBoundaries {
  const record = context === undefined ? undefined : shortRecord(text);
  if (context === undefined || record?.object === undefined) return {};
  const { format, traits } = context;
  const prompt = textAt(record, format.promptTextPath(record.object));
  const completion = textAt(record, format.completionTextPath(record.object));
  return {
    leadingSpace: startOf(completion),
    separator: endOf(prompt, traits.separator),
    stopSequence: endOf(completion, traits.stop),
  };
}

function shortRecord(text: string): DatasetRecord | undefined {
  const read = text.length > longestLine ? undefined : readLine(text);
  return read?.kind === "record" ? read.record : undefined;
}

function textAt(record: DatasetRecord, path: JsonPath | undefined): RecordText | undefined {
  return path === undefined ? undefined : record.textAt(path);
}

function startOf(text: RecordText | undefined): Span | undefined {
  const blanks = /^[ \t\r\n]+/.exec(text?.value ?? "")?.[0].length ?? 0;
  return blanks === 0 ? undefined : text?.span(0, blanks);
}

function endOf(text: RecordText | undefined, ending: CommonEnding | undefined): Span | undefined {
  if (text === undefined || ending === undefined) return undefined;
  const start = endingStart(text.value, ending);
  return start === undefined ? undefined : text.span(start, trailingRunStart(text.value, " \t"));
}
