import { stringify } from "csv-stringify/sync";

/** What a file of CSV begins with, for spreadsheets to read it as UTF-8. */
export const byteOrderMark = "\ufeff";

/**
 * Lines of CSV as French spreadsheets read them, with semicolons. A text that one of them would compute, because it
 * begins like a formula, is preceded by an apostrophe (OWASP, « CSV Injection »).
 */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], {
    delimiter: ";",
    record_delimiter: "windows",
    escape_formulas: true,
    // Beside those of the library.
    cast: { string: (text) => (text.startsWith("\n") ? `'${text}` : text) },
  });
}
