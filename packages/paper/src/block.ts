/** What a document is made of, whatever it is printed to. */
export type Block =
  | { kind: "text"; text: string }
  | { kind: "quote"; text: string }
  | { kind: "list"; items: readonly string[] }
  | { kind: "facts"; facts: readonly (readonly [term: string, value: string])[] }
  | TableBlock
  | FigureBlock
  /** What is signed, paragraph by paragraph, and room below to sign by hand: never parted by the end of a page. */
  | { kind: "signature"; paragraphs: readonly string[] }
  | { kind: "heading"; text: string };

export type TableBlock = {
  kind: "table";
  caption: string;
  header: readonly string[];
  rows: readonly (readonly string[])[];
  /** Columns of figures, aligned right and never cut. */
  numeric?: readonly number[];
  /** Rows that add others up. */
  totals?: readonly number[];
};

/** A drawing: one SVG with its viewBox, that names no style sheet and no other file. Its figures stand in a table beside it. */
export type FigureBlock = {
  kind: "figure";
  svg: string;
  /** The same, made for the width of a phone: for the printer whose pages are read on one. */
  phoneSvg?: string;
  /** What it shows, in words. */
  alt: string;
  caption: string;
};

export type Chapter = { title: string; blocks: readonly Block[] };

/** A document whole: its title, what is said below it, its chapters, and what each page says at its edges. */
export type Paper = {
  title: string;
  lead: string;
  author: string;
  /** The document as its file and its readers name it. */
  documentTitle: string;
  /** At the top of every page but the first. */
  running?: string;
  footer: string;
  /** Said after the first chapter of a PDF when a character is not in its typeface. */
  onUnreadable?: string;
  chapters: readonly Chapter[];
};
