import * as l10n from "@vscode/l10n";
import { render } from "preact";
import type { RunPageHost, RunPageState, RunPageUi } from "../../protocol/run-page.js";
import { connect } from "../../protocol/rpc.js";
import { takeEditor } from "../ui/editor.js";
import { numberForms } from "../ui/format.js";
import type { Looks, PageMemory } from "./looks.js";
import { rememberedLooks } from "./looks.js";
import { pageContext } from "./page-context.js";
import { Page } from "./page.js";
import type { RunModel } from "./run-model.js";
import { emptyModel, updated } from "./run-model.js";
import "../ui/ui.css";
import "./run.css";

/** Connects the page with the editor and draws whatever it says. */
async function startPage(): Promise<void> {
  const editor = takeEditor();
  let model: RunModel = emptyModel;
  let looks = rememberedLooks(editor.remembered());
  const forms = numberForms(document.documentElement.lang);
  const take = (state: RunPageState): void => {
    const next = updated(model, state);
    if (next === undefined) {
      void takeAll();
      return;
    }
    model = next;
    draw();
  };
  const { remote: host } = connect<RunPageUi, RunPageHost>(editor.port, { show: take });
  const takeAll = async (): Promise<void> => {
    const { state, translation } = await host.ready();
    if (translation !== null) l10n.config({ contents: translation });
    model = emptyModel;
    take(state);
  };
  const draw = (): void => {
    const [run, ...compared] = model.runs.map(({ file }) => file);
    if (run !== undefined) {
      editor.remember({ file: run, compared, ...looks } satisfies PageMemory);
    }
    const onLooks = (changed: Looks): void => {
      looks = changed;
      draw();
    };
    const root = document.getElementById("page");
    if (root === null) return;
    render(
      <pageContext.Provider value={{ host, forms }}>
        <Page model={model} looks={looks} onLooks={onLooks} />
      </pageContext.Provider>,
      root,
    );
  };
  draw();
  await takeAll();
}

void startPage();
