import * as l10n from "@vscode/l10n";
import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers stand at the right. */
  readonly isNumber?: boolean;
}

interface TableProps {
  /** Says what the table is about to who cannot see it. */
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly ComponentChildren[])[];
}

const firstRows = 20;
const moreRows = 200;

/** A table that shows its first rows, and more when a person asks for them. */
export function DataTable({ caption, columns, rows }: TableProps): VNode {
  const [most, setMost] = useState(firstRows);
  return (
    <div class="table">
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, isNumber }) => (
              <th key={title} scope="col" class={isNumber === true ? "number" : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, index) => (
                <td key={index} class={columns[index]?.isNumber === true ? "number" : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <button type="button" class="link" onClick={() => setMost(most + moreRows)}>
          {l10n.t("Show more ({0} of {1} are shown)", most, rows.length)}
        </button>
      )}
    </div>
  );
}
