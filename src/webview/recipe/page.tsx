import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { RecipeFinding, RecipePreview } from "../../protocol/recipe-messages.js";
import type { RecipePageHost, RecipePageState } from "../../protocol/recipe-page.js";
import type { Remote } from "../../protocol/rpc.js";
import { DataTable } from "../ui/data-table.js";
import type { NumberForms } from "../ui/format.js";
import { Section } from "../ui/section.js";
import { Flow } from "./flow.js";
import { Records } from "./records.js";
import { splitWord } from "./words.js";

interface PageProps {
  readonly state: RecipePageState;
  readonly host: Remote<RecipePageHost>;
  readonly forms: NumberForms;
}

/** What a recipe makes, whatever is known of it. */
export function Page({ state, host, forms }: PageProps): VNode {
  const { name, isLooking, preview, failure, findings, unreachedHosts } = state;
  return (
    <main aria-busy={isLooking}>
      <header>
        <h1>{name}</h1>
        <span class="state" role="status">
          {isLooking ? l10n.t("Reading…") : ""}
        </span>
        <button type="button" disabled={preview === null} onClick={() => void host.prepare()}>
          {l10n.t("Prepare")}
        </button>
      </header>
      {failure !== null && (
        <div class="failure" role="alert">
          <p>{failure}</p>
        </div>
      )}
      {unreachedHosts.length > 0 && (
        <div class="failure" role="alert">
          <p>
            {l10n.t("The rows are at {0} and were not fetched yet.", unreachedHosts.join(", "))}
          </p>
          <button type="button" onClick={() => void host.allow()}>
            {l10n.t("Fetch them…")}
          </button>
        </div>
      )}
      <Findings findings={findings} host={host} />
      {preview === null ? (
        <Nothing isLooking={isLooking} findings={findings} />
      ) : (
        <Preview preview={preview} forms={forms} />
      )}
    </main>
  );
}

function Nothing({
  isLooking,
  findings,
}: Pick<RecipePageState, "findings" | "isLooking">): VNode | null {
  if (isLooking) return <p class="empty">{l10n.t("Reading the sources…")}</p>;
  if (!findings.some(({ severity }) => severity === "error")) return null;
  return <p class="empty">{l10n.t("The recipe cannot be run yet: mend what is listed above.")}</p>;
}

function Preview({
  preview,
  forms,
}: {
  readonly preview: RecipePreview;
  readonly forms: NumberForms;
}): VNode {
  const { steps, parts, isWhole, records, separator } = preview;
  const [read] = steps;
  return (
    <>
      {!isWhole && read !== undefined && (
        <p class="note">
          {l10n.t(
            "The sources are large: all numbers here are those of the first {0} rows.",
            forms.count(read.out),
          )}
        </p>
      )}
      <Section title={l10n.t("From rows to files")}>
        <Flow steps={steps} parts={parts} forms={forms} />
      </Section>
      <Section title={l10n.t("First records, as a model is given them")}>
        {records.length === 0 ? (
          <p class="empty">{l10n.t("No record is left.")}</p>
        ) : (
          <Records records={records} separator={separator} forms={forms} />
        )}
      </Section>
      <Labels preview={preview} forms={forms} />
    </>
  );
}

function Labels({
  preview: { labels, labelCount, parts },
  forms,
}: {
  readonly preview: RecipePreview;
  readonly forms: NumberForms;
}): VNode | null {
  if (labels === null || labels.length === 0) return null;
  const columns = [
    { title: l10n.t("Label") },
    { title: l10n.t("Kept"), isNumber: true },
    ...parts.map(({ name }) => ({ title: splitWord(name), isNumber: true })),
  ];
  const rows = labels.map((label) => [
    label.label,
    forms.count(label.records),
    ...parts.map(({ name }) => forms.count(label.parts[name] ?? 0)),
  ]);
  const title = l10n.t("Labels ({0})", forms.count(labelCount));
  return (
    <Section title={title}>
      <DataTable caption={title} columns={columns} rows={rows} />
    </Section>
  );
}

function Findings({
  findings,
  host,
}: {
  readonly findings: readonly RecipeFinding[];
  readonly host: Remote<RecipePageHost>;
}): VNode | null {
  if (findings.length === 0) return null;
  return (
    <ul class="findings">
      {findings.map(({ start, end, message, severity }, index) => (
        <li key={index} class={severity}>
          <button type="button" class="link" onClick={() => void host.reveal({ start, end })}>
            {message}
          </button>
        </li>
      ))}
    </ul>
  );
}
