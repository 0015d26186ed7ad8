import * as l10n from "@vscode/l10n";
import { textsIn } from "../dataset/record-texts.js";
import type { Span } from "../json/span.js";
import { textMark } from "../kernel/text-marks.js";
import { mayHoldSecret, secretsIn } from "../secrets.js";
import { recordRule } from "./rule.js";

interface Secret {
  readonly span: Span;
  readonly kind: string;
  /** How all of its kind start: never more of it than that. */
  readonly start: string | undefined;
}

/** Made up here, so that nobody takes this file for one that holds a key. */
const token = `hf_${"aBcDeFgHiJkLmNoPq".repeat(2)}`;
const password = `Tq7${"vLz9".repeat(2)}mW`;
const awsKey = `AKIA${"QWER2TYU".repeat(2)}`;

export default recordRule<Secret>({
  id: "secret",
  severity: "warning",
  title: "Key or other secret in a text",
  why: "Who trains the model, and whoever talks to it later, may read the secret. Take it out here and have it replaced by a new one.",
  examples: {
    good: [
      `{"prompt":"Set HF_TOKEN to hf_${"x".repeat(34)} ->","completion":" 5"}`,
      `{"prompt":"Set it to postgres://user:password@host:5432/db or mysql://root:\${DB_PASS}@db/x ->","completion":" 5"}`,
      `{"prompt":"Run sk-learn-and-other-packages-of-that-kind ->","completion":" 5"}`,
    ],
    bad: [
      `{"prompt":"My token is «${token}», why does it fail? ->","completion":" 5"}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Use «${awsKey}»."}]}`,
      `{"prompt":"DB=postgres://shop:«${password}»@db.kettles.io/shop fails ->","completion":" 5"}`,
    ],
    fixed: [
      `{"prompt":"My token is [secret], why does it fail? ->","completion":" 5"}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Use [secret]."}]}`,
      `{"prompt":"DB=postgres://shop:[secret]@db.kettles.io/shop fails ->","completion":" 5"}`,
    ],
  },
  marks: textMark.secret,
  check(record, report) {
    for (const text of textsIn(record, mayHoldSecret)) {
      for (const { kind, start, end, hasKnownStart } of secretsIn(text.value)) {
        const span = text.span(start, end);
        const known = hasKnownStart ? text.value.slice(start, start + 4) : undefined;
        report(span, { span, kind, start: known });
      }
    }
  },
  message: ({ kind, start }) =>
    start === undefined
      ? l10n.t("This looks like a secret ({0}).", kind)
      : l10n.t("This looks like a secret ({0}); it starts with {1}.", kind, start),
  fix: ({ span }) => ({
    kind: "asks",
    title: l10n.t("Write {0} instead", "[secret]"),
    edits: [{ span, text: "[secret]" }],
  }),
});
