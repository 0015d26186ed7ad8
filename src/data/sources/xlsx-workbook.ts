import { UserError } from "../user-error.js";
import type { NumberFormat } from "./xlsx-numbers.js";
import { numberFormat } from "./xlsx-numbers.js";
import type { XmlEvent } from "./xml-events.js";
import { xmlEvents } from "./xml-events.js";
import type { OpenZip } from "./zip-member.js";
import { openZip } from "./zip-member.js";

/** All parts of a workbook together; a larger one is meant to fill memory, or should be a table. */
const mostBytes = 4 * 1024 ** 3;
/** The texts of all cells, which are held in memory. */
const mostTextBytes = 512 * 1024 ** 2;

export interface XlsxWorkbook {
  readonly archive: OpenZip;
  readonly sheets: readonly XlsxSheet[];
  readonly texts: readonly string[];
  /** How each style shows numbers. */
  readonly formats: readonly NumberFormat[];
  /** Whether days are counted from 1904 and not from 1900. */
  readonly isFrom1904: boolean;
}

export interface XlsxSheet {
  readonly name: string;
  /** Its part of the archive. */
  readonly part: string;
  readonly isHidden: boolean;
}

/**
 * Reads what all sheets of a workbook share (ECMA-376 part 1, §18).
 *
 * @throws a `UserError` where it is none, or too large
 */
export async function openWorkbook(location: string, path: string): Promise<XlsxWorkbook> {
  const archive = await openZip(location, path);
  try {
    refuseLarge(archive, path);
    if (!archive.entries.has("xl/workbook.xml")) {
      throw new UserError(`${path} is no Excel workbook: it has no xl/workbook.xml.`);
    }
    const { sheets, isFrom1904 } = await sheetsOf(archive, await relationsOf(archive));
    const [texts, formats] = [await sharedTexts(archive), await formatsOf(archive)];
    return { archive, sheets, isFrom1904, texts, formats };
  } catch (error) {
    archive.close();
    throw error;
  }
}

/** The XML of a part of the archive; undefined where there is no such part. */
export async function partEvents(
  archive: OpenZip,
  part: string,
): Promise<ReturnType<typeof xmlEvents> | undefined> {
  const entry = archive.entries.get(part);
  return entry === undefined ? undefined : xmlEvents(await archive.read(entry));
}

function refuseLarge(archive: OpenZip, path: string): void {
  const sizes = [...archive.entries.values()].map(({ uncompressedSize }) => uncompressedSize);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const texts = archive.entries.get("xl/sharedStrings.xml")?.uncompressedSize ?? 0;
  if (total <= mostBytes && texts <= mostTextBytes) return;
  throw new UserError(
    `${path} holds ${total} bytes when it is unpacked, which is too much for a workbook. Save the sheet as CSV.`,
  );
}

async function readPart(
  archive: OpenZip,
  part: string,
  take: (event: XmlEvent) => void,
): Promise<void> {
  for await (const events of (await partEvents(archive, part)) ?? []) events.forEach(take);
}

async function sheetsOf(
  archive: OpenZip,
  relations: ReadonlyMap<string, string>,
): Promise<Pick<XlsxWorkbook, "sheets" | "isFrom1904">> {
  const sheets: XlsxSheet[] = [];
  let isFrom1904 = false;
  await readPart(archive, "xl/workbook.xml", (event) => {
    if (event.kind !== "open") return;
    const { name, attributes } = event;
    if (name === "workbookPr") isFrom1904 = /^(?:1|true)$/.test(attributes["date1904"] ?? "");
    if (name !== "sheet") return;
    const part = relations.get(attributes["r:id"] ?? "");
    const { name: title = "", state = "visible" } = attributes;
    if (part !== undefined) sheets.push({ name: title, part, isHidden: state !== "visible" });
  });
  return { sheets, isFrom1904 };
}

async function relationsOf(archive: OpenZip): Promise<ReadonlyMap<string, string>> {
  const relations = new Map<string, string>();
  await readPart(archive, "xl/_rels/workbook.xml.rels", (event) => {
    if (event.kind !== "open" || event.name !== "Relationship") return;
    const { Id: id = "", Target: target = "" } = event.attributes;
    relations.set(id, target.startsWith("/") ? target.slice(1) : `xl/${target}`);
  });
  return relations;
}

/** Texts that cells refer to by number: a text's runs are one text, its phonetic guide is not part of it. */
async function sharedTexts(archive: OpenZip): Promise<readonly string[]> {
  const texts: string[] = [];
  let [text, isText, isGuide] = ["", false, false];
  await readPart(archive, "xl/sharedStrings.xml", (event) => {
    if (event.kind === "text") {
      if (isText && !isGuide) text += event.text;
      return;
    }
    const isOpen = event.kind === "open";
    if (event.name === "t") isText = isOpen;
    if (event.name === "rPh") isGuide = isOpen;
    if (event.name !== "si") return;
    if (!isOpen) texts.push(unescaped(text));
    text = "";
  });
  return texts;
}

/** Characters that XML cannot hold stand as `_x000D_` (ECMA-376 part 1, §22.9.2.19). */
export function unescaped(text: string): string {
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

async function formatsOf(archive: OpenZip): Promise<readonly NumberFormat[]> {
  const codes = new Map<string, string>();
  const formats: NumberFormat[] = [];
  let isInCells = false;
  await readPart(archive, "xl/styles.xml", (event) => {
    if (event.kind === "text") return;
    if (event.name === "cellXfs") isInCells = event.kind === "open";
    if (event.kind === "open") seeFormat(event, { codes, formats, isInCells });
  });
  return formats;
}

interface Formats {
  readonly codes: Map<string, string>;
  readonly formats: NumberFormat[];
  readonly isInCells: boolean;
}

function seeFormat(
  { name, attributes }: Extract<XmlEvent, { kind: "open" }>,
  { codes, formats, isInCells }: Formats,
): void {
  const id = attributes["numFmtId"] ?? "";
  if (name === "numFmt") codes.set(id, attributes["formatCode"] ?? "");
  if (name === "xf" && isInCells) formats.push(numberFormat(Number(id), codes.get(id)));
}
