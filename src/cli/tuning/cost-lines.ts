import { grouped } from "../../core/grouped.js";
import type { RunCost, RunFile } from "../../tuning/runs/run-file.js";

/** What a run is expected to take and to cost, for people who are asked whether to begin it. */
export function costLines({ tokensPerEpoch, cost, method }: RunFile, provider: string): string {
  const tokens =
    tokensPerEpoch === null
      ? "Tokens: not known, as nobody has published how this model counts them."
      : `Tokens: ${grouped(tokensPerEpoch)} in the training file, each epoch.`;
  const paid =
    method === "reinforcement"
      ? `Cost: by the time that it takes; what ${provider} asks for it counts.`
      : `Cost: not known here (--prices FILE makes it known); what ${provider} asks for it counts.`;
  return `${tokens}\n${cost === null ? paid : costLine(cost)}\n`;
}

function costLine({ least, most, currency, pricesOf, areOwnPrices }: RunCost): string {
  const amount =
    least === most
      ? `${money(most)} ${currency}`
      : `${money(least)} to ${money(most)} ${currency}, by the number of epochs`;
  return `Cost: ${amount} (${areOwnPrices ? "your price" : "price"} of ${pricesOf}; the provider's bill counts).`;
}

/** Small sums keep two digits that say something. */
function money(amount: number): string {
  if (amount >= 1 || amount === 0) return amount.toFixed(2);
  return String(Number(amount.toPrecision(2)));
}
