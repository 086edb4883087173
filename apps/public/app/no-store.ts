import type { HeadersFunction } from "@remix-run/node";

/** The address holds a secret, or the answer what somebody typed: nothing keeps the page. */
export const noStore: HeadersFunction = () => ({ "cache-control": "no-store" });

/** What somebody typed is nobody else's: no cache keeps the answer to a form. */
export const noStoreAnswer: HeadersFunction = ({ actionHeaders, parentHeaders, errorHeaders }) =>
  [...actionHeaders].length > 0 || errorHeaders ? { "cache-control": "no-store" } : parentHeaders;
