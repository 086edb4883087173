import { type RawBuilder, sql } from "kysely";

type Sql = RawBuilder<unknown>;

/**
 * Joins `home`, where each person lived on a day of theirs, as residence_on() of the database says it of one: the first
 * answer holds before it too. For many people at once: their answers are read in one go.
 */
export const homeOf = (who: {
  organisationId: Sql;
  workerId: Sql;
  day: Sql;
}): Sql => sql`left join (
    select organisation_id, worker_id, id, answer, neighbourhood_code, commune_code, to_check,
      case when row_number() over told > 1 then holds_from else '-infinity'::date end as since,
      lead(holds_from, 1, 'infinity'::date) over told as until
    from residence where superseded_at is null
    window told as (partition by organisation_id, worker_id order by holds_from)) home
  on home.organisation_id = ${who.organisationId} and home.worker_id = ${who.workerId}
    and ${who.day} >= home.since and ${who.day} < home.until`;
