/** The département of a commune by its code: 59350 → 59, 2A004 → 2A, 97411 → 974. */
export function departmentOf(communeCode: string): string {
  return communeCode.slice(0, /^9[78]/.test(communeCode) ? 3 : 2);
}
