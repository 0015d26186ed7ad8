import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { ShownQuestion } from "../../protocol/inspector-page.js";
import { usePage } from "./page-context.js";
import { withNames } from "../ui/unseen-characters.js";
import { tokenName } from "../ui/token-text.js";

interface HistoryProps {
  readonly questions: readonly ShownQuestion[];
  readonly shown: readonly number[];
}

/** What was asked while the page lives, the newest first, and below each the ways that leave it. */
export function History({ questions, shown }: HistoryProps): VNode | null {
  if (questions.length < 2) return null;
  const known = new Set(questions.map(({ id }) => id));
  const roots = questions.filter(({ branch }) => branch === null || !known.has(branch.of));
  const count = l10n.t("Asked before ({0})", questions.length);
  return (
    <details class="history" open={questions.some(({ branch }) => branch !== null)}>
      <summary>{count}</summary>
      <ul>
        {roots.toReversed().map((question) => (
          <Branch key={question.id} question={question} questions={questions} shown={shown} />
        ))}
      </ul>
    </details>
  );
}

function Branch({
  question,
  questions,
  shown,
}: HistoryProps & { readonly question: ShownQuestion }): VNode {
  const { host } = usePage();
  const { id } = question;
  const branches = questions.filter(({ branch }) => branch?.of === id);
  return (
    <li>
      <button
        type="button"
        class="link"
        aria-current={shown.includes(id) ? "true" : undefined}
        onClick={() => void host.showQuestion({ question: id })}
      >
        {questionWords(question)}
      </button>
      {branches.length > 0 && (
        <ul>
          {branches.map((branch) => (
            <Branch key={branch.id} question={branch} questions={questions} shown={shown} />
          ))}
        </ul>
      )}
    </li>
  );
}

function questionWords({ file, line, model, branch, status }: ShownQuestion): string {
  const answer =
    status.kind === "answered"
      ? withNames(status.facts.start.replaceAll(/\s+/g, " ").trim())
      : status.kind === "asking"
        ? l10n.t("asking…")
        : l10n.t("no answer");
  if (branch === null) return `${file}:${line} · ${model.model} · ${answer}`;
  return l10n.t("from token {0} with {1}: {2}", branch.token + 1, tokenName(branch.text), answer);
}
