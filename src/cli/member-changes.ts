import type { MemberChanges } from "../core/convert/change-members.js";
import type { Rename } from "../core/convert/near-prompts.js";
import { UserError } from "../data/user-error.js";

/** Reads `--map FROM=TO,…` and `--without NAME,…`. Throws a `UserError` for what is neither. */
export function memberChanges(map: string | undefined, without: string | undefined): MemberChanges {
  const renames = map?.split(",").map((text) => rename(text)) ?? [];
  const names = without?.split(",").map((name) => name.trim()) ?? [];
  if (names.includes(""))
    throw new UserError("Expected --without to name members, as in id,score.");
  const twice = renames.find(({ from }, index) =>
    renames.some((other, at) => at < index && other.from === from),
  );
  if (twice !== undefined) throw new UserError(`--map renames "${twice.from}" twice.`);
  const both = renames.find(({ from }) => names.includes(from));
  if (both === undefined) return { renames, without: names };
  throw new UserError(`--map renames "${both.from}", and --without leaves it out.`);
}

function rename(text: string): Rename {
  const [from = "", to = "", another] = text.split("=").map((name) => name.trim());
  if (from !== "" && to !== "" && another === undefined) return { from, to };
  throw new UserError(
    `Expected --map to be like question=prompt,answer=completion, got "${text}".`,
  );
}
