import * as l10n from "@vscode/l10n";
import { imagesIn } from "../dataset/images.js";
import { formatsWithMessages } from "../formats/index.js";
import { plainIsFine, recordRule } from "./rule.js";

type Fault =
  | { readonly kind: "not-base64" | "cut" }
  | { readonly kind: "type"; readonly type: string }
  | { readonly kind: "other-bytes"; readonly type: string; readonly actual: string }
  | { readonly kind: "address"; readonly address: string };

export default recordRule<Fault>({
  id: "image-broken",
  severity: "error",
  title: "Picture that cannot be read",
  why: "Services skip a record whose picture they cannot read, or refuse the file.",
  formats: formatsWithMessages,
  examples: {
    target: "openai",
    good: [
      `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.com/kettle.jpg"}},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="}}]},{"role":"assistant","content":"A kettle."}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":«"data:image/png;base64,iVBORw0KGgo*"»}}]},{"role":"assistant","content":"A kettle."}]}`,
      `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":«"data:image/jpeg;base64,iVBORw0KGgoAAAANSUhEUg=="»}}]},{"role":"assistant","content":"A kettle."}]}`,
      `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":«"data:image/bmp;base64,Qk0="»}}]},{"role":"assistant","content":"A kettle."}]}`,
      `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":«"pictures/kettle.jpg"»}}]},{"role":"assistant","content":"A kettle."}]}`,
    ],
    fixed: [null, null, null, null],
  },
  isFine: plainIsFine,
  check(record, report, { format, target, isTargetChosen }) {
    for (const { path, address } of imagesIn(record, format)) {
      const fault = faultOf(address);
      if (fault === undefined) continue;
      // Trainers on one's own machine read pictures from files.
      const mayBeFile = !isTargetChosen || target.readsImageFiles === true;
      if (fault.kind === "address" && mayBeFile) continue;
      const span = record.textAt(path)?.quoted;
      if (span !== undefined) report(span, fault);
    }
  },
  message(fault) {
    switch (fault.kind) {
      case "not-base64":
        return l10n.t("The picture is no Base64 text.");
      case "cut":
        return l10n.t("The picture's Base64 text has been cut off.");
      case "type":
        return l10n.t("A picture is JPEG, PNG, WebP or GIF, and this one is {0}.", fault.type);
      case "other-bytes":
        return l10n.t(
          "The picture is said to be {0}, and its bytes are {1}.",
          fault.type,
          fault.actual,
        );
      case "address":
        return l10n.t(
          "A picture's address starts with https: or data:, and this one is {0}.",
          JSON.stringify(fault.address.slice(0, 60)),
        );
    }
  },
});

/** How the Base64 texts of pictures start. */
const starts: readonly (readonly [start: string, type: string])[] = [
  ["/9j/", "image/jpeg"],
  ["iVBORw0KGgo", "image/png"],
  ["R0lGOD", "image/gif"],
  ["UklGR", "image/webp"],
];

function faultOf(address: string): Fault | undefined {
  if (/^https?:\/\/./i.test(address)) return undefined;
  if (!/^data:/i.test(address)) return { kind: "address", address };
  const comma = address.indexOf(",");
  const [type = "", ...parameters] = address.slice("data:".length, comma).toLowerCase().split(";");
  if (comma < 0 || parameters.at(-1) !== "base64") return { kind: "not-base64" };
  const named = type === "image/jpg" ? "image/jpeg" : type;
  if (!starts.some(([, known]) => known === named)) return { kind: "type", type };
  return faultInData(address.slice(comma + 1), named);
}

function faultInData(data: string, type: string): Fault | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return { kind: "not-base64" };
  if (data.replace(/=+$/, "").length % 4 === 1) return { kind: "cut" };
  const actual = starts.find(([start]) => data.startsWith(start))?.[1];
  const isSame = actual === undefined || actual === type;
  return isSame ? undefined : { kind: "other-bytes", type, actual };
}
