import * as l10n from "@vscode/l10n";
import { render } from "preact";
import type { RecipePageHost, RecipePageState, RecipePageUi } from "../../protocol/recipe-page.js";
import { connect } from "../../protocol/rpc.js";
import { takeEditor } from "../ui/editor.js";
import { numberForms } from "../ui/format.js";
import { Page } from "./page.js";
import "../ui/ui.css";
import "./recipe.css";

/** Connects the page with the editor and draws whatever it says. */
async function startPage(): Promise<void> {
  const editor = takeEditor();
  const forms = numberForms(document.documentElement.lang);
  const draw = (state: RecipePageState): void => {
    const root = document.getElementById("page");
    if (root !== null) render(<Page state={state} host={host} forms={forms} />, root);
  };
  const { remote: host } = connect<RecipePageUi, RecipePageHost>(editor.port, { show: draw });
  const { state, memory, translation } = await host.ready();
  editor.remember(memory);
  if (translation !== null) l10n.config({ contents: translation });
  draw(state);
}

void startPage();
