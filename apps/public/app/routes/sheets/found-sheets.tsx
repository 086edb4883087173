import type { FoundSheet } from "@essaim/media/sheet/sheet-search.queries";
import { SearchField } from "@essaim/ui/search-field";
import { Highlight } from "~/components/results";
import { useI18n } from "~/i18n/i18n";

/** Sheets that hold the words, with some of them around what was found. */
export function FoundSheets({ sheets }: { sheets: readonly FoundSheet[] }) {
  const { paths, locale } = useI18n();
  return (
    <ol className="flex flex-col">
      {sheets.map((sheet) => (
        <li
          key={`${sheet.organisation}/${sheet.path}`}
          className="border-t border-line py-4 first:border-0 first:pt-0 print:break-inside-avoid"
        >
          <article
            lang={sheet.language === locale ? undefined : sheet.language}
            className="flex max-w-measure flex-col gap-1"
          >
            <h3 className="text-lg">
              <a href={paths.sheet(sheet.organisation, sheet.path)}>
                <Highlight parts={sheet.title} />
              </a>
            </h3>
            <p className="wrap-anywhere">
              <Highlight parts={sheet.excerpt} />
            </p>
            <p className="text-sm text-muted">{sheet.organisationName}</p>
          </article>
        </li>
      ))}
    </ol>
  );
}

/** Looks for words in every sheet. */
export function SheetSearch({ q = "" }: { q?: string }) {
  const { t, paths } = useI18n();
  return (
    <search>
      <form method="get" action={paths.sheets} className="max-w-xl print:hidden">
        <SearchField
          label={t("sheets.search")}
          hideLabel
          placeholder={t("sheets.search")}
          defaultValue={q}
        />
      </form>
    </search>
  );
}
