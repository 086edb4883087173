import { demoPassword } from "@essaim/identity/demo-account";
import { hashPassword } from "@essaim/identity/password";
import type { Role } from "@essaim/identity/permission";
import { auth, row } from "./database.ts";
import { uniqueWord } from "./words.ts";

/** Every account of these journeys has this password. */
export const password = demoPassword;

/** The demonstration's accounts, shared by all journeys: none may change or close them. */
export const accounts = {
  coach: "coach@essaim.test",
  manager: "direction@essaim.test",
  editor: "media@essaim.test",
  funder: "financeur@essaim.test",
  admin: "admin@essaim.test",
  otherCoach: "coach@autre.test",
  otherManager: "direction@autre.test",
} as const;
export type Account = keyof typeof accounts;

export type Member = { email: string; fullName: string; membershipId: string };

let hash: Promise<string> | undefined;
const passwordHash = () => {
  hash ??= hashPassword(password);
  return hash;
};

/** The organisation of a demonstration account. */
export async function organisationOf(account: Account): Promise<string> {
  const { id } = await row<{ id: string }>(
    `select m.organisation_id as id from membership m join user_account u on u.id = m.user_id
      where u.email = $1`,
    [accounts[account]],
  );
  return id;
}

/** A new member with an account of its own, which a journey may close, lock or rename. */
export async function createMember(
  organisationId: string,
  role: Role,
  funderId: string | null = null,
): Promise<Member> {
  const name = uniqueWord();
  const fullName = `Alix ${name}`;
  const email = `${name.toLowerCase()}@parcours.test`;
  const { rows: made } = await auth.pool.query<{ id: string }>(
    `with account as (
       insert into user_account (email, full_name, password_hash) values ($1, $2, $3) returning id)
     insert into membership (organisation_id, user_id, role, funder_id)
     select $4, id, $5, $6 from account returning id`,
    [email, fullName, await passwordHash(), organisationId, role, funderId],
  );
  return { email, fullName, membershipId: made[0]?.id ?? "" };
}

export type House = { organisationId: string; name: string; admin: Member };

/** A new, empty organisation with its first admin. */
export async function createHouse(): Promise<House> {
  const word = uniqueWord();
  const name = `Coopérative ${word}`;
  const { id } = await row<{ id: string }>(
    "insert into organisation (name, slug) values ($1, $2) returning id",
    [name, word.toLowerCase()],
  );
  return { organisationId: id, name, admin: await createMember(id, "admin") };
}
