import { defineQuery, type Tx } from "@essaim/identity/operation";
import { type PieceKind, pieceKindLabels } from "@essaim/media/piece/published-piece.schema";
import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import { holdsWords } from "../holds-words.ts";
import { type ItemKind, itemKinds, type LetterItem, refOf } from "./newsletter.schema.ts";

/** Something public that a letter may show. */
export type LetterChoice = Omit<LetterItem, "words">;

/** Of each kind, how many things a search shows, and how many are proposed before any. */
const mostFound = 10;
const mostProposed = 2;

/**
 * What a letter may show: public today, by the words of its title, or the latest without any; of each kind, the first
 * ones. `campaigns`: those that a letter may be of.
 */
export const listLetterChoices = defineQuery({
  name: "listLetterChoices",
  permission: "outreach:write",
  input: z.object({ search: z.string() }),
  run: async ({ db, actor, input }) => {
    const { search } = input;
    const limit = search === "" ? mostProposed : mostFound;
    const found = await loadChoices(db, actor.organisationId, { search, limit: limit + 1 });
    return {
      search,
      choices: itemKinds.flatMap((kind) =>
        found.filter((one) => one.kind === kind).slice(0, limit),
      ),
      /** Of some kind, more answer to these words. */
      hasMore: itemKinds.some((kind) => found.filter((one) => one.kind === kind).length > limit),
      campaigns: await db
        .selectFrom("campaign")
        .select(["id", "name"])
        .orderBy("starts_on", "desc")
        .orderBy("name")
        .execute(),
    };
  },
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
  const choices = ids.length > 0 ? await loadChoices(db, organisationId, { ids }) : [];
  return new Map(choices.map((one) => [refOf(one), one] as const));
}

/** Characters of a summary: more would be a page. */
const longestSummary = 400;

type Wanted = { ids: readonly string[] } | { search: string; limit: number };

/** @param wanted those asked for, whatever else there is; or the first ones whose titles hold these words */
async function loadChoices(
  db: Tx,
  organisationId: string,
  wanted: Wanted,
): Promise<LetterChoice[]> {
  const choice = (kind: ItemKind, label: string, row: Omit<LetterChoice, "kind" | "label">) => ({
    kind,
    label,
    ...row,
    summary: shortened(row.summary),
  });
  const isWanted = (id: string, title: string) =>
    "ids" in wanted
      ? sql<boolean>`${sql.ref(id)} = any(${[...wanted.ids]}::uuid[])`
      : holdsWords(sql.ref(title), wanted.search);
  const most = "ids" in wanted ? wanted.ids.length : wanted.limit;
  const pieces = await db
    .selectFrom("published_piece")
    .where("organisation_id", "=", organisationId)
    .where(isWanted("id", "title"))
    .select(["id", "kind", "slug", "title", "summary"])
    .orderBy("published_at", "desc")
    .limit(most)
    .execute();
  const sheets = await db
    .selectFrom("published_sheet as s")
    .innerJoin("organisation as o", "o.id", "s.organisation_id")
    .where("s.organisation_id", "=", organisationId)
    .where(isWanted("s.id", "s.title"))
    .select(["s.id", "s.title", "s.path", "o.slug"])
    .orderBy("s.published_at", "desc")
    .orderBy("s.path")
    .limit(most)
    .execute();
  const records = async (kind: "activity" | "resource") =>
    await db
      .selectFrom("published_record")
      .where("organisation_id", "=", organisationId)
      .where("record_kind", "=", kind)
      .where(isWanted("id", "title"))
      .select(["id", "slug", "title", "summary"])
      .orderBy("published_at", "desc")
      .orderBy("title")
      .limit(most)
      .execute();
  const [activities, resources] = [await records("activity"), await records("resource")];
  const sessions = (await loadOpenSessions(db, isWanted("s.id", "s.title"))).slice(0, most);
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
    ...activities.map(({ slug, ...row }) =>
      choice("activity", "Activité", { ...row, path: `/activites/${slug}` }),
    ),
    ...resources.map(({ slug, ...row }) =>
      choice("resource", "Ressource", { ...row, path: `/ressources/${slug}` }),
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
async function loadOpenSessions(db: Tx, isWanted: RawBuilder<boolean>) {
  const { rows } = await sql<{
    id: string;
    title: string;
    summary: string;
    heldOn: string;
    startTime: string;
  }>`select id, title, description as summary, held_on::text as "heldOn", start_time::text as "startTime"
    from list_open_sessions() s where ${isWanted}`.execute(db);
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
