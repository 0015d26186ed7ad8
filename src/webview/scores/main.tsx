import * as l10n from "@vscode/l10n";
import { render } from "preact";
import { connect } from "../../protocol/rpc.js";
import type { ScoresHost, ScoresState, ScoresUi } from "../../protocol/scores-page.js";
import { takeEditor } from "../ui/editor.js";
import { numberForms } from "../ui/format.js";
import { pageContext } from "./page-context.js";
import { Page } from "./page.js";
import "../ui/ui.css";
import "./scores.css";

/** Connects the page with the editor and draws whatever it says. */
async function startPage(): Promise<void> {
  const editor = takeEditor();
  const forms = numberForms(document.documentElement.lang);
  let state: ScoresState | undefined;
  const draw = (): void => {
    const root = document.getElementById("page");
    if (root === null) return;
    render(
      <pageContext.Provider value={{ host, forms }}>
        <Page state={state} />
      </pageContext.Provider>,
      root,
    );
  };
  const { remote: host } = connect<ScoresUi, ScoresHost>(editor.port, {
    show: (next) => {
      state = next;
      draw();
    },
  });
  draw();
  const opening = await host.ready();
  if (opening.translation !== null) l10n.config({ contents: opening.translation });
  state ??= opening.state;
  draw();
}

void startPage();
