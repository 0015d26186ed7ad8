import { readFileSync } from "node:fs";

/** How a clause speaks of its aspect; "wry" is dispraise dressed as praise. */
export type Tone = "good" | "middling" | "bad" | "wry";

/** One side of a product; a review speaks of each aspect once. */
export type Aspect = Readonly<Record<Tone, readonly string[]>>;

export interface Product {
  readonly key: string;
  readonly name: string;
  readonly category: string;
  /** Fields such as `noun`, `one` (pair, box, tin) and `price`, still as templates. */
  readonly fields: Readonly<Record<string, string>>;
  readonly context: readonly string[];
  readonly praiseTitles: readonly string[];
  readonly blameTitles: readonly string[];
  readonly aspects: readonly Aspect[];
}

/** Templates by section name, for what is said about any product. */
export type Phrases = (section: string) => readonly string[];

export interface Sentences {
  readonly product: string;
  readonly good: readonly string[];
  readonly middling: readonly string[];
  readonly bad: readonly string[];
}

const TONES: Readonly<Record<string, Tone>> = {
  "+ ": "good",
  "= ": "middling",
  "- ": "bad",
  "~ ": "wry",
};

/** A file of products: `## key`, fields, `> context`, `t+`/`t-` titles, then `[aspect]` blocks. */
export function readProducts(file: string, category: string): Product[] {
  return blocks(grammarLines(file), "## ").map((block) => {
    const [head = [], ...aspects] = blocksWithHead(block.lines);
    const field = /^([a-z]+): (.*)$/;
    const fields = Object.fromEntries(
      head.flatMap((line) => {
        const [, name, value] = field.exec(line) ?? [];
        return name !== undefined && value !== undefined ? [[name, value] as const] : [];
      }),
    );
    return {
      key: block.name,
      name: fields["name"] ?? block.name,
      category,
      fields,
      context: after(head, "> "),
      praiseTitles: after(head, "t+ "),
      blameTitles: after(head, "t- "),
      aspects: aspects.map(readAspect),
    };
  });
}

/** The `[section]` blocks of a language file; asking for an unknown section throws. */
export function readPhrases(file: string): Phrases {
  const lines = grammarLines(file);
  const sections = new Map(
    blocksWithHead(lines.slice(lines.findIndex((line) => line.startsWith("[")))).map((block) => [
      block[0]?.slice(1, -1),
      block.slice(1),
    ]),
  );
  return (section) => {
    const found = sections.get(section);
    if (found === undefined) throw new Error(`${file} has no section [${section}]`);
    return found;
  };
}

/** The `## product` blocks of a language file that holds whole sentences. */
export function readSentences(file: string): Sentences[] {
  const lines = grammarLines(file);
  const end = lines.findIndex((line) => line.startsWith("["));
  return blocks(lines.slice(0, end), "## ").map((block) => ({
    product: block.name,
    ...readAspect(block.lines),
  }));
}

function grammarLines(file: string): string[] {
  const path = new URL(`grammar/${file}`, import.meta.url);
  const lines = readFileSync(path, "utf8").split(/\r?\n/);
  return lines.filter((line) => line !== "");
}

function readAspect(lines: readonly string[]): Aspect {
  const aspect: Record<Tone, string[]> = { good: [], middling: [], bad: [], wry: [] };
  for (const line of lines) {
    const tone = TONES[line.slice(0, 2)];
    if (tone !== undefined) aspect[tone].push(line.slice(2));
  }
  return aspect;
}

function after(lines: readonly string[], mark: string): string[] {
  return lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length));
}

function blocks(lines: readonly string[], mark: string) {
  const found: { name: string; lines: string[] }[] = [];
  for (const line of lines) {
    if (line.startsWith(mark)) found.push({ name: line.slice(mark.length), lines: [] });
    else found.at(-1)?.lines.push(line);
  }
  return found;
}

function blocksWithHead(lines: readonly string[]): string[][] {
  const found: string[][] = [[]];
  for (const line of lines) {
    if (line.startsWith("[")) found.push([]);
    found.at(-1)?.push(line);
  }
  return found;
}
