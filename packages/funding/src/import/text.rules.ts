/** The first characters of a text written on one line, never half of one: the database would refuse it. */
export function cutText(text: string, length: number): string {
  const line = text
    .replace(/\p{Cc}/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return line.length <= length ? line : line.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}
