// What a spreadsheet may weigh before it is refused: far more than any list of people, far less than what
// would fill the memory.

/** Lines of people in one sheet. */
export const MOST_ROWS = 20_000;
export const MOST_COLUMNS = 200;
/** The highest number that a row may have, though spreadsheets stop far below: the database counts so far. */
export const LAST_ROW = 1_000_000_000;
/** Separators in one line of CSV, past which it is no table. */
export const MOST_SEPARATORS = 20_000;
export const MOST_SHEETS = 50;
/** Bytes that the parts of a file may come to once decompressed, all together. */
export const MOST_UNZIPPED = 400 * 1024 * 1024;
/** Parts in a file: sheets, styles, pictures… */
export const MOST_ENTRIES = 2_000;
/** How many times smaller a part may be made: no sheet of ours compresses so well, and what does is a trap. */
export const MOST_RATIO = 200;
/** Under this size a part may compress as well as it likes. */
export const RATIO_FROM = 5 * 1024 * 1024;
/** Characters kept of one cell: no field takes as many. */
export const LONGEST_CELL = 2_000;
/** Characters of the table of texts of an XLSX file, all together. */
export const MOST_SHARED_TEXT = 60 * 1024 * 1024;
/** Different words of a column that are remembered, so that each can be given a meaning. */
export const MOST_WORDS = 100;
/** Bytes of XML without a single tag: a reader would have to hold all of them. */
export const LONGEST_XML_TEXT = 4 * 1024 * 1024;
