import type { Refusal } from "@essaim/database/operation";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { CLOSED } from "../grant/grant-life.schema.ts";
import { BEYOND_GRANT, decideBudget, decideLine, LINE_IN_USE } from "./budget.rules.ts";
import {
  type BudgetLine,
  type GrantBudget,
  loadGrantBudget,
  loadOwnLine,
} from "./budget-line.queries.ts";
import {
  editOwnLineSchema,
  type OwnLineInput,
  type OwnLineRefusal,
  ownLineSchema,
  removeOwnLineSchema,
  setGrantBudgetSchema,
} from "./budget-line.schema.ts";

type Errors = Refusal<"invalid"> & { errors: Record<string, string> };

/**
 * Sets every line of a grant's budget at once. They share the grant's version, so that a change of its amount or of its
 * lines made meanwhile is seen. Refuses a closed grant, more than the grant, less than what is spent on a line, and the removal of a
 * line on which something is. @throws NotFound
 */
export const setGrantBudget = defineCommand({
  name: "setGrantBudget",
  permission: "grant:write",
  subject: "grant",
  // Its lines may be held by whoever pays a pot from them.
  isRunAgain: true,
  input: setGrantBudgetSchema,
  run: async ({ db, actor, input }): Promise<Saved | Errors | Conflict<GrantBudget>> => {
    const { grantId, version } = input;
    const refuse = (message: string): Errors => ({
      ok: false,
      reason: "invalid",
      errors: { lines: message },
    });
    const held = await holdRecord(db, "funding_grant", { id: grantId, version }, async (tx, id) => {
      // What is spent on them moves no more either.
      await tx
        .selectFrom("budget_line")
        .where("grant_id", "=", id)
        .select("id")
        .orderBy("id")
        .forUpdate()
        .execute();
      return loadGrantBudget(tx, id);
    });
    if (!held.ok) return held;
    const { title, cents, startsOn, endsOn, actions, status, lines } = held.current;
    if (status === "closed") return refuse(CLOSED);
    const actionIds = actions.map((action) => action.id);
    const decision = decideBudget({ cents, startsOn, endsOn, actionIds }, lines, input.lines);
    if (!decision.ok) return { ...decision, reason: "invalid" };
    try {
      if (decision.removed.length > 0) {
        await db.deleteFrom("budget_line").where("id", "in", decision.removed).execute();
      }
      for (const { id, ...line } of decision.written) {
        const columns = { ...columnsOf(line), action_id: line.actionId };
        if (id) {
          await db.updateTable("budget_line").set(columns).where("id", "=", id).execute();
        } else {
          await db
            .insertInto("budget_line")
            .values({
              organisation_id: actor.organisationId,
              updated_by: actor.membershipId,
              grant_id: grantId,
              ...columns,
            })
            .execute();
        }
      }
    } catch (error) {
      const { code, constraint } = error as { code?: string; constraint?: string };
      if (code === FOREIGN_KEY) return refuse(LINE_IN_USE);
      if (constraint === "lines_within_grant") return refuse(BEYOND_GRANT);
      throw error;
    }
    // Moves the version on.
    await db.updateTable("funding_grant").set({ title }).where("id", "=", grantId).execute();
    return { ok: true, id: grantId };
  },
});

/** Opens a line of own funds. */
export const addOwnLine = defineCommand({
  name: "addOwnLine",
  permission: "grant:write",
  subject: "budget_line",
  input: ownLineSchema,
  run: async ({ db, actor, input }): Promise<Saved> => {
    const { id } = await db
      .insertInto("budget_line")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        ...columnsOf(input),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id };
  },
});

/** Changes a line of own funds; never below what is spent on it. @throws NotFound */
export const editOwnLine = defineCommand({
  name: "editOwnLine",
  permission: "grant:write",
  subject: "budget_line",
  input: editOwnLineSchema,
  run: async ({ db, input }): Promise<Saved | Refusal<OwnLineRefusal> | Conflict<BudgetLine>> => {
    const held = await holdRecord(db, "budget_line", input, loadOwnLine);
    if (!held.ok) return held;
    const reason = decideLine(held.current, input);
    if (reason) return { ok: false, reason };
    await db.updateTable("budget_line").set(columnsOf(input)).where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

/** Removes a line of own funds that nothing was spent on. @throws NotFound */
export const removeOwnLine = defineCommand({
  name: "removeOwnLine",
  permission: "grant:write",
  subject: "budget_line",
  input: removeOwnLineSchema,
  run: async ({ db, input }): Promise<Saved | Refusal<OwnLineRefusal> | Conflict<BudgetLine>> => {
    const held = await holdRecord(db, "budget_line", input, loadOwnLine);
    if (!held.ok) return held;
    try {
      await db.deleteFrom("budget_line").where("id", "=", input.id).execute();
    } catch (error) {
      if ((error as { code?: string }).code !== FOREIGN_KEY) throw error;
      return { ok: false, reason: "in_use" };
    }
    return { ok: true, id: input.id };
  },
});

/** PostgreSQL: another row refers to the one that goes. */
const FOREIGN_KEY = "23503";

function columnsOf(line: OwnLineInput) {
  return {
    label: line.label,
    account: line.account,
    amount_cents: line.amountCents,
    takes_aid: line.takesAid,
    starts_on: line.startsOn,
    ends_on: line.endsOn,
    closed_at: line.isClosed ? new Date().toISOString() : null,
  };
}
