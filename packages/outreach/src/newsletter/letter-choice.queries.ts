import { defineQuery, type Tx } from "@essaim/identity/operation";
import { type PieceKind, pieceKindLabels } from "@essaim/media/piece/published-piece.schema";
import { sql } from "kysely";
import { z } from "zod";
import { type ItemKind, type LetterItem, refOf } from "./newsletter.schema.ts";

/** Something public that a letter may show. */
export type LetterChoice = Omit<LetterItem, "words">;

/** What is public today of the organisation: pieces, sheets, activities, resources, and sessions still to come. */
export const listLetterChoices = defineQuery({
  name: "listLetterChoices",
  permission: "outreach:write",
  input: z.object({}),
  run: async ({ db, actor }) => ({
    choices: await loadChoices(db, actor.organisationId),
    campaigns: await db
      .selectFrom("campaign")
      .select(["id", "name"])
      .orderBy("starts_on", "desc")
      .orderBy("name")
      .execute(),
  }),
});
export type LetterChoices = Awaited<ReturnType<typeof listLetterChoices.run>>;

/** What is public today among these, by what a letter calls it. */
export async function publicAmong(
  db: Tx,
  organisationId: string,
  refs: readonly string[],
): Promise<ReadonlyMap<string, LetterChoice>> {
  // What a browser sends has the letters of an id, and may be none.
  const ids = refs
    .map((ref) => ref.slice(ref.indexOf(":") + 1))
    .filter((id) => z.uuid().safeParse(id).success);
  const choices = ids.length > 0 ? await loadChoices(db, organisationId, ids) : [];
  return new Map(choices.map((one) => [refOf(one), one] as const));
}

/** Characters of a summary: more would be a page. */
const longestSummary = 400;

/** @param ids those asked for, whatever else there is; otherwise what a list offers */
async function loadChoices(
  db: Tx,
  organisationId: string,
  ids?: readonly string[],
): Promise<LetterChoice[]> {
  const choice = (kind: ItemKind, label: string, row: Omit<LetterChoice, "kind" | "label">) => ({
    kind,
    label,
    ...row,
    summary: shortened(row.summary),
  });
  const pieces = await db
    .selectFrom("published_piece")
    .where("organisation_id", "=", organisationId)
    .select(["id", "kind", "slug", "title", "summary"])
    .orderBy("published_at", "desc")
    .$call((query) => (ids ? query.where("id", "in", ids) : query.limit(200)))
    .execute();
  const sheets = await db
    .selectFrom("published_sheet as s")
    .innerJoin("organisation as o", "o.id", "s.organisation_id")
    .where("s.organisation_id", "=", organisationId)
    .select(["s.id", "s.title", "s.path", "o.slug"])
    .orderBy("s.path")
    .$call((query) => (ids ? query.where("s.id", "in", ids) : query.limit(300)))
    .execute();
  const records = await db
    .selectFrom("published_record")
    .where("organisation_id", "=", organisationId)
    .select(["id", "record_kind as kind", "slug", "title", "summary"])
    .orderBy("title")
    .$call((query) => (ids ? query.where("id", "in", ids) : query.limit(500)))
    .execute();
  const sessions = await loadOpenSessions(db);
  return [
    ...pieces.map(({ kind, slug, ...row }) =>
      choice("piece", pieceKindLabels[kind as PieceKind].fr, {
        ...row,
        path: `/mediatheque/${slug}`,
      }),
    ),
    ...sheets.map(({ slug, path, ...row }) =>
      choice("sheet", "Fiche de savoir", { ...row, summary: "", path: `/fiches/${slug}/${path}` }),
    ),
    ...records.map(({ kind, slug, ...row }) =>
      kind === "activity"
        ? choice("activity", "Activité", { ...row, path: `/activites/${slug}` })
        : choice("resource", "Ressource", { ...row, path: `/ressources/${slug}` }),
    ),
    ...sessions.map(({ heldOn, startTime, ...row }) =>
      choice("session", `Rencontre du ${dayOf(heldOn)} à ${clockOf(startTime)}`, {
        ...row,
        path: `/rencontres/${row.id}`,
      }),
    ),
  ];
}

/** By a function of the database: whoever writes letters may not read the agenda. */
async function loadOpenSessions(db: Tx) {
  const { rows } = await sql<{
    id: string;
    title: string;
    summary: string;
    heldOn: string;
    startTime: string;
  }>`select id, title, description as summary, held_on::text as "heldOn", start_time::text as "startTime"
    from list_open_sessions()`.execute(db);
  return rows;
}

function shortened(text: string): string {
  const flat = text.trim();
  if (flat.length <= longestSummary) return flat;
  return `${flat.slice(0, longestSummary).replace(/\s+\S*$/, "")}…`;
}

const frenchDay = new Intl.DateTimeFormat("fr-FR", {
  timeZone: "UTC",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const dayOf = (date: string) => frenchDay.format(new Date(`${date}T00:00Z`));

/** « 14 h 30 », « 9 h ». */
function clockOf(time: string): string {
  const [hour = "", minute = ""] = time.split(":");
  return `${Number(hour)}\u00a0h${minute === "00" ? "" : `\u00a0${minute}`}`;
}
