import { isPostcodeOf } from "@essaim/territory/communes/department.rules";
import { type Cells, cellText } from "@essaim/territory/spreadsheet/cell";
import { blank, folded, isNo, wordKey } from "@essaim/territory/text/word.rules";
import { listOf, type WorkerListKey, workerListKeys } from "../list/value-list.schema.ts";
import { situationSchema } from "../worker/situation.schema.ts";
import { decideResidence } from "../worker/worker.rules.ts";
import { workerRefusals, workerSchema } from "../worker/worker.schema.ts";
import {
  decideEntry,
  decideValues,
  type Moment,
  valueField,
} from "../worker/worker-values.rules.ts";
import {
  communeWritten,
  readBirthCell,
  readPhoneCell,
  readPostcodeCell,
  splitName,
  splitPostcodeAndCommune,
} from "./cell-value.rules.ts";
import { isImportField } from "./import-field.schema.ts";
import type { PreparedPerson, PreparedRow } from "./prepared.schema.ts";
import { type Plan, RowReader } from "./row-reader.ts";
import { dayOf, stagesOfRow } from "./stages-of-row.rules.ts";

/** A commune that somebody wrote, once it was looked for. */
export type WrittenCommune =
  | { ok: true; code: string; postcodes: readonly string[] }
  | { ok: false; reason: "commune_not_found" | "commune_ambiguous" };

/** What the house knows, as it is when the rows are read. */
export type World = {
  today: string;
  /** Values of each list: those that may be chosen. */
  lists: Readonly<
    Record<WorkerListKey, readonly { id: string; code: string | null; label: string }[]>
  >;
  /** By `communeKey`: every commune that the rows name. */
  communes: ReadonlyMap<string, WrittenCommune>;
  /** Communes by code of neighbourhood, of both generations. */
  neighbourhoods: ReadonlyMap<string, readonly string[]>;
  /** Codes by name (`wordKey`), then by commune: those in force. */
  neighbourhoodsByName: ReadonlyMap<string, readonly string[]>;
  neighbourhoodsByCommune: ReadonlyMap<string, readonly string[]>;
};

/** Choices for the words of a column about priority neighbourhoods. */
export const residenceChoices = {
  outside: "outside",
  /** Lives in one, which the commune may tell. */
  inside: "yes",
  /** The word is the name or the code of one. */
  named: "named",
} as const;

/** How a commune is looked for: with its postcode, which tells the two Saint-Denis apart. */
export function communeKey(commune: string, postcode: string | undefined): string {
  return `${wordKey(commune)}|${postcode ?? ""}`;
}

/** The commune and the postcode that a row writes, to be looked for before it is prepared. */
export function placeOfRow(
  cells: Cells,
  plan: Plan,
): { commune: string; postcode: string | undefined } | null {
  const { commune, postcode } = readPlace(new RowReader(plan, 0, cells));
  return commune ? { commune, postcode } : null;
}

/**
 * Reads one row: the person that it tells, by the rules of the forms, or everything that is wrong with it.
 * @param row its number in the sheet
 */
export function prepareRow(row: number, cells: Cells, plan: Plan, world: World): PreparedRow {
  const reader = new RowReader(plan, row, cells);
  if (isTotal(reader)) return { row, person: null, problems: reader.problems, repairs: [] };
  const identity = readIdentity(reader, world);
  const home = readHome(reader, world);
  const supportedFrom =
    dayOf(reader, "supportedFrom", Number(world.today.slice(0, 4)) + 1) ??
    (reader.filled("supportedFrom").length > 0 ? null : plan.mapping.everybody.supportedFrom);
  const stages = stagesOfRow(reader, supportedFrom, world.today);
  const values = readValues(reader, world);
  const dependants = readDependants(reader);
  const resourceIds = reader.choices("resources").sort();
  const began = stages?.[0]?.startsOn ?? supportedFrom ?? undefined;
  const worker = workerSchema.safeParse({ ...identity, ...home.asked, supportedFrom: began });
  if (!worker.success) {
    for (const { path, message } of worker.error.issues) {
      refuseWorker(reader, String(path[0] ?? ""), message, began);
    }
  }
  const { problems, repairs } = reader;
  if (!worker.success || !stages || !values || problems.length > 0) {
    return { row, person: null, problems, repairs };
  }
  const person: PreparedPerson = {
    row,
    worker: worker.data,
    home: home.columns,
    dependants,
    stages,
    values,
    resourceIds,
  };
  return { row, person, problems, repairs };
}

/** What a spreadsheet writes under its last person. */
const total =
  /^((sous )?(total|totaux)( (general|generale|generaux|des? .*|\d+))?|(nombre|moyenne|effectif)s?( .*)?)$/;

/** Tells it, and nothing else: the rest of the line is about nobody. */
function isTotal(reader: RowReader): boolean {
  const fields = ["fullName", "familyName", "givenName"];
  const written = fields.map((field) => reader.text(field) ?? "").join(" ");
  if (!total.test(folded(written))) return false;
  const field = fields.find((one) => reader.text(one) !== undefined) ?? null;
  reader.refuse(field, "Cette ligne ressemble à un total, pas à une personne. Écartez-la.");
  return true;
}

function readIdentity(reader: RowReader, world: World): Record<string, string | undefined> {
  const { plan } = reader;
  let givenName = reader.text("givenName");
  let familyName = reader.text("familyName");
  const whole = reader.text("fullName");
  if (whole && (!givenName || !familyName)) {
    const title = plan.titles.get(reader.columnOf("fullName") ?? 0) ?? "";
    const split = splitName(whole, title);
    givenName ??= split.givenName || undefined;
    familyName ??= split.familyName || undefined;
  }
  const { everybody } = plan.mapping;
  const isOffered = everybody.coachId === null || plan.offered.get("coach")?.has(everybody.coachId);
  if (!isOffered) reader.refuse("coach", workerRefusals.coach_unknown.message);
  return {
    givenName,
    familyName,
    phone: reader.value("phone", readPhoneCell),
    email: reader.text("email")?.replace(/^mailto:\s*/i, ""),
    addressLine: reader.text("addressLine"),
    birth: readBirth(reader, world.today),
    kind: reader.choice("kind") ?? everybody.kind ?? undefined,
    coachId: reader.choice("coach") ?? everybody.coachId ?? undefined,
  };
}

function readBirth(reader: RowReader, today: string): string | undefined {
  const [first] = reader.filled("birth");
  if (!first) return undefined;
  const { plan } = reader;
  const read = readBirthCell(first.cell, {
    // Nobody accompanied is younger than fifteen: « 12/03/85 » was born in 1985, « 12/03/05 » in 2005.
    latestYear: Number(today.slice(0, 4)) - 15,
    isAmerican: plan.monthFirst.has(first.column),
    is1904: plan.is1904,
  });
  if (!read.ok) {
    reader.refuseAt(first.column, read.message);
    return undefined;
  }
  if (read.repair) reader.repairs.push(read.repair);
  return read.value;
}

function readPlace(reader: RowReader): { commune?: string; postcode?: string } {
  const both = reader.text("postcodeAndCommune");
  const split = both ? splitPostcodeAndCommune(both) : { postcode: "", commune: "" };
  const postcode =
    reader.value("postcode", readPostcodeCell) ??
    (split.postcode ? readPostcodeCell({ kind: "text", text: split.postcode }).value : undefined);
  const commune = communeOf(reader) || communeWritten(split.commune) || undefined;
  return { commune, postcode };
}

/** A code that is a number has lost its 0. */
function communeOf(reader: RowReader): string {
  const text = reader.text("commune") ?? "";
  return /^\d{4}$/.test(text) ? `0${text}` : communeWritten(text);
}

/** Where a row says that the person lives: for the schema, then as the columns of the file. */
function readHome(reader: RowReader, world: World) {
  const { commune, postcode } = readPlace(reader);
  const unknown = { communeCode: null, residence: "unknown" as const, neighbourhoodCode: null };
  const asked = { commune, postcode };
  const found = commune ? world.communes.get(communeKey(commune, postcode)) : undefined;
  if (commune && !found) throw new Error("A commune was not looked for");
  if (found && !found.ok) {
    const field = reader.columnOf("commune") === null ? "postcodeAndCommune" : "commune";
    reader.refuse(
      field,
      found.reason === "commune_not_found"
        ? "Aucune commune de ce nom n’est connue. Écrivez son nom officiel ou son code INSEE."
        : workerRefusals[found.reason].message,
    );
    return { asked, columns: unknown };
  }
  const communeCode = found?.code ?? null;
  const choice = neighbourhoodOf(reader, world, communeCode);
  const decision = decideResidence(choice, communeCode, world.neighbourhoods.get(choice) ?? []);
  if (!decision.ok) {
    reader.refuse("residence", workerRefusals[decision.reason].message);
    return { asked, columns: unknown };
  }
  if (found && postcode && /^\d{5}$/.test(postcode) && !isPostcodeOf(postcode, found)) {
    const field = reader.columnOf("postcode") === null ? "postcodeAndCommune" : "postcode";
    reader.refuse(field, workerRefusals.postcode_elsewhere.message);
  }
  const { residence, neighbourhoodCode } = decision;
  return { asked, columns: { communeCode: decision.communeCode, residence, neighbourhoodCode } };
}

/** « outside », « unknown » or the code of a neighbourhood. */
function neighbourhoodOf(reader: RowReader, world: World, communeCode: string | null): string {
  const choice = reader.choice("residence");
  if (choice === residenceChoices.outside) return "outside";
  const inCommune = communeCode ? (world.neighbourhoodsByCommune.get(communeCode) ?? []) : [];
  if (choice === residenceChoices.named) {
    const word = blank(cellText(reader.filled("residence")[0]?.cell));
    const code = word.toUpperCase();
    if (world.neighbourhoods.has(code)) return code;
    const named = world.neighbourhoodsByName.get(wordKey(word)) ?? [];
    const here = communeCode ? named.filter((one) => inCommune.includes(one)) : named;
    if (here.length === 1) return here[0] ?? "unknown";
    reader.refuse(
      "residence",
      here.length === 0
        ? workerRefusals.neighbourhood_elsewhere.message
        : "Plusieurs quartiers portent ce nom. Indiquez la commune, ou le code du quartier (QN…).",
    );
    return "unknown";
  }
  if (choice !== residenceChoices.inside) return "unknown";
  // The only one of the commune can only be that one.
  if (inCommune.length === 1) return inCommune[0] ?? "unknown";
  reader.repairs.push("qpv_unknown");
  return "unknown";
}

/** A person's answers to every list; null when some cannot be, which has been told. */
function readValues(reader: RowReader, world: World): PreparedPerson["values"] | null {
  const before = reader.problems.length;
  const values: PreparedPerson["values"] = [];
  for (const key of workerListKeys) {
    const choices = world.lists[key].map((value) => ({ ...value, isRetired: false }));
    const decided = (moment: Moment): string[] => {
      const field = valueField(key, moment);
      if (!isImportField(field)) return [];
      const decision = decideValues(key, choices, [], reader.choices(field));
      if (decision.ok) return decision.ids;
      reader.refuse(field, decision.message);
      return [];
    };
    const now = decided("now");
    const entry = listOf(key).hasEntry
      ? decideEntry({ entry: [], now: [] }, { entry: decided("entry"), now })
      : [];
    values.push(...now.map((valueId) => ({ key, moment: "now" as const, valueId })));
    values.push(...entry.map((valueId) => ({ key, moment: "entry" as const, valueId })));
  }
  return reader.problems.length > before ? null : values;
}

function readDependants(reader: RowReader): number | null {
  const text = reader.text("dependants");
  if (text === undefined) return null;
  const read = situationSchema.shape.dependants.safeParse(isNo(text) ? "0" : text);
  if (read.success) return read.data;
  reader.refuse("dependants", read.error.issues[0]?.message ?? "");
  return null;
}

/** Says what the schema of the form refuses, in the column that it comes from. */
function refuseWorker(
  reader: RowReader,
  field: string,
  message: string,
  began: string | undefined,
): void {
  const fallback: Record<string, string> = {
    givenName: "fullName",
    familyName: "fullName",
    coachId: "coach",
    postcode: "postcodeAndCommune",
  };
  if (field === "supportedFrom") {
    // Without a date, the pathway has said so already.
    if (began === undefined) return;
    if (reader.columnOf(field) === null) message = `Début de l’accompagnement\u202f: ${message}`;
  }
  const other = fallback[field];
  reader.refuse(reader.columnOf(field) === null && other ? other : field, message);
}
