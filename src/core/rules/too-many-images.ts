import * as l10n from "@vscode/l10n";
import { imageLimits, imagesIn } from "../dataset/images.js";
import { formatsWithMessages } from "../formats/index.js";
import { plainIsFine, recordRule } from "./rule.js";

interface TooMany {
  readonly count: number;
  readonly most: number;
  readonly target: string;
}

const picture = `{"type":"image_url","image_url":{"url":"https://example.com/kettle.jpg"}}`;
const withPictures = (pictures: readonly string[]): string =>
  `{"messages":[{"role":"user","content":[${pictures.join(",")}]},{"role":"assistant","content":"Kettles."}]}`;
const ten = Array.from({ length: 10 }, () => picture);

export default recordRule<TooMany>({
  id: "too-many-images",
  severity: "error",
  title: "Record with too many pictures",
  why: "Services skip a record with more pictures than they take, or refuse the file.",
  source: "https://developers.openai.com/api/docs/guides/vision-fine-tuning",
  formats: formatsWithMessages,
  examples: {
    target: "openai",
    good: [withPictures(ten)],
    bad: [withPictures([...ten, picture.replace(/"https.*jpg"/, (url) => `«${url}»`)])],
    fixed: [null],
  },
  isFine: plainIsFine,
  check(record, report, context) {
    const { format, target } = context;
    const most = imageLimits(context)?.most;
    if (most === undefined) return;
    const images = imagesIn(record, format);
    const first = images[most];
    const span = first && record.textAt(first.path)?.quoted;
    if (span !== undefined) report(span, { count: images.length, most, target: target.title });
  },
  message: ({ count, most, target }) =>
    l10n.t("The record has {0} pictures; {1} takes at most {2}.", count, target, most),
});
