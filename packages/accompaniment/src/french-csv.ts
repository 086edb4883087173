import { stringify } from "csv-stringify/sync";

/** What a file of CSV begins with, for spreadsheets to read it as UTF-8. */
export const byteOrderMark = "\ufeff";

const isBelowZero = /^-\d+(,\d+)?$/;

/**
 * Lines of CSV as French spreadsheets read them, with semicolons. A text that one of them would compute, because it
 * begins like a formula, is preceded by an apostrophe (OWASP, « CSV Injection »); a negative number computes nothing
 * and stays one, for sums to count it.
 */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], {
    delimiter: ";",
    record_delimiter: "windows",
    escape_formulas: true,
    // Beside those of the library.
    cast: {
      string: (text) =>
        isBelowZero.test(text)
          ? { value: text, escape_formulas: false }
          : text.startsWith("\n")
            ? `'${text}`
            : text,
    },
  });
}
