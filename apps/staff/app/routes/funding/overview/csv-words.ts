/** Whole cents as French spreadsheets read a number: « -1234,50 »; empty when not known. */
export function euros(cents: number | null): string {
  if (cents === null) return "";
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)},${digits.slice(-2)}`;
}
