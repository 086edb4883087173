import { mailLinkSchema } from "@essaim/identity/mail-link.schema";
import { definePublicCommand, type Refusal } from "@essaim/identity/operation";
import { hashToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { registerParticipantSchema } from "./registration.schema.ts";

/** What the public is told, and nothing that would say who else comes. */
export type RegistrationRefusal = "closed" | "full" | "slow_down";

/**
 * Registers somebody without an account at a public session. Whoever is registered already gets the same answer
 * as somebody new, and nobody is told more once the places are taken. A mail confirms it in the language of the page,
 * with a link to cancel.
 * `id` is null: the public process may not read registrations.
 */
export const registerParticipant = definePublicCommand({
  name: "registerParticipant",
  permission: "published:register",
  subject: "participant",
  input: registerParticipantSchema,
  run: async ({ db, input }): Promise<{ ok: true; id: null } | Refusal<RegistrationRefusal>> => {
    const { rows } = await sql<{ said: "registered" | RegistrationRefusal }>`
      select register_participant(${input.organisationId}::uuid, ${input.workshopId}::uuid, ${input.givenName},
        ${input.familyName}, ${input.email}, ${input.phone}, ${input.visitor}, ${input.language}) as said`.execute(
      db,
    );
    const said = rows[0]?.said ?? "closed";
    return said === "registered" ? { ok: true, id: null } : { ok: false, reason: said };
  },
});

/** Cancels a registration by the link of its mail. Refuses a link that serves no more. */
export const cancelRegistration = definePublicCommand({
  name: "cancelRegistration",
  permission: "published:register",
  subject: "participant",
  input: mailLinkSchema,
  run: async ({ db, input }): Promise<{ ok: true; id: null } | Refusal<"unknown">> => {
    const { rows } = await sql<{ done: boolean }>`
      select cancel_registration(${input.organisationId}::uuid, ${hashToken(input.token)}) as done`.execute(
      db,
    );
    return rows[0]?.done ? { ok: true, id: null } : { ok: false, reason: "unknown" };
  },
});
