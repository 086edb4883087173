import type { Transaction } from "kysely";
import type { z } from "zod";
import type { RunRole } from "./roles.ts";
import type { DB } from "./schema.ts";

/** Who asks: the rows (organisation, funder) and the actions (permissions) that are theirs. */
export type Actor = {
  /** The PostgreSQL role that the operation runs as. */
  databaseRole: RunRole;
  organisationId: string | null;
  membershipId: string | null;
  funderId: string | null;
  permissions: ReadonlySet<string>;
  requestId: string;
};

export type Tx = Transaction<DB>;

export type Run<A extends Actor, I> = { db: Tx; actor: A; input: I };

/** A refusal that a person can cause. The transaction is rolled back and the view says it in French. */
export type Refusal<Reason extends string = string> = { ok: false; reason: Reason };

/** What a command answers. `id` names the record in the audit journal. */
export type Outcome = { ok: true; id: string | null } | Refusal;

export type Query<A extends Actor, S extends z.ZodType, R> = {
  kind: "query";
  name: string;
  permission: string;
  /** Whose record is read, when the journal must say who looked (RGPD, article 5): the id that the input names. */
  looksAt?: { subject: string; id(input: z.output<S>): string };
  input: S;
  run(run: Run<A, z.output<S>>): Promise<R>;
};

export type Command<A extends Actor, S extends z.ZodType, R extends Outcome> = {
  kind: "command";
  name: string;
  permission: string;
  /** The kind of record changed, as the audit journal names it. */
  subject: string;
  /** Does the journal say it? Always, unless this says otherwise, for what is sent over and over: a draft typed. */
  isRecorded?(outcome: R): boolean;
  /** Is it run once more when somebody else's work came in its way? Only where nothing but the database remembers a run. */
  isRunAgain?: boolean;
  input: S;
  run(run: Run<A, z.output<S>>): Promise<R>;
};

/**
 * Makes `defineQuery` and `defineCommand` for one set of permissions and one kind of actor, so that an
 * operation without a known permission does not compile.
 */
export function operationsFor<A extends Actor, Permission extends string>() {
  return {
    defineQuery<S extends z.ZodType, R>(
      query: Omit<Query<A, S, R>, "kind"> & { permission: Permission },
    ): Query<A, S, R> {
      return { kind: "query", ...query };
    },
    defineCommand<S extends z.ZodType, R extends Outcome>(
      command: Omit<Command<A, S, R>, "kind"> & { permission: Permission },
    ): Command<A, S, R> {
      return { kind: "command", ...command };
    },
  };
}
