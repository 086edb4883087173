import { isExportAwaited } from "@essaim/commons/import/export-file.queries";
import { readExport } from "@essaim/commons/import/read-export";
import { sourceSchema } from "@essaim/commons/import/source.schema";
import { today } from "@essaim/database/today";
import { can, type MemberActor } from "@essaim/identity/actor";
import { parseQuery } from "@essaim/web/form";
import type { AppLoadContext } from "@remix-run/node";
import { z } from "zod";

/** What the address of a step says: where the file comes from, for which commons, and which of its repositories. */
const stepSchema = z.object({
  source: sourceSchema.optional(),
  commun: z.uuid().optional(),
  depot: z
    .string()
    .regex(/^\d{1,5}(-\d{1,5})*$/)
    .optional(),
});

/**
 * The export that a step reads again. It lives an hour in the storage, under a key that the address ends.
 * @returns null once it is gone
 * @throws 403 when somebody may not import
 */
export async function openExport(
  context: AppLoadContext,
  actor: MemberActor,
  request: Request,
  file: string | undefined,
) {
  if (!can(actor, "commons:write")) throw new Response(null, { status: 403 });
  const { source, commun, depot } = parseQuery(stepSchema, request);
  if (!source || !commun || !file || !/^[0-9a-f]{32}$/.test(file)) return null;
  const storageKey = `${actor.organisationId}/${file}`;
  if (!(await context.execute(actor, isExportAwaited, { storageKey }))) return null;
  const bytes = await context.storage.read(storageKey).catch((error: { code?: string }) => {
    if (error.code === "not_found") return null;
    throw error;
  });
  const read = bytes && (await readExport(source, bytes, today()));
  if (!read?.ok) return null;
  const repositories = [...new Set(read.items.map(({ repository }) => repository))].sort();
  const taken = (depot ?? "")
    .split("-")
    .flatMap((place) => repositories[Number(place || -1)] ?? []);
  return { ...read, source, openResourceId: commun, storageKey, file, repositories, taken };
}
