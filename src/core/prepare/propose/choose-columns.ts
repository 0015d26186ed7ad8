import type { ColumnFacts, TableFacts } from "./table-facts.js";

/** What the columns of a table are for, as far as names and values tell. */
export interface ChosenColumns {
  /** What a model is given, in the order in which it should stand; at least one. */
  readonly given: readonly ColumnFacts[];
  /** What it should answer: a label, or a text. */
  readonly answer: { readonly column: ColumnFacts; readonly isLabel: boolean } | undefined;
  /** Whose or of what a row is. */
  readonly group: ColumnFacts | undefined;
}

const promptName = /^(?:prompt|question|instruction|input|query|context|source)s?$/i;
const answerName = /^(?:completion|answer|response|output|reply|target|summary|translation)s?$/i;
const labelName =
  /^(?:.*[\s_-])?(?:label|class|category|intent|sentiment|stars?|rating|score|topic|type|tag|genre|priority|department|emotion|polarity|verdict)s?$/i;
const titleName = /^(?:.*[\s_-])?(?:title|subject|headline)$/i;
const textName =
  /^(?:.*[\s_-])?(?:text|body|content|message|review|comment|description|email|tweet|utterance|sentence|post)s?$/i;
const notLabel = /lang|country|locale|source|user|author|name/i;
const idName = /(?:^|[\s_-])id$|[a-z]I[dD]$/i;

const mostLabels = 200;
const fewestPerLabel = 5;
const longestLabel = 60;
const shortestText = 20;

/** Says which columns are texts and which one holds the answers; `undefined` where none is a text. */
export function chooseColumns({ rows, columns }: TableFacts): ChosenColumns | undefined {
  const usable = columns.filter(({ filled, type }) => filled > 0 && type !== "nested");
  const answer = answerIn(usable, rows);
  const others = usable.filter((column) => column !== answer?.column);
  const given = givenIn(others);
  if (given.length === 0) return undefined;
  const group = others.find(
    ({ name, distinct, filled }) =>
      idName.test(name) && distinct * 2 <= filled && filled > rows / 2,
  );
  return { given, answer, group };
}

function answerIn(columns: readonly ColumnFacts[], rows: number): ChosenColumns["answer"] {
  const isLabel = (column: ColumnFacts): boolean => mayBeLabel(column, rows);
  const named = columns.find(({ name }) => answerName.test(name));
  if (named !== undefined) return { column: named, isLabel: isLabel(named) };
  const first = columns.find((column) => labelName.test(column.name) && isLabel(column));
  if (first !== undefined) return { column: first, isLabel: true };
  const texts = columns.filter(
    (column) => isLabel(column) && column.type === "text" && column.distinct > 2,
  );
  const last = texts.findLast(({ name }) => !notLabel.test(name));
  return last && { column: last, isLabel: true };
}

function mayBeLabel({ distinct, filled, averageLength, name }: ColumnFacts, rows: number): boolean {
  if (distinct < 2 || distinct > mostLabels || averageLength > longestLabel) return false;
  return filled > rows / 2 && distinct * fewestPerLabel <= filled && !idName.test(name);
}

function givenIn(columns: readonly ColumnFacts[]): readonly ColumnFacts[] {
  const prompt = columns.find(({ name }) => promptName.test(name));
  const isText = ({ type, averageLength, distinct, filled }: ColumnFacts): boolean =>
    type === "text" && averageLength >= shortestText && distinct * 2 > filled;
  if (prompt !== undefined) {
    const context = columns.find(
      (column) => column !== prompt && /^(?:input|context)$/i.test(column.name),
    );
    return context === undefined ? [prompt] : [prompt, context];
  }
  const texts = columns.filter(isText);
  const named = texts.filter(({ name }) => textName.test(name));
  const longest = (of: readonly ColumnFacts[]): ColumnFacts | undefined =>
    of.toSorted((a, b) => b.averageLength - a.averageLength)[0];
  const main =
    longest(named) ??
    longest(texts) ??
    columns.find(({ name, type }) => type === "text" && textName.test(name));
  if (main === undefined) return [];
  const title = columns.find(
    ({ name, type }) => type === "text" && titleName.test(name) && name !== main.name,
  );
  return title === undefined ? [main] : [title, main];
}
