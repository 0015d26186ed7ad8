import type { ProblemLog } from "./problem-log.js";

/** Whether a record is a blank line, or separators with nothing between them. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === "");
}

/**
 * The names of columns, each once: what has no name, or one that is taken, is given one, and told.
 * Space around a name is not part of it.
 */
export function readHeader(cells: readonly string[], problems: ProblemLog): readonly string[] {
  const given = cells.map((cell) => cell.trim());
  const taken = new Set(given);
  const seen = new Set<string>();
  const names = given.map((name, index) => {
    const column = index + 1;
    if (name === "") {
      const fresh = freshName(`column_${column}`, taken);
      problems.ofFile(`Column ${column} has no name: it is called “${fresh}”.`);
      return fresh;
    }
    if (!seen.has(name)) {
      seen.add(name);
      return name;
    }
    const fresh = freshName(`${name}_${column}`, taken);
    problems.ofFile(
      `Column ${column} is called “${name}” as another one is: it is called “${fresh}”.`,
    );
    return fresh;
  });
  if (given.some(looksLikeData)) {
    problems.ofFile(
      `The first row looks like data (“${given.find(looksLikeData)}”); it was taken for the header.`,
    );
  }
  return names;
}

function freshName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}_${number}`;
  taken.add(name);
  return name;
}

/** A name is hardly ever a number with a fraction, or as long as a text. */
function looksLikeData(name: string): boolean {
  return /^[-+]?\d+[.,]\d+$/.test(name) || name.length > 200;
}
