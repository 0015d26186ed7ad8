import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { ScoresState } from "../../protocol/scores-page.js";
import { Section } from "../ui/section.js";
import { Filters } from "./filters.js";
import { Head } from "./head.js";
import { Histogram } from "./histogram.js";
import { RecordList } from "./record-list.js";
import { Summary } from "./summary.js";

/** The whole page, whatever is known. */
export function Page({ state }: { readonly state: ScoresState | undefined }): VNode {
  if (state === undefined) return <p class="empty">{l10n.t("Reading the scores…")}</p>;
  const { summary, histogram, notes } = state;
  return (
    <main>
      <Head state={state} />
      {notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
      {summary === null ? (
        <Nothing state={state} />
      ) : (
        <>
          <Summary summary={summary} />
          <Section title={l10n.t("Surprise")}>
            {histogram !== null && <Histogram histogram={histogram} view={state.view} />}
          </Section>
          <Section title={l10n.t("Records")}>
            <Filters state={state} />
            <RecordList state={state} />
          </Section>
        </>
      )}
    </main>
  );
}

function Nothing({ state: { status } }: { readonly state: ScoresState }): VNode | null {
  switch (status.kind) {
    case "counting":
      return <p class="empty">{l10n.t("Counting the records…")}</p>;
    case "scoring":
      return <p class="empty">{l10n.t("Waiting for the first score…")}</p>;
    case "cancelled":
      return <p class="empty">{l10n.t("Nothing was scored.")}</p>;
    case "done":
      return <p class="empty">{l10n.t("There is no record that can be scored.")}</p>;
    case "failed":
      return null;
  }
}
