import { badRequest } from "../api-error.js";

/** A part of a list, in OpenAI's shape. */
export interface Page<Item> {
  readonly object: "list";
  readonly data: readonly Item[];
  readonly has_more: boolean;
  readonly first_id: string | null;
  readonly last_id: string | null;
}

const usualLimit = 20;
const mostLimit = 10_000;

/** The items behind the one that `after` names, at most `limit`: as the request's address asks. */
export function pageOf<Item extends { readonly id: string }>(
  items: readonly Item[],
  url: string,
  limitWhereUnsaid = usualLimit,
): Page<Item> {
  const { searchParams } = new URL(url);
  const after = searchParams.get("after");
  const limit = limitFrom(searchParams.get("limit"), limitWhereUnsaid);
  const before = after === null ? -1 : items.findIndex(({ id }) => id === after);
  if (after !== null && before < 0)
    throw badRequest(`There is nothing with the id "${after}".`, "after");
  const data = items.slice(before + 1, before + 1 + limit);
  return {
    object: "list",
    data,
    has_more: before + 1 + limit < items.length,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
}

function limitFrom(text: string | null, unsaid: number): number {
  if (text === null) return unsaid;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= mostLimit) return limit;
  throw badRequest(
    `"limit" must be a whole number from 1 to ${mostLimit}, got "${text}".`,
    "limit",
  );
}
