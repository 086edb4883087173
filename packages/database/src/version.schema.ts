import { z } from "zod";

/** The version of a record that a form was made from: what a PostgreSQL integer can hold. */
export const versionSchema = z.coerce.number().int().min(1).max(2_147_483_647);
