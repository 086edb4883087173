import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { z } from "zod";
import type { Database } from "./connection.ts";
import { asOurs, Forbidden, isOvertaken } from "./errors.ts";
import type { Actor, Command, Outcome, Query, Refusal, Tx } from "./operation.ts";

type AlreadyUsed = Refusal<"form_already_used">;

type ExecuteOptions = {
  /** The id that a form carries: the same form sent twice does its work once. */
  submissionId?: string;
};

export interface Execute {
  <A extends Actor, S extends z.ZodType, R>(
    actor: A,
    query: Query<A, S, R>,
    input: z.output<S>,
  ): Promise<R>;
  <A extends Actor, S extends z.ZodType, R extends Outcome>(
    actor: A,
    command: Command<A, S, R>,
    input: z.output<S>,
    options?: ExecuteOptions,
  ): Promise<R | AlreadyUsed>;
}

/** Carries a refusal out of the transaction, which it rolls back. */
class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.reason);
  }
}

/**
 * The only door to the data: checks the permission, opens the transaction, takes the actor's role and
 * rows, runs, and for a command writes the audit line.
 * @returns what the operation returns; a command's refusal is a value and leaves nothing written
 * @throws Forbidden, NotFound, Unavailable, or the impossible
 */
export function createExecute(database: Database): Execute {
  const execute = async (
    actor: Actor,
    // biome-ignore lint/suspicious/noExplicitAny: the overloads above give callers the exact types
    operation: Query<any, any, any> | Command<any, any, any>,
    input: unknown,
    options: ExecuteOptions = {},
  ) => {
    if (!actor.permissions.has(operation.permission)) {
      throw new Forbidden(`${operation.name} needs ${operation.permission}`);
    }
    const run = async () => {
      const { looksAt } = operation.kind === "query" ? operation : {};
      const isReadOnly = operation.kind === "query" && !looksAt;
      const transaction = database.transaction();
      // Said as it begins, where nothing is written first: one round trip less for most pages.
      const begun = isReadOnly ? transaction.setAccessMode("read only") : transaction;
      return await begun.execute(async (db) => {
        await takeRole(db, actor);
        if (operation.kind === "query") {
          if (looksAt) {
            const look = { name: operation.name, subject: looksAt.subject };
            await writeAudit(db, actor, look, looksAt.id(input));
            await readOnly(db);
          }
          return await operation.run({ db, actor, input });
        }
        const { submissionId } = options;
        if (submissionId) {
          const earlier = await claimSubmission(db, actor, submissionId, operation.name, input);
          if (earlier) return earlier;
        }
        const outcome: Outcome = await operation.run({ db, actor, input });
        if (!outcome.ok) throw new Refused(outcome);
        if (submissionId) await keepResult(db, actor, submissionId, outcome);
        if (operation.isRecorded?.(outcome) ?? true) {
          await writeAudit(db, actor, operation, outcome.id);
        }
        return outcome;
      });
    };
    try {
      return await run().catch((error: unknown) => {
        if (operation.kind === "command" && operation.isRunAgain && isOvertaken(error))
          return run();
        throw error;
      });
    } catch (error) {
      if (error instanceof Refused) return error.refusal;
      throw asOurs(error);
    }
  };
  return execute as Execute;
}

/** Takes the actor's role and rows for this transaction. */
async function takeRole(db: Tx, actor: Actor): Promise<void> {
  await sql`select
    set_config('app.organisation_id', ${actor.organisationId ?? ""}, true),
    set_config('app.membership_id', ${actor.membershipId ?? ""}, true),
    set_config('app.funder_id', ${actor.funderId ?? ""}, true),
    set_config('role', ${actor.databaseRole}, true)`.execute(db);
}

/** From here on the transaction can write nothing at all. */
async function readOnly(db: Tx): Promise<void> {
  await sql`set local transaction_read_only = on`.execute(db);
}

async function writeAudit(
  db: Tx,
  actor: Actor,
  operation: { name: string; subject: string },
  subjectId: string | null,
): Promise<void> {
  if (!actor.organisationId) return;
  await db
    .insertInto("audit_event")
    .values({
      organisation_id: actor.organisationId,
      membership_id: actor.membershipId,
      operation: operation.name,
      subject_type: operation.subject,
      subject_id: subjectId,
      request_id: actor.requestId,
    })
    .execute();
}

/**
 * Takes a form's id for this transaction. A second send waits for the first to end, then finds it.
 * @returns nothing when the id is fresh; otherwise the first result, or a refusal if the content changed
 */
async function claimSubmission(
  db: Tx,
  actor: Actor,
  id: string,
  operation: string,
  input: unknown,
): Promise<Outcome | null> {
  if (!actor.organisationId || !actor.membershipId) return null;
  const key = { organisation_id: actor.organisationId, id };
  // Salted by the form: the same person typed in two forms leaves two hashes that nobody can compare.
  const inputHash = createHash("sha256")
    .update(`${id} ${actor.membershipId} ${JSON.stringify(input)}`)
    .digest("hex");
  await db
    .deleteFrom("submission")
    .where("organisation_id", "=", actor.organisationId)
    .where("created_at", "<", sql<Date>`now() - interval '2 days'`)
    .execute();
  const claimed = await db
    .insertInto("submission")
    .values({ ...key, membership_id: actor.membershipId, operation, input_hash: inputHash })
    .onConflict((conflict) => conflict.columns(["organisation_id", "id"]).doNothing())
    .executeTakeFirst();
  if (claimed.numInsertedOrUpdatedRows) return null;
  const earlier = await db
    .selectFrom("submission")
    .select(["operation", "input_hash", "result"])
    .where("organisation_id", "=", key.organisation_id)
    .where("id", "=", id)
    .executeTakeFirst();
  if (earlier?.operation === operation && earlier.input_hash === inputHash) {
    return earlier.result as Outcome;
  }
  return { ok: false, reason: "form_already_used" };
}

async function keepResult(db: Tx, actor: Actor, id: string, outcome: Outcome): Promise<void> {
  await db
    .updateTable("submission")
    .set({ result: JSON.stringify(outcome) })
    .where("organisation_id", "=", actor.organisationId ?? "")
    .where("id", "=", id)
    .execute();
}
