import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Sampling } from "../../core/inspection/inspection.js";

interface ParametersProps {
  readonly sampling: Sampling;
  readonly onChange: (sampling: Sampling) => void;
}

/** How the model is asked. Texts to stop at stand one on each line, with `\n` for a line break. */
export function Parameters({ sampling, onChange }: ParametersProps): VNode {
  const { temperature, topP, maxTokens, alternatives, seed, stop } = sampling;
  const { temperature: _, ...withoutTemperature } = sampling;
  const { topP: __, ...withoutTopP } = sampling;
  const { seed: ___, ...withoutSeed } = sampling;
  return (
    <details class="parameters">
      <summary>{l10n.t("Parameters")}</summary>
      <div class="fields">
        <NumberField
          label={l10n.t("Temperature")}
          value={temperature}
          limits={{ min: 0, max: 2, step: 0.1 }}
          onValue={(value) =>
            onChange(value === undefined ? withoutTemperature : { ...sampling, temperature: value })
          }
        />
        <NumberField
          label={l10n.t("Top p")}
          value={topP}
          limits={{ min: 0.05, max: 1, step: 0.05 }}
          onValue={(value) =>
            onChange(value === undefined ? withoutTopP : { ...sampling, topP: value })
          }
        />
        <NumberField
          label={l10n.t("Most tokens")}
          value={maxTokens}
          limits={{ min: 1, max: 100_000, step: 1 }}
          onValue={(value) => value !== undefined && onChange({ ...sampling, maxTokens: value })}
        />
        <NumberField
          label={l10n.t("Alternatives")}
          value={alternatives}
          limits={{ min: 0, max: 20, step: 1 }}
          onValue={(value) => value !== undefined && onChange({ ...sampling, alternatives: value })}
        />
        <NumberField
          label={l10n.t("Seed")}
          value={seed}
          limits={{ min: 0, max: Number.MAX_SAFE_INTEGER, step: 1 }}
          onValue={(value) =>
            onChange(value === undefined ? withoutSeed : { ...sampling, seed: value })
          }
        />
        <Stops stop={stop} onStop={(texts) => onChange({ ...sampling, stop: texts })} />
      </div>
    </details>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly limits: { readonly min: number; readonly max: number; readonly step: number };
  /** `undefined` where the field was emptied: the service chooses. */
  readonly onValue: (value: number | undefined) => void;
}

function NumberField({ label, value, limits, onValue }: NumberFieldProps): VNode {
  return (
    <label>
      {label}
      <input
        type="number"
        {...limits}
        value={value ?? ""}
        onChange={({ currentTarget: field }) => {
          if (field.value === "") onValue(undefined);
          else if (field.reportValidity()) onValue(field.valueAsNumber);
        }}
      />
    </label>
  );
}

function Stops({
  stop,
  onStop,
}: {
  readonly stop: readonly string[];
  readonly onStop: (stop: readonly string[]) => void;
}): VNode {
  const written = stop.map((text) => JSON.stringify(text).slice(1, -1)).join("\n");
  const [text, setText] = useState(written);
  useEffect(() => setText(written), [written]);
  return (
    <label class="stops">
      {l10n.t("Stop at (one on each line, \\n for a line break)")}
      <textarea
        rows={2}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onChange={() =>
          onStop(
            text
              .split("\n")
              .filter((line) => line !== "")
              .map(readStop),
          )
        }
      />
    </label>
  );
}

function readStop(line: string): string {
  try {
    const value: unknown = JSON.parse(`"${line}"`);
    return String(value);
  } catch (error) {
    // Not written as in JSON: meant as it stands.
    if (error instanceof SyntaxError) return line;
    throw error;
  }
}
