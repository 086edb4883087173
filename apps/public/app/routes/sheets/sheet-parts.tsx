import type { PublicSheet } from "@essaim/media/sheet/published-sheet.queries";
import { exportFormatLabels, exportFormats } from "@essaim/media/wiki/export.schema";
import { useI18n } from "~/i18n/i18n";

/** Those below one sheet, or at the root (null), each with its own below it. */
export function SheetList({
  sheets,
  organisation,
  parentPath,
}: {
  sheets: readonly PublicSheet[];
  organisation: string;
  parentPath: string | null;
}) {
  const { paths, locale } = useI18n();
  const own = sheets.filter((one) => one.parentPath === parentPath);
  if (own.length === 0) return null;
  return (
    <ul className={parentPath === null ? "max-w-measure" : "ml-2 border-l border-line pl-4"}>
      {own.map((sheet) => (
        <li key={sheet.path}>
          <a
            href={paths.sheet(organisation, sheet.path)}
            lang={sheet.language === locale ? undefined : sheet.language}
            className="inline-flex min-h-11 items-center"
          >
            {sheet.title}
          </a>
          <SheetList sheets={sheets} organisation={organisation} parentPath={sheet.path} />
        </li>
      ))}
    </ul>
  );
}

/** A branch as files, in each format. */
export function TakeAway({
  organisation,
  path,
  label,
}: {
  organisation: string;
  path: string;
  label: string;
}) {
  const { paths } = useI18n();
  return (
    <p className="flex flex-wrap items-center gap-x-4 print:hidden">
      <span>{label}</span>
      {exportFormats.map((format) => (
        <a
          key={format}
          href={paths.sheetExport(organisation, path, format)}
          rel="nofollow"
          download
          className="inline-flex min-h-11 items-center"
        >
          {exportFormatLabels[format]}
        </a>
      ))}
    </p>
  );
}
