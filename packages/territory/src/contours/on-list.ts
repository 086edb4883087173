import { sql } from "kysely";

/**
 * Of a neighbourhood `n`: in force today, or until the end of its generation. One that left the national list before has
 * no place among the others any more.
 */
export const onList = sql<boolean>`(n.valid_until is null
  or n.valid_until >= (neighbourhood_validity(n.code, n.generation)).valid_until)`;
