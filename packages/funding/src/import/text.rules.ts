/** The first characters of a text written on one line, never half of one: the database would refuse it. */
export function cutText(text: string, length: number): string {
  const line = text
    .replace(/\p{Cc}/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return line.length <= length ? line : line.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}

/** Characters that a source key may have. */
const LONGEST_KEY = 300;

/** A key as it is, or its beginning and a sum of the rest (FNV-1a, 64 bits) when it is too long. */
export function shortKey(key: string): string {
  const clean = key.replace(/\p{Cc}/gu, " ").replace(/[\ud800-\udfff]/gu, "\ufffd");
  if (clean.length <= LONGEST_KEY) return clean;
  let sum = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(clean)) {
    sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
  }
  return `${clean.slice(0, LONGEST_KEY - 17)}#${sum.toString(16).padStart(16, "0")}`;
}
