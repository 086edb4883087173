import type { TestDatabase } from "@essaim/database/testing";
import { inOrganisation } from "@essaim/database/testing";
import { sql } from "kysely";
import type { AudienceIndicator } from "./audience.schema.ts";

type Tenant = { organisationId: string };

/** A piece with the pages where it is seen, written by the owner. */
export async function addPiece(
  database: TestDatabase,
  { organisationId }: Tenant,
  piece: {
    title: string;
    slug: string;
    kind?: "video" | "audio" | "article";
    places?: { platform: "peertube" | "youtube" | "blog"; url: string; publishedOn?: string }[];
  },
): Promise<string> {
  return await inOrganisation(database.owner.db, { organisationId }, async (db) => {
    const { id } = await db
      .insertInto("piece")
      .values({
        organisation_id: organisationId,
        kind: piece.kind ?? "video",
        title: piece.title,
        slug: piece.slug,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    for (const [position, { platform, url, publishedOn }] of (piece.places ?? []).entries()) {
      await db
        .insertInto("piece_place")
        .values({
          organisation_id: organisationId,
          piece_id: id,
          ...{ position, platform, target_url: url, published_on: publishedOn ?? "2026-01-05" },
        })
        .execute();
    }
    return id;
  });
}

/** What the registry counts of an indicator in a month. */
export async function figureOf(
  database: TestDatabase,
  tenant: Tenant,
  indicatorKey: AudienceIndicator,
  month: string,
): Promise<number> {
  return await inOrganisation(database.owner.db, tenant, async (db) => {
    const { rows } = await sql<{ value: number }>`
      select value from figure_month where organisation_id = ${tenant.organisationId} and indicator_key = ${indicatorKey} and month = ${month}`.execute(
      db,
    );
    return Number(rows[0]?.value ?? 0);
  });
}
