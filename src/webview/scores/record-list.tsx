import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ScoresState, ShownScore } from "../../protocol/scores-page.js";
import { tokenName } from "../ui/token-text.js";
import { usePage } from "./page-context.js";
import { percent } from "./summary.js";
import { rowHeight, scrollFor, windowOf } from "./virtual-rows.js";

/** So many rows beyond those in view are there already. */
const spare = 10;
/** Of the list, in pixels, before it was scrolled: it may be lower, not higher on usual screens. */
const usualHeight = 900;

interface Fetched {
  readonly version: number;
  readonly from: number;
  readonly rows: readonly ShownScore[];
}

/** Rows as they come into sight; `undefined` until they are there. */
function useRows(
  rowsVersion: number,
  from: number,
  count: number,
): (row: number) => ShownScore | undefined {
  const { host } = usePage();
  const [fetched, setFetched] = useState<Fetched>({ version: -1, from: 0, rows: [] });
  useEffect(() => {
    let isCurrent = true;
    const fetchRows = async (): Promise<void> => {
      const rows = await host.rows({ from, count });
      if (isCurrent) setFetched({ version: rowsVersion, from, rows });
    };
    void fetchRows();
    return () => {
      isCurrent = false;
    };
  }, [rowsVersion, from, count]);
  return (row) => (fetched.version === rowsVersion ? fetched.rows[row - fetched.from] : undefined);
}

/** The records of the view, of which only those in sight are there. */
export function RecordList({ state }: { readonly state: ScoresState }): VNode {
  const { rows, rowsVersion, summary } = state;
  const isLabelled = summary !== null && summary.classification !== null;
  const list = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: usualHeight });
  const [selected, setSelected] = useState(0);
  const sight = windowOf(rows, scroll);
  const from = Math.max(0, sight.first - spare);
  const count = Math.max(0, Math.min(rows - from, sight.count + 2 * spare));
  const rowAt = useRows(rowsVersion, from, count);
  const current = Math.min(selected, Math.max(0, rows - 1));
  const select = (row: number): void => {
    setSelected(row);
    const element = list.current;
    if (element === null) return;
    const { scrollTop: top, clientHeight: height } = element;
    element.scrollTop = scrollFor(row, rows, { top, height });
  };
  const walk = useKeys({ rows, page: sight.count - 2, current, shown: rowAt(current), select });
  if (rows === 0) return <p class="empty">{l10n.t("No record is of that kind.")}</p>;
  return (
    <>
      <ListHead isLabelled={isLabelled} />
      <div
        class="list"
        ref={list}
        role="listbox"
        tabIndex={0}
        aria-label={l10n.t("Records: Enter opens one in the file, Shift and Enter inspects it")}
        aria-activedescendant={`row-${current}`}
        onKeyDown={walk}
        onScroll={({ currentTarget: { scrollTop, clientHeight } }) =>
          setScroll({ top: scrollTop, height: clientHeight })
        }
      >
        <div class="rows" style={{ blockSize: `${sight.height}px` }}>
          {Array.from({ length: count }, (_, index) => from + index).map((row) => (
            <Row
              key={row}
              row={row}
              top={sight.top + (row - sight.first) * rowHeight}
              shown={rowAt(row)}
              {...{ rows, isLabelled, isSelected: row === current, onSelect: () => select(row) }}
            />
          ))}
        </div>
      </div>
      <Chosen shown={rowAt(current)} />
    </>
  );
}

function ListHead({ isLabelled }: { readonly isLabelled: boolean }): VNode {
  return (
    <div class={isLabelled ? "row head labelled" : "row head"} aria-hidden="true">
      <span class="number">{l10n.t("Line")}</span>
      <span class="number">{l10n.t("Surprise")}</span>
      <span>{l10n.t("Completion")}</span>
      {isLabelled && <span>{l10n.t("The model says")}</span>}
      <span>{l10n.t("Prompt")}</span>
    </div>
  );
}

interface KeyFacts {
  readonly rows: number;
  /** How many rows a page has. */
  readonly page: number;
  readonly current: number;
  readonly shown: ShownScore | undefined;
  readonly select: (row: number) => void;
}

/** What keys do in the list. */
function useKeys({ rows, page, current, shown, select }: KeyFacts): (event: KeyboardEvent) => void {
  const { host } = usePage();
  return (event) => {
    if (event.key === "Enter" && shown !== undefined) {
      event.preventDefault();
      const { line } = shown;
      void (event.shiftKey ? host.inspect({ line }) : host.reveal({ line }));
      return;
    }
    const to = nextRow(event.key, current, { rows, page: Math.max(1, page) });
    if (to === undefined) return;
    event.preventDefault();
    select(to);
  };
}

interface RowProps {
  readonly row: number;
  readonly rows: number;
  /** In pixels. */
  readonly top: number;
  /** `undefined` until it is there. */
  readonly shown: ShownScore | undefined;
  readonly isLabelled: boolean;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

function Row({ row, rows, top, shown, isLabelled, isSelected, onSelect }: RowProps): VNode {
  const { host } = usePage();
  return (
    <div
      id={`row-${row}`}
      class={isLabelled ? "row labelled" : "row"}
      role="option"
      aria-setsize={rows}
      aria-posinset={row + 1}
      aria-selected={isSelected}
      style={{ insetBlockStart: `${top}px` }}
      onClick={onSelect}
      onDblClick={() => shown !== undefined && void host.reveal({ line: shown.line })}
    >
      {shown === undefined ? (
        <span class="detail">…</span>
      ) : (
        <>
          <span class="number">{shown.line}</span>
          <span class="number">{surpriseWords(shown)}</span>
          <code class="cut">{tokenName(shown.expected)}</code>
          {isLabelled && <Said shown={shown} />}
          <span class="cut prompt">{tokenName(shown.prompt).replaceAll("␣", " ")}</span>
        </>
      )}
    </div>
  );
}

function Said({ shown }: { readonly shown: ShownScore }): VNode {
  const { predicted, predictedProbability, expected } = shown;
  if (predicted === null) return <span class="detail">{l10n.t("unknown")}</span>;
  const isWrong = predicted !== expected;
  return (
    <span class={isWrong ? "cut wrong" : "cut"}>
      {isWrong && <span class="mark">≠ </span>}
      <code>{tokenName(predicted)}</code>{" "}
      {predictedProbability === null ? "" : percent(predictedProbability)}
    </span>
  );
}

/** The record that is chosen, with what can be done with it. */
function Chosen({ shown }: { readonly shown: ShownScore | undefined }): VNode | null {
  const { host, forms } = usePage();
  if (shown === undefined) return null;
  const { line, margin, tokens, perplexity, expectedProbability } = shown;
  return (
    <div class="chosen" role="group" aria-label={l10n.t("Line {0}", line)}>
      <strong>{l10n.t("Line {0}", line)}</strong>
      <button type="button" onClick={() => void host.reveal({ line })}>
        {l10n.t("Open in the file")}
      </button>
      <button type="button" onClick={() => void host.inspect({ line })}>
        {l10n.t("Inspect")}
      </button>
      <span class="detail">
        {[
          l10n.t("{0} tokens", forms.count(tokens)),
          ...(perplexity === null ? [] : [l10n.t("perplexity {0}", perplexity.toFixed(4))]),
          ...(expectedProbability === null
            ? []
            : [l10n.t("own label {0}", percent(expectedProbability))]),
          ...(margin === null ? [] : [l10n.t("margin {0}", percent(margin).replace("-", "−"))]),
        ].join(" · ")}
      </span>
    </div>
  );
}

function surpriseWords({ surprise, isBound }: ShownScore): string {
  const digits = surprise > 1_000 ? surprise.toExponential(1) : surprise.toFixed(3);
  return isBound ? `≥ ${digits}` : digits;
}

function nextRow(
  key: string,
  from: number,
  { rows, page }: { readonly rows: number; readonly page: number },
): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -rows,
    End: rows,
  };
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return step === undefined ? undefined : Math.max(0, Math.min(rows - 1, from + step));
}
