import { z } from "zod";

/** The id of a record in the address; anything else is a page that does not exist. */
export function recordId(parameter: string | undefined): string {
  const parsed = z.uuid().safeParse(parameter);
  if (!parsed.success) throw new Response(null, { status: 404 });
  return parsed.data;
}
