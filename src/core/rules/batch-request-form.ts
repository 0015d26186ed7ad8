import * as l10n from "@vscode/l10n";
import type { Span } from "../json/span.js";
import { isMisspelling } from "../spelling.js";
import type { Fix } from "./finding.js";
import { plainIsFine, recordRule } from "./rule.js";

interface Wrong {
  readonly kind: "method" | "whole-url" | "url" | "misspelt-url" | "empty-id";
  readonly value: string;
  readonly span: Span;
}

const request = (id: string, method: string, url: string): string =>
  `{"custom_id":${id},"method":${method},"url":${url},"body":{"model":"gpt-4.1-mini","messages":[{"role":"user","content":"Hi"}]}}`;

const fine = request(`"1"`, `"POST"`, `"/v1/chat/completions"`);

export default recordRule<Wrong>({
  id: "batch-request-form",
  severity: "error",
  title: "Request that no batch takes",
  why: "The service refuses the whole batch because of it, or answers this request with an error.",
  source: "https://developers.openai.com/api/docs/guides/batch",
  formats: ["batch-request"],
  examples: {
    good: [fine],
    bad: [
      request(`"1"`, `«"GET"»`, `"/v1/chat/completions"`),
      request(`"1"`, `"POST"`, `«"https://api.openai.com/v1/chat/completions"»`),
      request(`"1"`, `"POST"`, `«"/v1/chat/completion"»`),
      request(`«""»`, `"POST"`, `"/v1/chat/completions"`),
    ],
    fixed: [fine, fine, fine, null],
  },
  isFine: plainIsFine,
  check(record, report) {
    for (const name of ["custom_id", "method", "url"]) {
      const value = record.string(name);
      const kind = value === undefined ? undefined : faultOf(name, value);
      const span = kind === undefined ? undefined : record.textAt([name])?.quoted;
      if (value !== undefined && kind !== undefined && span !== undefined) {
        report(span, { kind, value, span });
      }
    }
  },
  message({ kind, value }) {
    switch (kind) {
      case "method":
        return l10n.t('The method is "POST" in a batch, and this is "{0}".', value);
      case "whole-url":
        return l10n.t("The address is the part from /v1/ on, without the name of the server.");
      case "url":
        return l10n.t('The address starts with "/", and this one is "{0}".', value);
      case "misspelt-url":
        return l10n.t('No batch takes "{0}"; "{1}" may be meant.', value, meantUrl(value) ?? "");
      case "empty-id":
        return l10n.t("The id is empty; answers come back under it.");
    }
  },
  fix({ kind, value, span }): Fix | undefined {
    const path = /^https?:\/\/[^/]+(\/v1\/.*)$/.exec(value)?.[1];
    const meant = kind === "method" ? "POST" : (path ?? meantUrl(value));
    if (meant === undefined) return undefined;
    const text = JSON.stringify(meant);
    return { kind: "asks", title: l10n.t("Write {0}", text), edits: [{ span, text }] };
  },
});

function faultOf(name: string, value: string): Wrong["kind"] | undefined {
  if (name === "custom_id") return value.trim() === "" ? "empty-id" : undefined;
  if (name === "method") return value === "POST" ? undefined : "method";
  if (/^https?:/.test(value)) return "whole-url";
  if (!value.startsWith("/")) return "url";
  return meantUrl(value) === undefined ? undefined : "misspelt-url";
}

/** The addresses of batches at OpenAI; Azure leaves out the first part. */
const knownUrls = [
  "/v1/chat/completions",
  "/chat/completions",
  "/v1/responses",
  "/v1/embeddings",
  "/v1/completions",
  "/v1/moderations",
  "/v1/images/generations",
  "/v1/images/edits",
] as const;

/** The known address that is misspelt; other services may have others, and other versions. */
function meantUrl(value: string): string | undefined {
  if (!/^\/(?:v1\/|chat)/.test(value) || knownUrls.some((url) => url === value)) return undefined;
  return knownUrls.find((url) => isMisspelling(value, url));
}
