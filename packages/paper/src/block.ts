/** What a document is made of, whatever it is printed to. */
export type Block =
  | { kind: "text"; text: string }
  | { kind: "quote"; text: string }
  | { kind: "list"; items: readonly string[] }
  | { kind: "facts"; facts: readonly (readonly [term: string, value: string])[] }
  | TableBlock
  /** A word, and room below it to sign by hand. */
  | { kind: "signature"; text: string }
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
  chapters: readonly Chapter[];
};
