import * as l10n from "@vscode/l10n";
import { recordSpan } from "../dataset/record-span.js";
import type { ValueKind } from "../formats/format.js";
import { kindName, kindOf } from "../formats/value-kind.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly kind: ValueKind }>({
  id: "not-an-object",
  severity: "error",
  title: "Record that is not an object",
  why: "Services refuse a file with a line that is no JSON object, with the number of the line at best.",
  examples: {
    good: [`{"prompt":"Hi ->","completion":" greeting"}`],
    bad: [
      `{"prompt":"Hi ->","completion":" greeting"}\n«["Bye ->"," farewell"]»`,
      `{"prompt":"Hi ->","completion":" greeting"}\n «null»`,
    ],
    fixed: [null, null],
  },
  isFine: plainIsFine,
  check(record, report) {
    if (record.object !== undefined) return;
    report(recordSpan(record.text), { kind: kindOf(record.value) });
  },
  message: ({ kind }) => l10n.t("A record has to be an object, and this is {0}.", kindName(kind)),
});
