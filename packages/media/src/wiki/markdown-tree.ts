import type { Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

const parser = unified().use(remarkParse).use(remarkGfm);

/** The tree of a text in Markdown, with tables, footnotes and crossed out words (GFM). */
export const treeOf = (markdown: string): Root => parser.parse(markdown);
