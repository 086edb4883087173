/** The licences under which sheets are given (`sheetLicences`), by their full name and where they are read. */
const known: Record<string, { name: string; url: string }> = {
  "CC-BY-SA-4.0": {
    name: "Creative Commons Attribution - Partage dans les mêmes conditions 4.0 International",
    url: "https://creativecommons.org/licenses/by-sa/4.0/",
  },
  "CC-BY-4.0": {
    name: "Creative Commons Attribution 4.0 International",
    url: "https://creativecommons.org/licenses/by/4.0/",
  },
  "CC0-1.0": {
    name: "Creative Commons Zero 1.0 Universel (domaine public)",
    url: "https://creativecommons.org/publicdomain/zero/1.0/",
  },
  "CC-BY-SA-3.0": {
    name: "Creative Commons Attribution - Partage dans les mêmes conditions 3.0",
    url: "https://creativecommons.org/licenses/by-sa/3.0/",
  },
};

/** @param expression SPDX */
export function licenceNamed(expression: string): { name: string; url: string } {
  return (
    known[expression] ?? {
      name: expression,
      url: `https://spdx.org/licenses/${encodeURIComponent(expression)}.html`,
    }
  );
}
