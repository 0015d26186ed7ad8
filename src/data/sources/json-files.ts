import { UserError } from "../user-error.js";
import type { TextSource } from "./csv-table.js";
import type { JsonPart } from "./json-parts.js";
import { JsonParts } from "./json-parts.js";
import type { JsonText } from "./json-table.js";
import { openJson } from "./json-table.js";
import { ProblemLog } from "./problem-log.js";
import type { SourceTable, TableRow } from "./source-table.js";
import type { EncodedText } from "./text-encoding.js";
import { decodedText } from "./text-encoding.js";
import { notUtf8, openText } from "./text-file.js";
import { textLines } from "./text-lines.js";

/** Opens a file with one JSON value in each line, or under a wrong name one list of them. */
export async function openJsonLines(source: TextSource): Promise<SourceTable> {
  const text = await openText(source);
  if (await isOneList(source.location, text)) return openJsonFile(source, undefined);
  return openJson(
    source.path,
    (signal) => filledLines(source.location, text, signal),
    problemsOf(source, text),
  );
}

/** Opens a text whose lines are the rows: one column, `text`. Blank lines are left out and told. */
export async function openTextLines(source: TextSource): Promise<SourceTable> {
  const text = await openText(source);
  const { path, location } = source;
  return {
    path,
    columns: [{ name: "text", type: "text", sqlType: "VARCHAR" }],
    problems: problemsOf(source, text),
    read(signal) {
      const problems = new ProblemLog(path);
      let count = 0;
      const rows = async function* (): AsyncGenerator<readonly TableRow[]> {
        let blank = 0;
        for await (const lines of textLines(location, text, signal)) {
          const filled = lines.filter((line) => line.text.trim() !== "");
          blank += lines.length - filled.length;
          yield filled.map((line) => ({ number: (count += 1), cells: [line.text] }));
        }
        if (blank > 0)
          problems.ofFile(`${blank} blank ${blank === 1 ? "line was" : "lines were"} left out.`);
      };
      return { rows: rows(), readCount: () => count, problems };
    },
  };
}

/**
 * Opens a JSON file: a list of records, an object with one list of them, one record, or lines of
 * JSON under a wrong name. `property` names the list where an object has several.
 */
export async function openJsonFile(
  source: TextSource,
  property: string | undefined,
): Promise<SourceTable> {
  const text = await openText(source);
  if (property === undefined && (await areLines(source.location, text)))
    return openJsonLines(source);
  const chosen = await chooseList(source, text, property);
  const problems = problemsOf(source, text);
  if (chosen.kind === "record") {
    return openJson(source.path, (signal) => wholeText(source, text, signal), problems);
  }
  return openJson(
    source.path,
    (signal) => elements(source, text, { property: chosen.property, signal }),
    problems,
  );
}

function problemsOf({ path }: TextSource, text: EncodedText): ProblemLog {
  const problems = new ProblemLog(path);
  notUtf8(problems, text);
  return problems;
}

async function* filledLines(
  location: string,
  text: EncodedText,
  signal: AbortSignal,
): AsyncGenerator<readonly JsonText[]> {
  for await (const lines of textLines(location, text, signal)) {
    yield lines.filter((line) => line.text.trim() !== "");
  }
}

/** Whether all of a text is one list, and not lists line by line; most are seen by their first sign. */
async function isOneList(location: string, text: EncodedText): Promise<boolean> {
  const parts = new JsonParts();
  let isFirst = true;
  for await (const piece of decodedText(location, text, new AbortController().signal)) {
    const begun = isFirst ? piece.trimStart() : piece;
    if (isFirst && begun !== "") {
      if (!begun.startsWith("[")) return false;
      isFirst = false;
    }
    parts.push(piece);
    if (parts.excessLine !== undefined) return false;
  }
  return !isFirst && parts.isComplete;
}

/** Whether the first two lines are each a JSON value of their own. */
async function areLines(location: string, text: EncodedText): Promise<boolean> {
  const controller = new AbortController();
  const found: string[] = [];
  for await (const lines of filledLines(location, text, controller.signal)) {
    for (const line of lines) {
      if (!isJson(line.text)) return false;
      found.push(line.text);
      if (found.length === 2) return true;
    }
  }
  return false;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

type Chosen =
  { readonly kind: "list"; readonly property: string | undefined } | { readonly kind: "record" };

/** Names of lists that are part of one record, whatever the format. */
const listsOfOneRecord = new Set(["messages", "conversations", "conversation", "turns"]);

/** Reads a file to its end, to know what it holds and that it is whole. */
async function chooseList(
  source: TextSource,
  text: EncodedText,
  property: string | undefined,
): Promise<Chosen> {
  const parts = new JsonParts();
  const lists = new Set<string>();
  let isList = false;
  for await (const piece of decodedText(source.location, text, new AbortController().signal)) {
    for (const part of parts.push(piece)) {
      if (part.property === undefined) isList = true;
      else if (part.isElement) lists.add(part.property);
    }
  }
  refuseFaulty(source.path, parts);
  return chosenOf(source.path, { lists: [...lists], isList: isList || parts.isList, property });
}

function refuseFaulty(path: string, parts: JsonParts): void {
  const { excessLine } = parts;
  if (excessLine !== undefined) {
    throw new UserError(
      `${path} is neither one JSON value nor one in each line: line ${excessLine} does not belong to it.`,
    );
  }
  if (!parts.isComplete) throw new UserError(`${path} is cut: its JSON ends too early.`);
}

function chosenOf(
  path: string,
  {
    lists,
    isList,
    property,
  }: { lists: readonly string[]; isList: boolean; property: string | undefined },
): Chosen {
  const named = lists.map((name) => `“${name}”`).join(", ");
  if (property !== undefined) {
    if (lists.includes(property)) return { kind: "list", property };
    const has = lists.length === 0 ? "It has none." : `It has ${named}.`;
    throw new UserError(`${path} has no list “${property}” with elements. ${has}`);
  }
  if (isList) return { kind: "list", property: undefined };
  const records = lists.filter((name) => !listsOfOneRecord.has(name));
  if (records.length !== lists.length || lists.length === 0) return { kind: "record" };
  const [only] = records;
  if (records.length === 1) return { kind: "list", property: only };
  throw new UserError(`${path} has several lists: ${named}. Name one, as in ${path}#${only}`);
}

async function* elements(
  { location }: TextSource,
  text: EncodedText,
  { property, signal }: { readonly property: string | undefined; readonly signal: AbortSignal },
): AsyncGenerator<readonly JsonPart[]> {
  const parts = new JsonParts();
  for await (const piece of decodedText(location, text, signal)) {
    yield parts.push(piece).filter((part) => part.isElement && part.property === property);
  }
}

async function* wholeText(
  { location }: TextSource,
  text: EncodedText,
  signal: AbortSignal,
): AsyncGenerator<readonly JsonText[]> {
  let whole = "";
  for await (const piece of decodedText(location, text, signal)) whole += piece;
  yield [{ text: whole, line: 1 }];
}
