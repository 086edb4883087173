import { today } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import {
  type Commune,
  communeFilterSchema,
  type Neighbourhood,
  neighbourhoodFilterSchema,
} from "./neighbourhood.schema.ts";

/** Is the neighbourhood `n` in force on that day, or on some day from it to another? */
export const isInForce = (from: string, until = from): RawBuilder<SqlBool> =>
  sql`(n.valid_from <= ${until}::date and coalesce(n.valid_until, 'infinity') >= ${from}::date)`;

/** Communes by name, all of them or those of one département. */
export const listCommunes = defineQuery({
  name: "listCommunes",
  permission: "territory:read",
  input: communeFilterSchema,
  run: async ({ db, input }): Promise<Commune[]> => {
    let query = db
      .selectFrom("commune")
      .select(["code", "name", "department_code as departmentCode"])
      .orderBy(sql`fold(name)`)
      .orderBy("code");
    const { departmentCode, withNeighbourhood } = input;
    if (departmentCode) query = query.where("department_code", "=", departmentCode);
    if (withNeighbourhood) {
      query = query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom("neighbourhood_commune as nc")
            .innerJoin("neighbourhood as n", "n.code", "nc.neighbourhood_code")
            .whereRef("nc.commune_code", "=", "commune.code")
            .where(isInForce(today()))
            .select("nc.commune_code"),
        ),
      );
    }
    return await query.execute();
  },
});

/**
 * Priority neighbourhoods in force, by name, each with every commune it touches. A filter keeps the
 * neighbourhoods that touch that commune or département, or adds those that were in force since a day.
 */
export const listNeighbourhoods = defineQuery({
  name: "listNeighbourhoods",
  permission: "territory:read",
  input: neighbourhoodFilterSchema,
  run: async ({ db, input }): Promise<Neighbourhood[]> => {
    const rows = await db
      .selectFrom("neighbourhood as n")
      .innerJoin("neighbourhood_commune as nc", "nc.neighbourhood_code", "n.code")
      .innerJoin("commune as c", "c.code", "nc.commune_code")
      .where(isInForce(input.since ?? today(), today()))
      .select([
        "n.code",
        "n.name",
        "n.valid_until as validUntil",
        "c.code as communeCode",
        "c.name as communeName",
        "c.department_code as departmentCode",
      ])
      .orderBy(sql`fold(n.name)`)
      .orderBy("n.code")
      .orderBy(sql`fold(c.name)`)
      .execute();
    const byCode = new Map<string, Neighbourhood>();
    for (const row of rows) {
      const known = byCode.get(row.code);
      const neighbourhood = known ?? {
        ...{ code: row.code, name: row.name, communes: [] },
        ...(row.validUntil && row.validUntil < today() ? { validUntil: row.validUntil } : {}),
      };
      neighbourhood.communes.push({
        code: row.communeCode,
        name: row.communeName,
        departmentCode: row.departmentCode,
      });
      if (!known) byCode.set(row.code, neighbourhood);
    }
    return [...byCode.values()].filter(({ communes }) =>
      communes.some(
        (commune) =>
          (!input.communeCode || commune.code === input.communeCode) &&
          (!input.departmentCode || commune.departmentCode === input.departmentCode),
      ),
    );
  },
});
