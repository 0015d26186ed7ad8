/** Where in a recipe a person types; found without a parser, because what is typed is not finished. */
export interface RecipeCursor {
  /** The keys that lead to the place; for a value the last is the key of the value itself. */
  readonly path: readonly string[];
  /** Whether a key is to be written, a value, or something in a tag of a template. */
  readonly kind: "key" | "tag" | "value";
  /** The word before the cursor, and where it begins. */
  readonly word: string;
  readonly start: number;
  /** In a tag: whether a filter is to be written. */
  readonly isFilter: boolean;
}

/** Finds where an offset stands. */
export function recipeCursor(text: string, offset: number): RecipeCursor {
  const before = text.slice(0, offset);
  const tag = tagBefore(before);
  const word = /[\p{L}\p{N}_$-]*$/u.exec(before)?.[0] ?? "";
  const start = offset - word.length;
  const lineStart = before.lastIndexOf("\n") + 1;
  const line = before.slice(lineStart);
  const indent = indentOf(line);
  if (tag !== undefined) {
    const path = pathAbove(before.slice(0, lineStart), indent, keyOn(line));
    return { path, kind: "tag", word, start, isFilter: /\|\s*[\w]*$/.test(tag) };
  }
  const here = lineParts(line.slice(indent));
  const path = [...pathAbove(before.slice(0, lineStart), indent, undefined), ...here.path];
  return { path, kind: here.kind, word, start, isFilter: false };
}

const longestTag = 2_000;

/** What stands of a tag that is open at the end; `undefined` where none is. */
function tagBefore(before: string): string | undefined {
  const near = before.slice(-longestTag);
  const open = Math.max(near.lastIndexOf("{{"), near.lastIndexOf("{%"));
  if (open < 0) return undefined;
  const inside = near.slice(open + 2);
  return /[}%]\}/.test(inside) || /\n[^\n]*\n/.test(inside) ? undefined : inside;
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

function keyOn(line: string): string | undefined {
  return /^\s*(?:- +)*["']?([^\s"':{[]+)["']?\s*:(?:\s|$)/.exec(line)?.[1];
}

/** The keys of the lines above that are less indented than the place. */
function pathAbove(above: string, indent: number, own: string | undefined): readonly string[] {
  const path: string[] = own === undefined ? [] : [own];
  let least = indent;
  for (const line of above.split("\n").toReversed()) {
    if (least === 0) break;
    const [lineIndent, key] = [indentOf(line), keyOn(line)];
    if (key === undefined || lineIndent >= least || line.trim().startsWith("#")) continue;
    path.unshift(key);
    least = lineIndent;
  }
  return path;
}

/** What of a line leads to its end: its key, and keys of objects in braces. */
function lineParts(line: string): Pick<RecipeCursor, "kind" | "path"> {
  const rest = line.replace(/^(?:- +)+/, "");
  const key = keyOn(rest);
  if (key === undefined) {
    return rest.length < line.length ? { kind: "value", path: [] } : { kind: "key", path: [] };
  }
  return inBraces(rest.slice(rest.indexOf(":") + 1), key);
}

/** Follows objects and lists in braces up to the end of a text. */
function inBraces(value: string, key: string): Pick<RecipeCursor, "kind" | "path"> {
  const path: string[] = [key];
  const closers: string[] = [];
  let awaitsKey = false;
  for (const [token] of value.matchAll(/"(?:[^"\\]|\\.)*"?|'[^']*'?|[{}[\],:]|[^\s{}[\],:"']+/g)) {
    if (token === "{") {
      closers.push("}");
      path.push("");
      awaitsKey = true;
    } else if (token === "[") {
      closers.push("]");
      awaitsKey = false;
    } else if (token === closers.at(-1)) {
      if (closers.pop() === "}") path.pop();
      awaitsKey = false;
    } else if (token === ",") awaitsKey = closers.at(-1) === "}";
    else if (token === ":") awaitsKey = false;
    else if (awaitsKey) path[path.length - 1] = token.replace(/^["']|["']$/g, "");
  }
  if (!awaitsKey) return { kind: "value", path };
  return { kind: "key", path: path.slice(0, -1) };
}
