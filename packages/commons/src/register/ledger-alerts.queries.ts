import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { listRenewals } from "../share/share.queries.ts";
import { lastUnansweredDay } from "../upstream/upstream.rules.ts";

/** Days before the end of a membership from which it is told. */
export const DAYS_BEFORE_RENEWAL = 60;

/**
 * What the ledger calls for on a day: memberships that end within sixty days or have ended, proposals that nobody upstream
 * answers, intentions whose day is past.
 */
export const listLedgerAlerts = defineQuery({
  name: "listLedgerAlerts",
  permission: "contribution:read",
  input: z.object({ day: z.iso.date() }),
  run: async ({ db, actor, input: { day } }) => {
    const { rows } = await sql<{ unanswered: number; late: number; until: string }>`
      select
        (select count(*) from contribution c
          join lateral (select e.state, e.happened_on from upstream_event e
            where e.organisation_id = c.organisation_id and e.contribution_id = c.id
            order by e.happened_on desc, e.id desc limit 1) as last on true
          where last.state in ('proposed', 'discussed') and last.happened_on <= ${lastUnansweredDay(day)}) as unanswered,
        (select count(*) from contribution_intention i
          where i.contribution_id is null and i.dropped_on is null and i.planned_on < ${day}) as late,
        (${day}::date + ${DAYS_BEFORE_RENEWAL}::int)::text as until`.execute(db);
    const counts = rows[0];
    const renewals = await listRenewals.run({ db, actor, input: { until: counts?.until } });
    return { renewals, unanswered: counts?.unanswered ?? 0, lateIntentions: counts?.late ?? 0 };
  },
});
