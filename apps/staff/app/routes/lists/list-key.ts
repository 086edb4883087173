import { isListKey, type ListKey } from "@essaim/accompaniment/list/value-list.schema";

/** The list that an address names. Throws a 404 response when the house knows no such list. */
export function listKeyOf(key: string | undefined): ListKey {
  if (key && isListKey(key)) return key;
  throw new Response(null, { status: 404 });
}
