/** The first words of a text in Markdown without its titles and signs, for a summary. @param most characters */
export function plainWords(markdown: string, most: number): string {
  const words = wordsOf(markdown.replace(/^ {0,3}#{1,6} .*$/gm, "")) || wordsOf(markdown);
  if (words.length <= most) return words;
  return `${words.slice(0, most).replace(/\s+\S*$/, "")}…`;
}

const wordsOf = (markdown: string) =>
  markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\*+|`+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, "")
    .replace(/[#>[\]|]|(?<=\s)-+(?=\s)/g, " ")
    .replace(/\s+/g, " ")
    .trim();
