import * as l10n from "@vscode/l10n";
import { imagesIn } from "../dataset/images.js";
import type { Image } from "../dataset/images.js";
import { roleOf, messagesOf } from "../formats/chat.js";
import type { JsonObject } from "../json/json-node.js";
import type { PictureLimits } from "../targets/target.js";
import { plainIsFine, recordRule } from "./rule.js";

type Reason =
  | { readonly kind: "role"; readonly role: string }
  | { readonly kind: "count"; readonly count: number; readonly most: number }
  | { readonly kind: "size"; readonly bytes: number; readonly most: number }
  | { readonly kind: "address" | "gif" };

type NotAccepted = Reason & { readonly target: string };

export default recordRule<NotAccepted>({
  id: "image-not-accepted",
  severity: "error",
  title: "Picture that the target does not take",
  why: "The service skips a record with such a picture without a word, or refuses the file.",
  formats: ["chat"],
  examples: {
    target: "together",
    good: [
      `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="}}]},{"role":"assistant","content":"A kettle."}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":«"https://example.com/kettle.jpg"»}}]},{"role":"assistant","content":"A kettle."}]}`,
      `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":«"data:image/gif;base64,R0lGODlhAQABAA=="»}}]},{"role":"assistant","content":"A kettle."}]}`,
      `{"messages":[{"role":"user","content":"Draw a kettle."},{"role":"assistant","content":[{"type":"image_url","image_url":{"url":«"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="»}}]}]}`,
    ],
    fixed: [null, null, null],
  },
  isFine: plainIsFine,
  check(record, report, { target, isTargetChosen }) {
    const { pictures } = target;
    // Trainers on one's own machine take what the model takes.
    if (record.object === undefined || pictures === undefined || !isTargetChosen) return;
    for (const { image, reason } of refusedIn(record.object, pictures)) {
      const span = record.textAt(image.path)?.quoted;
      if (span !== undefined) report(span, { ...reason, target: target.title });
    }
  },
  message(found) {
    switch (found.kind) {
      case "role":
        return l10n.t(
          "{0} takes pictures in messages of the user only, and this is one of the {1}.",
          found.target,
          found.role,
        );
      case "count":
        return l10n.t(
          "{0} takes at most {1} pictures in a record, and this one has {2}.",
          found.target,
          found.most,
          found.count,
        );
      case "size":
        return l10n.t(
          "{0} takes pictures of up to {1} MB, and this one has {2} MB.",
          found.target,
          found.most / 1024 ** 2,
          (Math.ceil((found.bytes * 10) / 1024 ** 2) / 10).toFixed(1),
        );
      case "gif":
        return l10n.t("{0} takes JPEG, PNG and WebP, and this is a GIF.", found.target);
      case "address":
        return l10n.t(
          "{0} takes pictures that stand in the record as data:, not their addresses.",
          found.target,
        );
    }
  },
});

interface Refused {
  readonly image: Image;
  readonly reason: Reason;
}

/** What is refused, one reason for each picture; too many of them count once. */
function refusedIn(record: JsonObject, limits: PictureLimits): readonly Refused[] {
  const images = imagesIn(record);
  const refused = images.flatMap((image): readonly Refused[] => {
    const reason = reasonAgainst(image, record, limits);
    return reason === undefined ? [] : [{ image, reason }];
  });
  const first = images[limits.mostInRecord];
  if (first === undefined) return refused;
  const count = { kind: "count", count: images.length, most: limits.mostInRecord } as const;
  return [...refused.filter(({ image }) => image !== first), { image: first, reason: count }];
}

function reasonAgainst(
  { address, message }: Image,
  record: JsonObject,
  { largestBytes, mustStandInRecord }: PictureLimits,
): Reason | undefined {
  const role = roleOf(messagesOf(record)[message] ?? null);
  if (typeof role === "string" && role !== "user") return { kind: "role", role };
  if (/^https?:/i.test(address)) {
    return mustStandInRecord === true ? { kind: "address" } : undefined;
  }
  if (/^data:image\/gif\b/i.test(address)) return { kind: "gif" };
  // Four characters of Base64 hold three bytes.
  const bytes = Math.floor(((address.length - address.indexOf(",") - 1) * 3) / 4);
  return bytes > largestBytes ? { kind: "size", bytes, most: largestBytes } : undefined;
}
