import * as l10n from "@vscode/l10n";
import { imageLimits, imagesIn } from "../dataset/images.js";
import { formatsWithMessages } from "../formats/index.js";
import { plainIsFine, recordRule } from "./rule.js";

const withPicture = (address: string): string =>
  `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":${address}}}]},{"role":"assistant","content":"A kettle."}]}`;

export default recordRule<{ readonly target: string }>({
  id: "image-not-inline",
  severity: "error",
  title: "Picture that does not stand in the record",
  why: "The service fetches no pictures from elsewhere: it refuses a file that has only their addresses.",
  source: "https://docs.together.ai/docs/fine-tuning-data-preparation",
  formats: formatsWithMessages,
  examples: {
    target: "together",
    good: [withPicture(`"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="`)],
    bad: [withPicture(`«"https://example.com/kettle.jpg"»`)],
    fixed: [null],
  },
  isFine: plainIsFine,
  check(record, report, context) {
    const { format, target } = context;
    if (imageLimits(context)?.mustBeInline !== true) return;
    for (const { path, address } of imagesIn(record, format)) {
      if (!/^https?:/i.test(address)) continue;
      const span = record.textAt(path)?.quoted;
      if (span !== undefined) report(span, { target: target.title });
    }
  },
  message: ({ target }) =>
    l10n.t("{0} takes pictures that stand in the record as data:, not their addresses.", target),
});
