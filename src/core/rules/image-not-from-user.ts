import * as l10n from "@vscode/l10n";
import { imageLimits, imagesIn } from "../dataset/images.js";
import { chatRoles } from "../formats/chat.js";
import { formatsWithMessages } from "../formats/index.js";
import { plainIsFine, recordRule } from "./rule.js";

interface Misplaced {
  readonly role: string;
  readonly target: string;
}

const withPicture = (role: string, address: string): string =>
  `{"messages":[{"role":"user","content":"Show me a kettle"},{"role":"assistant","content":"Here."},{"role":"${role}","content":[{"type":"image_url","image_url":{"url":${address}}}]},{"role":"assistant","content":"A kettle."}]}`;

export default recordRule<Misplaced>({
  id: "image-not-from-user",
  severity: "warning",
  title: "Picture that is not in a message of the user",
  why: "Models see the pictures of the user and of nobody else, and write none: services skip the record or refuse the file.",
  source: "https://developers.openai.com/api/docs/guides/vision-fine-tuning",
  formats: formatsWithMessages,
  examples: {
    target: "openai",
    good: [withPicture("user", `"https://example.com/kettle.jpg"`)],
    bad: [withPicture("assistant", `«"https://example.com/kettle.jpg"»`)],
    fixed: [null],
  },
  isFine: plainIsFine,
  check(record, report, context) {
    const { format, target } = context;
    const isLimited = imageLimits(context) !== undefined;
    for (const { path, role } of imagesIn(record, format)) {
      if (role === undefined || !isMisplaced(role, isLimited)) continue;
      const span = record.textAt(path)?.quoted;
      if (span !== undefined) report(span, { role, target: target.title });
    }
  },
  message: ({ role, target }) =>
    l10n.t(
      "The picture stands in a message of the role {0}; {1} takes pictures of the user only.",
      role,
      target,
    ),
});

/** Of unknown roles another rule speaks; some models take what a tool has drawn. */
function isMisplaced(role: string, isLimited: boolean): boolean {
  return role !== "user" && chatRoles.has(role) && (role !== "tool" || isLimited);
}
