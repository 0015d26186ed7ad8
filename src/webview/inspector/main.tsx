import * as l10n from "@vscode/l10n";
import { render } from "preact";
import type {
  InspectorHost,
  InspectorState,
  InspectorUi,
  ShownAnswer,
} from "../../protocol/inspector-page.js";
import { connect } from "../../protocol/rpc.js";
import { takeEditor } from "../ui/editor.js";
import { numberForms } from "../ui/format.js";
import { pageContext } from "./page-context.js";
import { Page } from "./page.js";
import "../ui/ui.css";
import "./inspector.css";

/** Connects the page with the editor and draws whatever it says. */
async function startPage(): Promise<void> {
  const editor = takeEditor();
  const answers = new Map<number, ShownAnswer>();
  let state: InspectorState | undefined;
  const forms = numberForms(document.documentElement.lang);
  const draw = (): void => {
    const root = document.getElementById("page");
    if (root === null) return;
    render(
      <pageContext.Provider value={{ host, forms }}>
        <Page state={state} answers={answers} />
      </pageContext.Provider>,
      root,
    );
  };
  const take = (next: InspectorState): void => {
    state = next;
    if (next.memory !== null) editor.remember(next.memory);
    draw();
  };
  const { remote: host } = connect<InspectorUi, InspectorHost>(editor.port, {
    show: take,
    answer: (answer) => void answers.set(answer.id, answer),
  });
  draw();
  const opening = await host.ready();
  if (opening.translation !== null) l10n.config({ contents: opening.translation });
  for (const answer of opening.answers) answers.set(answer.id, answer);
  take(state ?? opening.state);
}

void startPage();
