/** What all texts begin with, in whole code points; empty where there are no texts. */
export function commonBeginning(texts: readonly string[]): string {
  const [first = ""] = texts;
  let length = first.length;
  for (const text of texts) {
    let same = 0;
    while (same < length && text.charCodeAt(same) === first.charCodeAt(same)) same += 1;
    length = same;
  }
  const cutsCharacter = isLeading(first, length - 1) && length < first.length;
  return first.slice(0, cutsCharacter ? length - 1 : length);
}

/** What all texts end with, in whole code points; empty where there are no texts. */
export function commonEnding(texts: readonly string[]): string {
  const [first = ""] = texts;
  let length = first.length;
  for (const text of texts) {
    let same = 0;
    while (same < length && text.at(-1 - same) === first.at(-1 - same)) same += 1;
    length = same;
  }
  const start = first.length - length;
  const cutsCharacter = length > 0 && start > 0 && isLeading(first, start - 1);
  return first.slice(cutsCharacter && isTrailing(first, start) ? start + 1 : start);
}

function isLeading(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit < 0xdc00;
}

function isTrailing(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit < 0xe000;
}
