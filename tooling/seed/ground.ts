import { connect, type Database } from "@essaim/database/connection";
import { type MemberActor, memberActor } from "@essaim/identity/actor";
import { demoPassword } from "@essaim/identity/demo-account";
import { hashPassword } from "@essaim/identity/password";
import { writeCentres } from "@essaim/territory/communes/register";
import { importContours } from "@essaim/territory/contours/import-contours";
import { importIndicators } from "@essaim/territory/indicators/import-indicators";
import { sql } from "kysely";
import { Stop } from "../steps.mjs";
import { approximateContours } from "./contours.ts";
import { indicatorYears, inventedDictionary, inventedFigures } from "./indicators.ts";
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
export async function inside<T>(
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

/**
 * Reference data that any organisation shares; communes that are already there stay. The contours and the figures are
 * invented, come as an official file would, and are said to be so.
 */
export async function addTerritory(owner: Database): Promise<void> {
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
    await placeCommunes(db);
  });
  await addInventedContours(owner);
  await addInventedFigures(owner);
}

/** The register that comes with the installation says no centre; those of a register that does are kept. */
async function placeCommunes(owner: Database): Promise<void> {
  const placed = await owner
    .selectFrom("commune")
    .where("lat", "is not", null)
    .select("code")
    .execute();
  const known = new Set(placed.map(({ code }) => code));
  const centres = communes.filter(({ code }) => !known.has(code));
  await writeCentres(
    owner,
    centres.map(({ code, lon, lat }) => ({ code, lon, lat })),
  );
}

const encode = (text: string) => new TextEncoder().encode(text);
const invented = { isPartial: true, isApproximate: true };

async function addInventedContours(owner: Database): Promise<void> {
  const official = await owner
    .selectFrom("neighbourhood_contour")
    .where("is_approximate", "=", false)
    .select("neighbourhood_code as code")
    .execute();
  const drawn = new Set(official.map(({ code }) => code));
  if (neighbourhoods.every(({ code }) => drawn.has(code))) return;
  await importContours(owner, encode(approximateContours(drawn)), {
    ...invented,
    generation: 2024,
    sourceName: "Contours approximatifs, inventés pour la démonstration",
  });
}

async function addInventedFigures(owner: Database): Promise<void> {
  const official = await owner
    .selectFrom("territory_indicator")
    .where("is_approximate", "=", false)
    .select("code")
    .limit(1)
    .executeTakeFirst();
  if (official) return;
  for (const year of indicatorYears) {
    const bytes = {
      figures: encode(inventedFigures(year)),
      dictionary: encode(inventedDictionary()),
    };
    const sourceName = `Indicateurs ${year}, inventés pour la démonstration`;
    await importIndicators(owner, bytes, { ...invented, year, sourceName });
  }
}

export async function addOrganisations(owner: Database): Promise<void> {
  for (const [id, { name, slug, websiteUrl }] of [
    [opteosId, organisation],
    [otherId, otherOrganisation],
  ] as const) {
    await inside(owner, id, (db) =>
      db
        .insertInto("organisation")
        .values({ id, name, slug, website_url: websiteUrl, keeps_territory: id === opteosId })
        .execute(),
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
