import { today } from "@essaim/database/today";
import { readMailLink } from "@essaim/identity/mail-link.schema";
import { definePublicQuery, NotFound } from "@essaim/identity/operation";
import { hashToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { z } from "zod";
import {
  activityView,
  type PublishedActivity,
  type PublishedResource,
  resourceView,
  webAddress,
} from "../published-record.queries.ts";
import type { RecordKind } from "./record.schema.ts";

export type Preview =
  | { kind: "activity"; activity: PublishedActivity }
  | { kind: "resource"; resource: PublishedResource };

/**
 * The page that a record would have if it were published now.
 * @throws NotFound for a link that no longer serves, as for one that never did
 */
export const getPreview = definePublicQuery({
  name: "getPreview",
  permission: "published:read",
  input: z.object({ link: z.string().max(200) }),
  run: async ({ db, input }): Promise<Preview> => {
    const link = readMailLink(input.link);
    if (!link) throw new NotFound("No such preview");
    const { organisationId, token } = link;
    const { rows } = await sql<{
      id: string;
      kind: RecordKind;
      slug: string;
      content: unknown;
      updatedAt: Date;
      organisation: string;
      websiteUrl: string | null;
    }>`
      select p.id, p.record_kind as kind, p.slug, p.content, p.updated_at as "updatedAt",
        o.name as organisation, o.website_url as "websiteUrl"
      from read_preview(${organisationId}, ${hashToken(token)}) p
      join organisation o on o.id = ${organisationId}`.execute(db);
    const [row] = rows;
    if (!row) throw new NotFound("No such preview");
    const { id, slug, content, updatedAt, organisation, websiteUrl } = row;
    const found = {
      content,
      organisationId,
      published: {
        id,
        slug,
        publishedAt: updatedAt,
        updatedAt,
        // Publishing confirms.
        confirmedOn: today(),
        organisation: { name: organisation, websiteUrl: webAddress(websiteUrl) },
      },
    };
    return row.kind === "activity"
      ? { kind: "activity", activity: await activityView(db, found) }
      : { kind: "resource", resource: await resourceView(db, found) };
  },
});
