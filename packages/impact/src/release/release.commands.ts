import { today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, defineQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { loadSolver } from "../disclosure/solver.ts";
import { loadRelease } from "./release.queries.ts";
import { type WrittenRelease, writeRelease } from "./release.rules.ts";
import { type MakeRelease, makeReleaseSchema } from "./release.schema.ts";
import { loadReleaseSource } from "./release-source.queries.ts";

/** What a release would say, and why figures would be missing; nothing is kept. @throws NotFound */
export const previewRelease = defineQuery({
  name: "previewRelease",
  permission: "impact:publish",
  input: makeReleaseSchema.pick({ grantId: true, cutOffOn: true }),
  run: async ({ db, actor, input: { grantId, cutOffOn } }) => {
    const source = await loadReleaseSource(db, actor, grantId, cutOffOn);
    return writeRelease(source, cutOffOn, today(), await loadSolver());
  },
});

/** Releases the figures of a grant at a day, for its funder and maybe for everybody. @throws NotFound */
export const makeRelease = defineCommand({
  name: "makeRelease",
  permission: "impact:publish",
  subject: "figure_release",
  input: makeReleaseSchema,
  run: async ({ db, actor, input }) => {
    await holdReleases(db, actor, input.grantId);
    const source = await loadReleaseSource(db, actor, input.grantId, input.cutOffOn);
    const written = writeRelease(source, input.cutOffOn, today(), await loadSolver());
    if (!written.ok) return written;
    return { ok: true, id: await keepRelease(db, actor, input, written) } as const;
  },
});

/**
 * What is released at once by two people is decided one after the other: the second one reads what the first one said.
 * Before anything that is decided from is read.
 */
export async function holdReleases(db: Tx, actor: MemberActor, grantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`release ${actor.organisationId}`}, 0))`.execute(
    db,
  );
  // Nobody changes its period or its standing meanwhile.
  await db
    .selectFrom("funding_grant")
    .where("id", "=", grantId)
    .select("id")
    .forNoKeyUpdate()
    .execute();
}

/** Keeps what was decided since `holdReleases`. @returns the id of the release */
export async function keepRelease(
  db: Tx,
  actor: MemberActor,
  { grantId, cutOffOn, isPublic }: MakeRelease,
  { content, details }: WrittenRelease,
): Promise<string> {
  const { id } = await db
    .insertInto("figure_release")
    .values({
      organisation_id: actor.organisationId,
      grant_id: grantId,
      cut_off_on: cutOffOn,
      content: JSON.stringify(content),
      details: JSON.stringify(details),
      is_public: isPublic,
      made_by: actor.membershipId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Makes a release readable by everybody, or by its funder alone again. @throws NotFound */
export const showRelease = defineCommand({
  name: "showRelease",
  permission: "impact:publish",
  subject: "figure_release",
  input: z.object({ id: z.uuid(), isPublic: z.boolean() }),
  run: async ({ db, input: { id, isPublic } }) => {
    await loadRelease(db, id);
    await db
      .updateTable("figure_release")
      .set({ is_public: isPublic })
      .where("id", "=", id)
      .execute();
    return { ok: true, id } as const;
  },
});
