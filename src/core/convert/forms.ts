import * as l10n from "@vscode/l10n";
import type { Format, FormatId } from "../formats/format.js";
import { formats } from "../formats/index.js";
import type { Target } from "../targets/target.js";
import type { Codec } from "./conversion.js";
import { codecs, conversionFrom } from "./index.js";

/** A form that records can be written in, and whether those of a format can. */
export interface Form {
  /** What `convert --to` takes: a format, or a format and its variant. */
  readonly id: string;
  /** The name people read. */
  readonly title: string;
  /** Why records of the format cannot be written so; `null` where they can. */
  readonly refusal: string | null;
}

/** All forms as seen from a format, the possible ones first. */
export function formsOf(format: Format): readonly Form[] {
  const forms = codecs.map((codec) => ({
    id: codec.id,
    title: titleOf(codec),
    refusal: refusalFor(format.id, codec) ?? null,
  }));
  return [
    ...forms.filter(({ refusal }) => refusal === null),
    ...forms.filter(({ refusal }) => refusal !== null),
  ];
}

/** The forms of a format's records that a target accepts. */
export function formsFor(format: Format, target: Target): readonly Form[] {
  const accepted = new Set(codecs.filter((codec) => isAccepted(codec, target)).map(({ id }) => id));
  return formsOf(format).filter(({ id, refusal }) => refusal === null && accepted.has(id));
}

function isAccepted({ writes, hasArgumentObjects }: Codec, target: Target): boolean {
  if (!target.formats.includes(writes)) return false;
  return hasArgumentObjects !== true || target.takesArgumentsAsText !== true;
}

function titleOf(codec: Codec): string {
  const title = formats.find(({ id }) => id === codec.writes)?.title ?? codec.id;
  const isVariant = codec.hasArgumentObjects === true && formsWriting(codec.writes).length > 1;
  return isVariant ? l10n.t("{0}, arguments of tool calls as objects", title) : title;
}

function formsWriting(format: FormatId): readonly Codec[] {
  return codecs.filter(({ writes }) => writes === format);
}

/** Why no record of a format can be written in a form, whatever it holds. */
function refusalFor(format: FormatId, to: Codec): string | undefined {
  const from = codecs.find(({ reads }) => reads.includes(format));
  if (from === undefined) {
    return l10n.t("Records of this format are not converted: no other form holds the same.");
  }
  // Where a format has variants, records of it may be in either.
  if (from === to && formsWriting(to.writes).length === 1) {
    return l10n.t("The dataset is in this form already.");
  }
  if (conversionFrom(format, to) !== undefined) return undefined;
  return to.hub === "preference"
    ? l10n.t("It needs two answers to each question, a better and a worse one.")
    : l10n.t("It has room for one answer to each question, and the dataset has two.");
}
