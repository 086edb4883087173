import { type RawBuilder, sql } from "kysely";

/**
 * What instalments still announce, in whole cents, one row each. Together never more than what is left to receive of
 * their grant: money that came out of turn is taken off the last ones. All of them while nobody knows
 * the amount. Of one grant, or of all.
 */
export const openInstalments = (grantId?: string): RawBuilder<unknown> => sql`
  select o.organisation_id, o.grant_id, o.id, o.label, o.expected_on, o.cents from (
    select i.organisation_id, i.grant_id, i.id, i.label, i.expected_on,
      case when g.amount_cents is null then due.cents else least(due.cents, greatest(0,
        g.amount_cents - coalesce(whole.cents, 0) - (sum(due.cents) over in_turn - due.cents))) end::bigint as cents
    from instalment i
    join funding_grant g on g.organisation_id = i.organisation_id and g.id = i.grant_id
    left join (select organisation_id, instalment_id, sum(amount_cents) as cents from receipt
      where instalment_id is not null ${of(grantId)} group by organisation_id, instalment_id) own
      on own.organisation_id = i.organisation_id and own.instalment_id = i.id
    left join (select organisation_id, grant_id, sum(amount_cents) as cents from receipt
      where true ${of(grantId)} group by organisation_id, grant_id) whole
      on whole.organisation_id = i.organisation_id and whole.grant_id = i.grant_id
    cross join lateral (select greatest(0, i.amount_cents - coalesce(own.cents, 0)) as cents) due
    where true ${grantId ? sql`and i.grant_id = ${grantId}` : sql``}
    window in_turn as (partition by i.organisation_id, i.grant_id order by i.expected_on, i.id)
  ) o where o.cents > 0`;

const of = (grantId?: string) => (grantId ? sql`and grant_id = ${grantId}` : sql``);
