// The process that reads recipes for the editor, so that neither the editor nor the language server
// waits for tables, and their engine is in neither.
import * as l10n from "@vscode/l10n";
import { NodeTokenizers } from "../data/node-tokenizers.js";
import type { RecipeDeskApi, RecipeEditorApi, RecipeText } from "../protocol/recipe-messages.js";
import type { Connection, Port } from "../protocol/rpc.js";
import { connect } from "../protocol/rpc.js";
import { launchDesk } from "./launch-desk.js";
import { RecipeDesk } from "./recipe-desk.js";
import type { PairsWork } from "./pairs-for-editor.js";
import { lookAtPairs, pairsForEditor } from "./pairs-for-editor.js";
import type { Work } from "./run-for-editor.js";
import { proposeForEditor, runForEditor, sourcesOf, watchFor } from "./run-for-editor.js";
import { judgeForEditor, markForEditor, requestForEditor } from "./examples-for-editor.js";
import { describeForEditor, stepForEditor } from "./step-for-editor.js";

const port: Port = {
  send: (message) => void process.send?.(message),
  onMessage(listener) {
    process.on("message", listener);
    return () => void process.off("message", listener);
  },
};

/** More recipes than these are hardly open at once; each holds the first rows of its sources. */
const mostDesks = 4;

const tokenizers = new NodeTokenizers();
const desks = new Map<string, RecipeDesk>();
const works = new Map<string, AbortController>();

const connection: Connection<RecipeEditorApi> = connect<RecipeDeskApi, RecipeEditorApi>(port, {
  ...launchDesk,
  begin({ translation }) {
    if (translation !== null) l10n.config({ contents: translation });
  },
  readText: (recipe) => deskOf(recipe).readText(recipe),
  look: ({ allowedHosts, ...recipe }) => deskOf(recipe).look(recipe, allowedHosts),
  complete: (place) => deskOf(place).complete(place),
  hover: (place) => deskOf(place).hover(place),
  run: (request) =>
    working(request.ticket, (signal) =>
      runForEditor(request, { editor: connection.remote, tokenizers, signal }),
    ),
  propose: (request) =>
    working(request.ticket, async (signal) => {
      try {
        const text = await proposeForEditor(request, {
          editor: connection.remote,
          tokenizers,
          signal,
        });
        return { text: text ?? null };
      } catch (error) {
        if (signal.aborted) return null;
        throw error;
      }
    }),
  describeDataset: ({ ticket, dataset }) =>
    stoppable(ticket, (work) => describeForEditor(dataset, watchFor(ticket, work))),
  doStep: (order) =>
    stoppable(order.ticket, (work) => stepForEditor(order, watchFor(order.ticket, work))),
  lookAtPairs: ({ ticket, dataset }) =>
    stoppable(ticket, (work) => lookAtPairs(dataset, pairsWork(ticket, work))),
  preparePairs: (order) =>
    stoppable(order.ticket, (work) => pairsForEditor(order, pairsWork(order.ticket, work))),
  requestExamples: (order) =>
    stoppable(order.ticket, (work) => requestForEditor(order, watchFor(order.ticket, work))),
  judgeExamples: (order) =>
    stoppable(order.ticket, (work) => judgeForEditor(order, watchFor(order.ticket, work))),
  markSynthetic: (accepted) => markForEditor(accepted),
  stop: ({ ticket }) => works.get(ticket)?.abort(),
});

// The editor is gone.
process.on("disconnect", () => process.exit());

/** The desk of a recipe; that which was not used for longest makes room for a new one. */
function deskOf({ path }: RecipeText): RecipeDesk {
  const key = path ?? "";
  const desk = desks.get(key) ?? new RecipeDesk(tokenizers);
  desks.delete(key);
  desks.set(key, desk);
  const [oldest] = desks.keys();
  if (desks.size > mostDesks && oldest !== undefined) desks.delete(oldest);
  return desk;
}

function pairsWork(ticket: string, work: Work): PairsWork {
  return { openSource: sourcesOf(work), watch: watchFor(ticket, work) };
}

/** A work that tells where somebody has stopped it. */
function stoppable<Result>(
  ticket: string,
  work: (work: Work) => Promise<Result>,
): Promise<Result | { readonly kind: "stopped" }> {
  return working(ticket, async (signal) => {
    try {
      return await work({ editor: connection.remote, tokenizers, signal });
    } catch (error) {
      if (signal.aborted) return { kind: "stopped" };
      throw error;
    }
  });
}

async function working<Result>(
  ticket: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  works.set(ticket, controller);
  try {
    return await work(controller.signal);
  } finally {
    works.delete(ticket);
  }
}
