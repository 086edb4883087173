import { defineQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { chooseGrant, countPeople } from "./dashboard.queries.ts";
import { protectPeople, shownCell } from "./disclosure.rules.ts";
import {
  type NeighbourhoodCounts,
  type Places,
  protectNeighbourhoods,
} from "./neighbourhood-disclosure.rules.ts";

/** Why no neighbourhood is shown at all: see `Withheld` of figures.rules. */
type Why = "small" | "overlap" | "not_awarded" | "no_grant";

/**
 * How many people of a grant live in each neighbourhood, as its funder may know it. The only way to these counts for
 * somebody outside the team: the map, its table, its files and the page of a neighbourhood all read this.
 * @returns `people` by code; a neighbourhood that is not there is withheld, be it empty or not
 * @throws NotFound for a grant that is not the reader's
 */
export const getPeopleByNeighbourhood = defineQuery({
  name: "getPeopleByNeighbourhood",
  permission: "impact:read",
  input: z.object({ grantId: z.uuid().optional() }),
  run: async ({ db, actor, input }) => {
    const chosen = await chooseGrant(db, actor, { ...input, asFunder: true });
    const { grant, choices, standIn } = chosen;
    const nobody = (why: Why) => ({ choices, grant, standIn, people: {}, why });
    if (!grant) return nobody("no_grant");
    if (chosen.isHidden) return nobody("not_awarded");
    if (standIn) return nobody("overlap");
    const shown = protectPeople(await countPeople(db, grant.id));
    const people = protectNeighbourhoods(
      await countByNeighbourhood(db, grant.id),
      await placesDuring(db, grant),
      shownCell(shown.residence, "priority"),
    );
    return {
      choices,
      grant,
      standIn,
      people,
      why: Object.keys(people).length > 0 ? null : ("small" as const),
    };
  },
});

async function countByNeighbourhood(db: Tx, grantId: string): Promise<NeighbourhoodCounts> {
  const { rows } = await sql<{ code: string; people: number }>`
    select neighbourhood_code as code, people from count_supported_by_neighbourhood(${grantId})`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ code, people }) => [code, people]));
}

/** The neighbourhoods in force on some day of a period, and where they are. */
async function placesDuring(
  db: Tx,
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
): Promise<Places> {
  const { rows } = await sql<{ code: string; places: string[] }>`
    select n.code, array(select distinct coalesce(co.epci_code, co.department_code)
      from neighbourhood_commune nc join commune co on co.code = nc.commune_code
      where nc.neighbourhood_code = n.code) as places
    from neighbourhood n
    where n.valid_from <= ${endsOn} and (n.valid_until is null or n.valid_until >= ${startsOn})`.execute(
    db,
  );
  return new Map(rows.map(({ code, places }) => [code, places]));
}
