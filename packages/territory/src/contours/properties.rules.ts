import { communeCodePattern, wholeCommune } from "../communes/department.rules.ts";
import type { Generation } from "./contours.schema.ts";
import { isDepartment } from "./territory-place.rules.ts";

/** Names of columns met in official files, in lower case: those of 2024 first, then those of 2015. */
const columns = {
  code: ["code_qp", "code_qpv"],
  name: ["lib_qp", "nom_qp", "lib_qpv", "nom_qpv"],
  communeCodes: ["insee_com", "code_commune", "code_insee"],
  communeNames: ["lib_com", "nom_commune", "commune_qp", "nom_com"],
};

/** What a feature says of itself; empty where it says nothing. */
export type WrittenProperties = {
  code: string;
  name: string;
  communeCodes: string[];
  communeNames: string[];
};

/** Finds the columns, whatever their case, and splits cells that hold several communes. */
export function readProperties(properties: Record<string, unknown>): WrittenProperties {
  const written = new Map(
    Object.entries(properties).map(([column, value]) => [column.toLowerCase(), text(value)]),
  );
  const first = (names: string[]) => names.map((name) => written.get(name)).find(Boolean) ?? "";
  return {
    code: first(columns.code).toUpperCase(),
    name: first(columns.name).replaceAll("'", "’"),
    communeCodes: unique(
      first(columns.communeCodes)
        .toUpperCase()
        .split(/[^0-9A-Z]+/)
        .filter(Boolean)
        .map((code) => wholeCommune(code.padStart(5, "0"))),
    ),
    communeNames: unique(
      first(columns.communeNames)
        .replaceAll("'", "’")
        .split(/\s*[,;/|]\s*/)
        .filter(Boolean),
    ),
  };
}

/** Numbers too: some tools write the code 01004 as 1004. */
function text(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number") return "";
  return String(value)
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
}

const unique = (values: string[]) => [...new Set(values)];

/** The code of a neighbourhood: its generation, its département in three characters, its own number. */
const codes: Record<Generation, { pattern: RegExp; example: string }> = {
  2015: { pattern: /^QP(0\d\d|02[AB]|9[78]\d)\d{3}$/, example: "QP059001" },
  2024: { pattern: /^QN(0\d\d|02[AB]|9[78]\d)\d{2}[A-Z]$/, example: "QN05971M" },
};

/** Why a code cannot be one of that generation: a French sentence without its end. */
export function wrongCode(code: string, generation: Generation): string | null {
  if (!code) return "Le code du quartier (code_qp) manque";
  const { pattern, example } = codes[generation];
  const other: Generation = generation === 2015 ? 2024 : 2015;
  if (codes[other].pattern.test(code)) {
    return `Le quartier est de la génération ${other}, et non ${generation}`;
  }
  return pattern.test(code) && isDepartment(departmentOfNeighbourhood(code))
    ? null
    : `Le code du quartier n’est pas de la forme ${example}`;
}

/** QP066007 → 66, QN02A01M → 2A, QN97414I → 974. */
export function departmentOfNeighbourhood(code: string): string {
  return code.slice(2, 5).replace(/^0/, "");
}

export const isCommuneCode = (code: string) => communeCodePattern.test(code);
