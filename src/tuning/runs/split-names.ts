/** The names under which a training file's validation or test file may lie beside it, the likeliest first. */
export function splitNames(training: string, split: "test" | "validation"): readonly string[] {
  const { base, extension } = partsOf(training);
  const words = split === "test" ? ["test"] : ["validation", "valid", "val", "dev"];
  const train = /(^|[._-])(train(?:ing)?)([._-]|$)/i;
  const replaced = train.test(base)
    ? words.map((word) =>
        base.replace(train, (_, before: string, __, after: string) => `${before}${word}${after}`),
      )
    : [];
  const added = [".", "-", "_"].flatMap((sign) => words.map((word) => `${base}${sign}${word}`));
  return [...replaced, ...added].map((name) => `${name}${extension}`);
}

function partsOf(name: string): { readonly base: string; readonly extension: string } {
  const dot = name.lastIndexOf(".");
  return dot <= 0
    ? { base: name, extension: "" }
    : { base: name.slice(0, dot), extension: name.slice(dot) };
}
