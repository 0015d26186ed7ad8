import { probabilityOf } from "../../core/inspection/token-metrics.js";
import type { Token } from "../../core/inspection/token.js";

/**
 * The steps of the scale, from sure to surprised, by the least probability of each. They are told by
 * colours of two hues that all kinds of colour blindness tell apart, and by lines of four kinds.
 */
export const steps = [0.9, 0.6, 0.3, 0.1, 0.01, 0] as const;

/** The step of tokens in a row that are shown as one: of all of them together. */
export function stepOf(tokens: readonly Token[]): number | undefined {
  const share = shareOf(tokens);
  if (share === undefined) return undefined;
  return steps.findIndex((least) => share >= least);
}

/** The probability of tokens in a row, from 0 to 1; `undefined` where one is unknown. */
export function shareOf(tokens: readonly Token[]): number | undefined {
  let share = 1;
  for (const { logprob } of tokens) {
    if (logprob === null) return undefined;
    share *= probabilityOf(logprob);
  }
  return share;
}

/** A number that may be below zero, with as many decimals, and with the sign that is as wide as a digit. */
export function decimal(value: number, digits: number): string {
  return value.toFixed(digits).replace("-", "−");
}

/** A number that is nearly nothing, such as `4.2 × 10⁻⁷`. */
function inPowers(value: number): string {
  const [digits = "", power = ""] = value.toExponential(1).split("e");
  return `${digits} × 10${Array.from(power, (sign) => raised[sign] ?? "").join("")}`;
}

const raised: Readonly<Record<string, string>> = {
  "-": "⁻",
  ...Object.fromEntries(Array.from("⁰¹²³⁴⁵⁶⁷⁸⁹", (sign, digit) => [String(digit), sign])),
};

/** A probability as people read it: two decimals of a percent, more where it is very small. */
export function percent(share: number): string {
  const value = 100 * share;
  if (value === 0) return "0 %";
  if (value < 0.001) return `${inPowers(value)} %`;
  return `${value.toFixed(value < 0.1 ? 4 : 2)} %`;
}
