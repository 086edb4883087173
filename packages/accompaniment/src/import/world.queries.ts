import { today } from "@essaim/database/today";
import type { Tx } from "@essaim/identity/operation";
import { findCommune } from "@essaim/territory/commune.queries";
import { isInForce } from "@essaim/territory/neighbourhood.queries";
import { wordKey } from "@essaim/territory/text/word.rules";
import { offeredValues } from "../list/value-list.queries.ts";
import { workerListKeys } from "../list/value-list.schema.ts";
import { type StageKind, stageLabels } from "../pathway/stage.schema.ts";
import { workerKindLabels, workerKinds } from "../worker/worker.schema.ts";
import { importFields } from "./import-field.schema.ts";
import type { Choice, Choices } from "./mapping.schema.ts";
import {
  communeKey,
  placeOfRow,
  residenceChoices,
  type World,
  type WrittenCommune,
} from "./row.rules.ts";
import type { Plan } from "./row-reader.ts";
import type { SheetRow } from "./rows-of-sheet.ts";

/** The stages that « Type de contrat » may say. */
const currentStages: readonly StageKind[] = [
  "candidate",
  "diagnosis",
  "cape",
  "cesa",
  "associate",
  "exit",
];

/** What the words of each field may stand for, today. */
export async function loadChoices(db: Tx): Promise<Choices> {
  const values = await offeredValues(db, [...workerListKeys, "exit_reason", "exit_destination"]);
  const neighbourhoods = await db.selectFrom("neighbourhood").select(["code", "name"]).execute();
  const choices: Record<string, readonly Choice[]> = {
    kind: workerKinds.map((id) => ({ id, code: id, label: workerKindLabels[id] })),
    currentStage: currentStages.map((id) => ({ id, code: id, label: stageLabels[id] })),
    residence: [
      { id: residenceChoices.outside, code: "outside", label: "Hors quartier prioritaire" },
      {
        id: residenceChoices.inside,
        code: "yes",
        label: "En quartier prioritaire, celui de sa commune",
      },
      {
        id: residenceChoices.named,
        label: "Le quartier de ce nom ou de ce code",
        aliases: neighbourhoods.flatMap(({ code, name }) => [code, name]),
      },
    ],
    coach: await coachChoices(db),
    resources: await db
      .selectFrom("open_resource")
      .select(["id", "name as label"])
      .orderBy("name")
      .orderBy("id")
      .execute(),
  };
  for (const [field, { list }] of Object.entries(importFields)) {
    if (list) choices[field] = values[list as keyof typeof values];
  }
  return choices;
}

/** Who may accompany somebody, known by their name in either order and by their mail. */
async function coachChoices(db: Tx): Promise<Choice[]> {
  const rows = await db
    .selectFrom("membership as m")
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .where("m.role", "in", ["coach", "manager"])
    .where("m.ended_at", "is", null)
    .select(["m.id", "u.full_name as label", "u.email"])
    .orderBy("u.full_name")
    .orderBy("m.id")
    .execute();
  return rows.map(({ id, label, email }) => {
    const words = label.split(" ");
    const turned = [...words.slice(1), words[0]].join(" ");
    const backwards = [words.at(-1), ...words.slice(0, -1)].join(" ");
    // The given name alone, when nobody else of the team bears it.
    const isOnly = rows.filter((row) => row.label.split(" ")[0] === words[0]).length === 1;
    const aliases = [String(email), turned, backwards, ...(isOnly ? [words[0] ?? ""] : [])];
    return { id, label, aliases };
  });
}

/** What rows are judged by, as it is now. Communes are looked for as rows name them (`findCommunes`). */
export async function loadWorld(
  db: Tx,
): Promise<Omit<World, "communes"> & { communes: Map<string, WrittenCommune> }> {
  const rows = await db
    .selectFrom("neighbourhood as n")
    .innerJoin("neighbourhood_commune as nc", "nc.neighbourhood_code", "n.code")
    .select(["n.code", "n.name", "nc.commune_code as communeCode"])
    .select(isInForce(today()).as("isInForce"))
    .orderBy("n.code")
    .orderBy("nc.commune_code")
    .execute();
  const neighbourhoods = new Map<string, string[]>();
  const neighbourhoodsByName = new Map<string, string[]>();
  const neighbourhoodsByCommune = new Map<string, string[]>();
  for (const { code, name, communeCode, isInForce } of rows) {
    add(neighbourhoods, code, communeCode);
    if (!isInForce) continue;
    add(neighbourhoodsByName, wordKey(name), code);
    add(neighbourhoodsByCommune, communeCode, code);
  }
  return {
    today: today(),
    lists: await offeredValues(db, workerListKeys),
    communes: new Map(),
    neighbourhoods,
    neighbourhoodsByName,
    neighbourhoodsByCommune,
  };
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key);
  if (!values) map.set(key, [value]);
  else if (!values.includes(value)) values.push(value);
}

/** Looks for the communes that some rows name and that were not looked for before. */
export async function findCommunes(
  db: Tx,
  rows: readonly SheetRow[],
  plan: Plan,
  communes: Map<string, WrittenCommune>,
): Promise<void> {
  for (const { cells } of rows) {
    const place = placeOfRow(cells, plan);
    if (!place) continue;
    const key = communeKey(place.commune, place.postcode);
    if (!communes.has(key)) communes.set(key, await findWritten(db, place));
  }
}

async function findWritten(
  db: Tx,
  { commune, postcode }: { commune: string; postcode: string | undefined },
): Promise<WrittenCommune> {
  // A whole paragraph is no name.
  if (commune.length > 120) return { ok: false, reason: "commune_not_found" };
  return await findCommune(db, commune, postcode);
}
