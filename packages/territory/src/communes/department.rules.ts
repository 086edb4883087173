/** Code of a commune (INSEE), such as 59350 for Lille. */
export const communeCodePattern = /^([0-9]{2}|2[AB])[0-9]{3}$/;

/** The département of a commune by its code: 59350 → 59, 2A004 → 2A, 97411 → 974. */
export function departmentOf(communeCode: string): string {
  return communeCode.slice(0, /^9[78]/.test(communeCode) ? 3 : 2);
}

/**
 * May an address hold both that postcode and that commune? The register knows the postcodes of each; a CEDEX is none of
 * them, and of its département all the same.
 */
export function isPostcodeOf(
  postcode: string,
  commune: { code: string; postcodes: readonly string[] },
): boolean {
  return commune.postcodes.includes(postcode) || isPostcodeIn(postcode, departmentOf(commune.code));
}

/** The post's départements: one for both of Corsica, and Saint-Barthélemy and Saint-Martin kept Guadeloupe's. */
export function isPostcodeIn(postcode: string, departmentCode: string): boolean {
  const postal = departmentCode.replace(/^2[AB]$/, "20").replace(/^97[78]$/, "971");
  return postcode.slice(0, /^9[78]/.test(postcode) ? 3 : 2) === postal;
}

/**
 * The commune of a code that may be a municipal arrondissement's: others say 75111 where our register has Paris,
 * 75056 (INSEE, code officiel géographique).
 */
export function wholeCommune(code: string): string {
  if (/^751(0[1-9]|1\d|20)$/.test(code)) return "75056";
  if (/^6938[1-9]$/.test(code)) return "69123";
  if (/^132(0[1-9]|1[0-6])$/.test(code)) return "13055";
  return code;
}
