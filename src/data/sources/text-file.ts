import { UserError } from "../user-error.js";
import type { ProblemLog } from "./problem-log.js";
import type { EncodedText } from "./text-encoding.js";
import { textEncoding } from "./text-encoding.js";

/** Finds out how a text file is encoded. Throws a `UserError` where it is none. */
export async function openText({
  location,
  path,
}: {
  readonly location: string;
  readonly path: string;
}): Promise<EncodedText> {
  const text = await textEncoding(location);
  if (text === undefined) {
    throw new UserError(
      `${path} is no text: it holds zero bytes. Is it another kind of file than its name says?`,
    );
  }
  return text;
}

/** Tells of text that is not UTF-8. */
export function notUtf8(problems: ProblemLog, { encoding, otherLineCount }: EncodedText): void {
  const lines = `${otherLineCount} ${otherLineCount === 1 ? "line" : "lines"}`;
  if (encoding === "windows-1252") {
    problems.ofFile(
      `The file is not UTF-8 (${lines}): it was read as Windows-1252. Look whether its letters are right.`,
    );
  }
  if (encoding === "mixed") {
    problems.ofFile(
      `The file is UTF-8 in parts only: ${lines} of it were read as Windows-1252. Look whether their letters are right.`,
    );
  }
}
