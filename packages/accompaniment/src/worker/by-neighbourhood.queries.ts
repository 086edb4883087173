import { today } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { neighbourhoodCodePattern } from "@essaim/territory/contours/generation.rules";
import { sql } from "kysely";
import { z } from "zod";

/** People of one neighbourhood that its page lists; the list of people has the others. */
const PEOPLE_SHOWN = 100;

const day = z.iso.date();

/** Where the person `w` lived by the answer `home`: none while it is to be checked; as their file says when there is no answer. */
const livedIn = sql`case when home.id is null then w.neighbourhood_code
  when not home.to_check then home.neighbourhood_code end`;

/**
 * People supported on a day, one row each, and the neighbourhood they lived in then. What is to be checked is unknown,
 * as their file says; a file nobody answered about says what it says.
 */
const peopleOn = (asked: string) => sql`
  select w.id, w.organisation_id, w.coach_id, w.given_name, w.family_name, w.supported_from,
    ${livedIn} as neighbourhood_code,
    case when home.id is null then w.residence when home.to_check then 'unknown' else home.answer end as residence,
    coalesce(home.commune_code, w.commune_code) as commune_code
  from worker w
  left join lateral residence_on(w.organisation_id, w.id, ${asked}::date) home on true
  where exists (select from support_period p
    where p.organisation_id = w.organisation_id and p.worker_id = w.id
      and p.starts_on <= ${asked}::date and (p.ends_on is null or p.ends_on >= ${asked}::date))`;

/** People supported on a day by neighbourhood, exactly, and by whether they live in one. For the team alone. */
export const countPeopleByNeighbourhood = defineQuery({
  name: "countPeopleByNeighbourhood",
  permission: "worker:read",
  input: z.object({ day }),
  run: async ({ db, input }) => {
    const { rows } = await sql<{ code: string | null; residence: string; people: number }>`
      select neighbourhood_code as code, residence, count(*) as people from (${peopleOn(input.day)}) p
      group by 1, 2`.execute(db);
    const people: Record<string, number> = {};
    const totals = { priority: 0, outside: 0, unknown: 0 };
    for (const row of rows) {
      if (row.code) people[row.code] = (people[row.code] ?? 0) + row.people;
      totals[row.residence as keyof typeof totals] += row.people;
    }
    return { people, ...totals };
  },
});

/** The intercommunality where most of the people supported today live; null when nobody knows. */
export const findMainEpci = defineQuery({
  name: "findMainEpci",
  permission: "worker:read",
  input: z.object({}),
  run: async ({ db }): Promise<string | null> => {
    const { rows } = await sql<{ code: string }>`
      select c.epci_code as code from (${peopleOn(today())}) p join commune c on c.code = p.commune_code
      where c.epci_code is not null group by 1 order by count(*) desc, 1 limit 1`.execute(db);
    return rows[0]?.code ?? null;
  },
});

/** Contributions of a year whose author is known, by the neighbourhood where they lived that day. */
export const countContributionsByNeighbourhood = defineQuery({
  name: "countContributionsByNeighbourhood",
  permission: "worker:read",
  input: z.object({ year: z.number().int().min(1990).max(2100) }),
  run: async ({ db, input }): Promise<Record<string, number>> => {
    const { rows } = await sql<{ code: string; contributions: number }>`
      select ${livedIn} as code, count(*) as contributions
      from contribution c
      join worker w on w.organisation_id = c.organisation_id and w.id = c.worker_id
      left join lateral residence_on(w.organisation_id, w.id, c.contributed_on) home on true
      where c.contributed_on between make_date(${input.year}, 1, 1) and make_date(${input.year}, 12, 31)
      group by 1`.execute(db);
    return Object.fromEntries(
      rows.flatMap(({ code, contributions }) => (code ? [[code, contributions]] : [])),
    );
  },
});

/** The years of which there are contributions, latest first. */
export const listContributionYears = defineQuery({
  name: "listContributionYears",
  permission: "worker:read",
  input: z.object({}),
  run: async ({ db }): Promise<number[]> => {
    const { rows } = await sql<{ year: number }>`
      select distinct extract(year from contributed_on)::integer as year from contribution
      where worker_id is not null order by 1 desc`.execute(db);
    return rows.map(({ year }) => year);
  },
});

/** Who is supported on a day and lived in a neighbourhood then, by name. */
export const listPeopleOfNeighbourhood = defineQuery({
  name: "listPeopleOfNeighbourhood",
  permission: "worker:read",
  input: z.object({ code: z.string().regex(neighbourhoodCodePattern), day }),
  run: async ({ db, input }) => {
    const { rows } = await sql<{
      id: string;
      name: string;
      coachName: string | null;
      supportedFrom: string;
      total: number;
    }>`
      select p.id, p.given_name || ' ' || p.family_name as name, u.full_name as "coachName",
        p.supported_from as "supportedFrom", count(*) over () as total
      from (${peopleOn(input.day)}) p
      left join membership m on m.organisation_id = p.organisation_id and m.id = p.coach_id
      left join user_account u on u.id = m.user_id
      where p.neighbourhood_code = ${input.code}
      order by fold(p.family_name), fold(p.given_name), p.id limit ${PEOPLE_SHOWN}`.execute(db);
    return { people: rows.map(({ total: _, ...person }) => person), total: rows[0]?.total ?? 0 };
  },
});
