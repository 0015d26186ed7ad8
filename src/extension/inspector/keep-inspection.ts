import * as vscode from "vscode";
import type { JsonObject } from "../../core/json/json-node.js";
import { inspectionJson } from "../../core/inspection/inspection-json.js";
import { inspectionMarkdown } from "../../core/inspection/inspection-markdown.js";
import type { InspectionExport, requestLanguages } from "../../protocol/inspector-page.js";
import { routeFor } from "../../tuning/asking/inspect-record.js";
import { requestBody } from "../../tuning/asking/request-body.js";
import { findProvider } from "../../tuning/providers/index.js";
import { requestCode } from "../../tuning/request-code.js";
import { addressIfAny } from "../tuning/provider-settings.js";
import { writeWhole } from "../write-whole.js";
import type { Question } from "./questions.js";

const titles: Readonly<Record<InspectionExport["kind"], string>> = {
  json: "JSON",
  md: "Markdown",
  svg: "SVG",
  png: "PNG",
};

/** Asks where to keep an answer or a picture of it, and writes it there. */
export async function saveInspection(
  question: Question | undefined,
  what: InspectionExport,
): Promise<void> {
  const content = question && contentOf(question, what);
  if (question === undefined || content === undefined) return;
  const { file, line } = question.shown;
  const name = `${(file.split("/").at(-1) ?? "").replace(/\.[^.]+$/, "")}-${line}.${what.kind}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const place = await vscode.window.showSaveDialog({
    ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [titles[what.kind]]: [what.kind] },
  });
  if (place !== undefined) await writeWhole(place, content);
}

function contentOf({ inspection }: Question, what: InspectionExport): Uint8Array | undefined {
  const encoder = new TextEncoder();
  switch (what.kind) {
    case "svg":
      return encoder.encode(what.text);
    case "png":
      return Buffer.from(what.base64, "base64");
    case "json": {
      const json = inspection && JSON.stringify(inspectionJson(inspection), undefined, 2);
      return json === undefined ? undefined : encoder.encode(`${json}\n`);
    }
    case "md":
      return inspection && encoder.encode(inspectionMarkdown(inspection));
  }
}

/** Puts the request of a question as code into the clipboard. */
export async function copyCode(
  question: Question | undefined,
  language: (typeof requestLanguages)[number],
): Promise<void> {
  const code = question && codeOf(question, language);
  if (code === undefined) return;
  await vscode.env.clipboard.writeText(code);
  void vscode.window.setStatusBarMessage(vscode.l10n.t("Copied."), 3_000);
}

/** The request of a question as code, without its key; `undefined` where it has no answer yet. */
export function codeOf(
  { sent, capabilities, shown }: Question,
  language: (typeof requestLanguages)[number],
): string | undefined {
  const provider = findProvider(shown.model.provider);
  if (capabilities === undefined || provider === undefined) return undefined;
  const route = routeFor(sent, capabilities);
  const { alternatives, hasLogprobs } = capabilities.routes[route];
  const isLocal = provider.endpoint.kind === "here";
  const body: JsonObject = requestBody(
    route,
    { model: shown.model.model, sent },
    {
      sampling: {
        ...shown.sampling,
        ...(isLocal && { stop: [] }),
        alternatives: Math.min(shown.sampling.alternatives, alternatives),
      },
      wantsLogprobs: hasLogprobs,
      withoutReasoning: capabilities.needsNoReasoning && route !== "completions",
      limitName: capabilities.limitName,
    },
  );
  const { authentication } = provider;
  return requestCode(
    {
      route,
      body,
      url: isLocal ? null : (addressIfAny(provider) ?? null),
      keyVariable: authentication.kind === "key" ? authentication.variable : "OPENAI_API_KEY",
    },
    language,
  );
}
