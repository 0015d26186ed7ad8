import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Remote } from "../../protocol/rpc.js";
import type { ScoresHost } from "../../protocol/scores-page.js";
import type { NumberForms } from "../ui/format.js";

/** What all parts of the page use. */
export interface PageContext {
  readonly host: Remote<ScoresHost>;
  readonly forms: NumberForms;
}

/** Given by the page to all of its parts. */
export const pageContext = createContext<PageContext | undefined>(undefined);

/** What the page has given. */
export function usePage(): PageContext {
  const context = useContext(pageContext);
  if (context === undefined) throw new Error("This part is outside of the page of scores.");
  return context;
}
