import * as vscode from "vscode";
import type { PartSize } from "../../../core/prepare/single/dataset-step.js";

/** A share such as `0.1` or `10 %`, or a number of records; `undefined` for anything else. */
export function partSize(text: string): PartSize | undefined {
  const plain = text.trim();
  if (/^[1-9][0-9]{0,8}$/.test(plain)) return { kind: "count", value: Number(plain) };
  const percent = /^([0-9]{1,2}(?:\.[0-9]+)?)\s*%$/.exec(plain)?.[1];
  const share = /^0?\.[0-9]+$/.test(plain) ? Number(plain) : Number(percent ?? 0) / 100;
  return share > 0 ? { kind: "share", value: share } : undefined;
}

/** What is wrong with a size, or nothing. */
export function sizeProblem(text: string): string | undefined {
  if (partSize(text) !== undefined) return undefined;
  return vscode.l10n.t("A share such as 0.1 or 10 %, or a number of records");
}
