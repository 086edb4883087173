import { z } from "zod";
import { communeCodePattern, departmentOf } from "./department.rules.ts";

/** The register of communes, as it is written to the database. */
export type CommuneRegister = {
  communes: {
    code: string;
    name: string;
    departmentCode: string;
    postcodes: string[];
    epciCode: string | null;
    population: number | null;
  }[];
  /** Communes that joined another and whose names are still in use: delegated, associated. */
  former: { code: string; name: string; communeCode: string }[];
  epcis: { code: string; name: string }[];
  /** Degrees, WGS 84; by code. Empty: the centres known before stay. */
  centres: { code: string; lon: number; lat: number }[];
};

/** France has 34,969 communes on 1 January 2026: a file with fewer than this is not the whole register. */
const FEWEST_COMMUNES = 34_000;

const communeCode = z.string().regex(communeCodePattern);
const communesFile = z.array(
  z.object({
    code: communeCode,
    nom: z.string().min(1).max(100),
    type: z.enum([
      "commune-actuelle",
      "commune-deleguee",
      "commune-associee",
      "arrondissement-municipal",
    ]),
    chefLieu: communeCode.optional(),
    codesPostaux: z.array(z.string().regex(/^[0-9]{5}$/)).default([]),
    population: z.int().min(0).optional(),
  }),
);
/** As https://geo.api.gouv.fr/communes?fields=code,centre gives them (API Découpage administratif, Licence Ouverte). */
const centresFile = z.array(
  z.object({
    code: communeCode,
    centre: z.object({
      type: z.literal("Point"),
      coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
    }),
  }),
);
const epciFile = z.array(
  z.object({
    code: z.string().regex(/^[0-9]{9}$/),
    nom: z.string().min(1).max(200),
    membres: z.array(z.object({ code: communeCode })),
  }),
);

/** A register that cannot be trusted: `message` says in French what is wrong, and where. */
export class RegisterRefused extends Error {}

/**
 * Reads the whole register before anything is written.
 * @param files the contents of `communes.json` and `epci.json` of « @etalab/decoupage-administratif » (INSEE, La Poste
 *   and the Direction générale des collectivités locales, Licence Ouverte); maybe the answer of the API Découpage
 *   administratif with the centre of each commune
 * @throws RegisterRefused
 */
export function readCommuneRegister(files: {
  communes: string;
  epci: string;
  centres?: string;
}): CommuneRegister {
  const rows = parse("communes", communesFile, files.communes);
  const groups = parse("intercommunalités", epciFile, files.epci);
  const centres = files.centres ? parse("centres", centresFile, files.centres) : [];
  const current = rows.filter((row) => row.type === "commune-actuelle");
  if (current.length < FEWEST_COMMUNES) {
    throw new RegisterRefused(
      `Le fichier des communes n’en contient que ${current.length.toLocaleString("fr-FR")}\u202f: ce n’est pas celui de toute la France.`,
    );
  }
  const nameOf = new Map<string, string>();
  for (const { code, nom } of current) {
    if (nameOf.has(code))
      throw new RegisterRefused(`La commune ${code} est deux fois dans le fichier.`);
    nameOf.set(code, nom);
  }
  const epciOf = new Map(
    groups.flatMap(({ code, membres }) => membres.map((one) => [one.code, code])),
  );
  return {
    communes: current.map(({ code, nom, codesPostaux, population }) => ({
      code,
      name: typographic(nom),
      departmentCode: departmentOf(code),
      postcodes: codesPostaux,
      epciCode: epciOf.get(code) ?? null,
      population: population ?? null,
    })),
    former: rows.flatMap(({ code, nom, type, chefLieu }) =>
      (type === "commune-deleguee" || type === "commune-associee") &&
      chefLieu &&
      nameOf.has(chefLieu) &&
      nameOf.get(chefLieu) !== nom
        ? [{ code, name: typographic(nom), communeCode: chefLieu }]
        : [],
    ),
    epcis: groups.map(({ code, nom }) => ({ code, name: typographic(nom) })),
    centres: centres.map(({ code, centre: { coordinates } }) => ({
      code,
      lon: coordinates[0],
      lat: coordinates[1],
    })),
  };
}

const typographic = (name: string) => name.replaceAll("'", "’");

function parse<T>(what: string, schema: z.ZodType<T>, text: string): T {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new RegisterRefused(`Le fichier des ${what} n’est pas du JSON, ou est coupé.`);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [row, field] = parsed.error.issues[0]?.path ?? [];
  const place =
    typeof row === "number"
      ? `, élément ${row + 1}${field === undefined ? "" : `, champ « ${String(field)} »`}`
      : "";
  throw new RegisterRefused(`Le fichier des ${what} n’a pas la forme attendue${place}.`);
}
