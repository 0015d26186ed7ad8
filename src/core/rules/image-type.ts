import * as l10n from "@vscode/l10n";
import { imageLimits, imagesIn, mediaType } from "../dataset/images.js";
import { formatsWithMessages } from "../formats/index.js";
import { plainIsFine, recordRule } from "./rule.js";

interface OtherType {
  readonly type: string;
  readonly types: readonly string[];
  readonly target: string;
}

const withPicture = (address: string): string =>
  `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":${address}}}]},{"role":"assistant","content":"A kettle."}]}`;

/** What can be read at all; `image-broken` speaks of anything else. */
const readable = /^image\/(?:jpeg|png|gif|webp)$/;

export default recordRule<OtherType>({
  id: "image-type",
  severity: "error",
  title: "Picture of a type that the target does not take",
  why: "Services skip a record with such a picture, or refuse the file.",
  source: "https://developers.openai.com/api/docs/guides/vision-fine-tuning",
  formats: formatsWithMessages,
  examples: {
    target: "openai",
    good: [withPicture(`"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="`)],
    bad: [withPicture(`«"data:image/gif;base64,R0lGODlhAQABAAAAACw="»`)],
    fixed: [null],
  },
  isFine: plainIsFine,
  check(record, report, context) {
    const { format, target } = context;
    const types = imageLimits(context)?.types;
    if (types === undefined) return;
    for (const { path, address } of imagesIn(record, format)) {
      const type = mediaType(address);
      if (type === undefined || types.includes(type) || !readable.test(type)) continue;
      const span = record.textAt(path)?.quoted;
      if (span !== undefined) report(span, { type, types, target: target.title });
    }
  },
  message: ({ type, types, target }) =>
    l10n.t("The picture is {0}; {1} takes {2}.", type, target, types.join(", ")),
});
