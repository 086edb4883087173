import { mailLinkSchema } from "@essaim/identity/mail-link.schema";
import { definePublicCommand, definePublicQuery, type Refusal } from "@essaim/identity/operation";
import { hashToken } from "@essaim/identity/token";
import { sql } from "kysely";

// The public process reads no letter and no contact: functions of the database do it, and say little.

/** Whose letters the link of one lets its holder refuse, and whether that is done; null when it serves no more. */
export const findLetter = definePublicQuery({
  name: "findLetter",
  permission: "published:leave",
  input: mailLinkSchema,
  run: async ({ db, input }): Promise<{ organisation: string; isRefused: boolean } | null> => {
    const { rows } = await sql<{ organisation: string; isRefused: boolean }>`
      select organisation_name as organisation, is_refused as "isRefused"
      from find_letter(${input.organisationId}::uuid, ${hashToken(input.token)})`.execute(db);
    return rows[0] ?? null;
  },
});

/** Refuses the letters of an organisation by the link of one of them, as often as one likes. */
export const refuseLetters = definePublicCommand({
  name: "refuseLetters",
  permission: "published:leave",
  subject: "newsletter",
  input: mailLinkSchema,
  run: async ({ db, input }): Promise<{ ok: true; id: null } | Refusal<"unknown">> => {
    const { rows } = await sql<{ done: boolean }>`
      select refuse_letters(${input.organisationId}::uuid, ${hashToken(input.token)}) as done`.execute(
      db,
    );
    return rows[0]?.done ? { ok: true, id: null } : { ok: false, reason: "unknown" };
  },
});
