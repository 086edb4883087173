/** What cells of a column look like, counted. */
export type Look = "day" | "number" | "phone" | "email" | "postcode" | "neighbourhood" | "name";

/** A word of a column, as it was first spelt. `key` is how it is compared. */
export type Word = { key: string; text: string; count: number };

export type ColumnReading = {
  /** From 1. */
  column: number;
  /** Does the spreadsheet keep it from sight? */
  isHidden: boolean;
  /** Empty when the column has none. */
  title: string;
  /** At most three different cells. */
  samples: string[];
  /** Cells that hold something. */
  filled: number;
  looks: Partial<Record<Look, number>>;
  /** Its different words; null when they are too many or too long to stand for a value. */
  words: Word[] | null;
  /** Its different answers when a cell lists several; null likewise, or when none does. */
  parts: Word[] | null;
  /** A row whose date puts the month before the day, if any. */
  monthFirstRow: number | null;
};

export type SheetReading = {
  sheet: number;
  name: string;
  isHidden: boolean;
  /** The row of the titles. */
  headerRow: number;
  /** Rows under the titles that hold something. */
  rowCount: number;
  /** How many of them the spreadsheet keeps from sight, and the first. */
  hiddenRows: { count: number; first: number | null };
  columns: ColumnReading[];
  /** Why it cannot be taken over, each in a sentence that quotes no cell. */
  faults: string[];
};

/** What was found in a file. */
export type Reading = {
  format: "xlsx" | "ods" | "csv";
  encoding: string | null;
  is1904: boolean;
  sheets: SheetReading[];
};
