import * as l10n from "@vscode/l10n";
import { imageBytes, imageLimits, imagesIn } from "../dataset/images.js";
import { formatsWithMessages } from "../formats/index.js";
import { plainIsFine, recordRule } from "./rule.js";

interface TooBig {
  readonly bytes: number;
  readonly largest: number;
  readonly target: string;
}

export default recordRule<TooBig>({
  id: "image-too-big",
  severity: "error",
  title: "Picture bigger than the target takes",
  why: "Services skip a record with such a picture, or refuse the file. Few models see more than about two thousand pixels a side: a smaller picture teaches as much.",
  source: "https://developers.openai.com/api/docs/guides/vision-fine-tuning",
  formats: formatsWithMessages,
  examples: {
    target: "openai",
    good: [
      `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="}}]},{"role":"assistant","content":"A kettle."}]}`,
    ],
    // A picture as big as this takes is in a test of its own.
    bad: [],
    fixed: [],
  },
  isFine: plainIsFine,
  check(record, report, context) {
    const { format, target } = context;
    const largest = imageLimits(context)?.largestBytes;
    if (largest === undefined) return;
    for (const { path, address } of imagesIn(record, format)) {
      const bytes = imageBytes(address);
      const span = bytes > largest ? record.textAt(path)?.quoted : undefined;
      if (span !== undefined) report(span, { bytes, largest, target: target.title });
    }
  },
  message: ({ bytes, largest, target }) =>
    l10n.t(
      "The picture has {0} MB; {1} takes at most {2} MB.",
      megabytes(bytes),
      target,
      megabytes(largest),
    ),
});

/** Rounded up to a tenth, so that a picture just above a limit has more than the limit. */
function megabytes(bytes: number): number {
  return Math.ceil((bytes * 10) / 1024 ** 2) / 10;
}
