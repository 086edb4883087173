/** The first words of a text in Markdown without its signs, for a summary. @param most characters */
export function plainWords(markdown: string, most: number): string {
  const words = markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[#*_`>[\]|]|(?<=\s)-+(?=\s)/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (words.length <= most) return words;
  return `${words.slice(0, most).replace(/\s+\S*$/, "")}…`;
}
