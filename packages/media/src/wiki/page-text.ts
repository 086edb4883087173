import type { PublicSheetText } from "../sheet/published-sheet.queries.ts";
import { withFullAddresses } from "./full-addresses.ts";
import { wikitextOf } from "./wikitext.writer.ts";

/** Says, to whoever reads the wikitext and to us, that the list under it is ours: a list of the sheet has none. */
export const belowMark = "<!-- Fiches du dessous, tenues à jour par Essaim -->";

type Addresses = {
  /** The title of the page of the same wiki that an address leads to; null for any other address. */
  pageOf: (url: string) => string | null;
  addressOf: (path: string) => string;
};

/** The text, the sheets right below, and where the sheet comes from, which its licence wants said. */
export function pageText(
  sheet: PublicSheetText,
  sheets: readonly PublicSheetText[],
  { pageOf, addressOf }: Addresses,
): string {
  const links = sheets
    .filter((one) => one.parentPath === sheet.path)
    .flatMap((one) => {
      const page = pageOf(addressOf(one.path));
      return page === null ? [] : `* [[:${page}|${wikitextOf(one.title)}]]`;
    });
  const from = wikitextOf(
    `Fiche tenue à jour sur ${addressOf(sheet.path)} (${sheet.licenceExpression}).`,
  );
  return [
    wikitextOf(withFullAddresses(sheet.body, { addressOf }), { pageOf }),
    links.length > 0 ? [belowMark, ...links].join("\n") : "",
    `----\n<small>${from}</small>`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
