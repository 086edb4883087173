import { connect, type Database } from "@essaim/database/connection";
import { type MemberActor, memberActor } from "@essaim/identity/actor";
import { demoPassword } from "@essaim/identity/demo-account";
import { hashPassword } from "@essaim/identity/password";
import { sql } from "kysely";
import { Stop } from "../steps.mjs";
import { communes, neighbourhoods } from "./neighbourhoods.ts";
import type { Account } from "./personas.ts";
import { organisation } from "./programme.ts";
import { otherOrganisation } from "./second-organisation.ts";

/** Fixed, so that the owner, whom row level security binds too, finds them again. */
export const opteosId = "01900000-0000-7000-8000-000000000001";
export const otherId = "01900000-0000-7000-8000-000000000002";

/** The audit line written last: without it, the demonstration is not complete. */
const lastOperation = "seedDemo";

/** Runs something as the owner, inside one organisation. */
async function inside<T>(
  owner: Database,
  organisationId: string,
  run: (db: Database) => Promise<T>,
): Promise<T> {
  return owner.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${organisationId}, true)`.execute(db);
    return run(db);
  });
}

export async function isComplete(owner: Database): Promise<boolean> {
  const line = await inside(owner, opteosId, (db) =>
    db
      .selectFrom("audit_event")
      .select("id")
      .where("organisation_id", "=", opteosId)
      .where("operation", "=", lastOperation)
      .executeTakeFirst(),
  );
  return line !== undefined;
}

export async function markComplete(owner: Database): Promise<void> {
  await inside(owner, opteosId, (db) =>
    db
      .insertInto("audit_event")
      .values({
        organisation_id: opteosId,
        operation: lastOperation,
        subject_type: "organisation",
        subject_id: opteosId,
      })
      .execute(),
  );
}

/** Is there anything here that the demonstration did not make? */
export async function holdsOtherData(auth: Database): Promise<boolean> {
  const organisation = await auth
    .selectFrom("organisation")
    .select("id")
    .where("id", "not in", [opteosId, otherId])
    .executeTakeFirst();
  const account = await auth
    .selectFrom("user_account")
    .select("id")
    .where("is_demo", "=", false)
    .executeTakeFirst();
  return organisation !== undefined || account !== undefined;
}

/**
 * Empties the tables of what an interrupted seeding left. Only called when nothing else is there.
 * @throws Stop, with a sentence to show, when the database holds anything else
 */
export async function clear(owner: Database, auth: Database): Promise<void> {
  if (await holdsOtherData(auth)) {
    throw new Stop(
      "La base de données contient déjà une organisation ou des comptes : les données de démonstration n’y sont pas chargées. Choisissez une autre base, ou démarrez avec NODE_ENV=production.",
    );
  }
  // Every other table of a tenant or of a person hangs from these two.
  await sql`truncate organisation, user_account cascade`.execute(owner);
}

/** Reference data that any organisation shares; what is already there stays. */
export async function addTerritory(owner: Database): Promise<void> {
  const spread = neighbourhoods.flatMap(({ code, communeCodes }) =>
    communeCodes.map((communeCode) => ({ neighbourhood_code: code, commune_code: communeCode })),
  );
  await owner.transaction().execute(async (db) => {
    await db
      .insertInto("commune")
      .values(
        communes.map(({ code, name, departmentCode }) => ({
          code,
          name,
          department_code: departmentCode,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db
      .insertInto("neighbourhood")
      .values(neighbourhoods.map(({ code, name, generation }) => ({ code, name, generation })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db
      .insertInto("neighbourhood_commune")
      .values(spread)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

export async function addOrganisations(owner: Database): Promise<void> {
  for (const [id, { name, slug, websiteUrl }] of [
    [opteosId, organisation],
    [otherId, otherOrganisation],
  ] as const) {
    await inside(owner, id, (db) =>
      db.insertInto("organisation").values({ id, name, slug, website_url: websiteUrl }).execute(),
    );
  }
}

/** Opens the connection that may write accounts. */
export const connectToAccounts = (options: { url: string; secret: string }) =>
  connect({ ...options, role: "essaim_auth", max: 1 });

/** One hash for all the accounts, which share their password: argon2 is slow on purpose. */
export const hashDemoPassword = () => hashPassword(demoPassword);

/**
 * Makes an account and its membership.
 * @param funderId for a funder, the funder it is bound to
 */
export async function addMember(
  auth: Database,
  organisationId: string,
  account: Account,
  passwordHash: string,
  funderId: string | null = null,
): Promise<MemberActor> {
  const { id: userId } = await auth
    .insertInto("user_account")
    .values({
      email: account.email,
      full_name: account.fullName,
      password_hash: passwordHash,
      is_demo: true,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { id: membershipId } = await auth
    .insertInto("membership")
    .values({
      organisation_id: organisationId,
      user_id: userId,
      role: account.role,
      funder_id: funderId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return memberActor({
    organisationId,
    membershipId,
    userId,
    role: account.role,
    funderId,
    requestId: "demo",
  });
}
