import type { MemberActor } from "@essaim/identity/actor";
import { getJob } from "@essaim/identity/job.queries";
import { listNeighbourhoodNames } from "@essaim/territory/register/register.queries";
import type { AppLoadContext } from "@remix-run/node";
import { contourResultSchema } from "./contour-result";

/**
 * What one of the reader's own imports of contours changed, by the names of today; null while it is not done, and
 * once its job was cleared away.
 * @param id of its job
 */
export async function readChanges(
  { execute }: Pick<AppLoadContext, "execute">,
  actor: MemberActor,
  id: string,
) {
  const job = await execute(actor, getJob, { id }).catch((refusal: unknown) => {
    if (refusal instanceof Response && refusal.status === 404) return null;
    throw refusal;
  });
  if (job?.kind !== "import_contours" || job.status !== "done") return null;
  const { codes, overlaps } = contourResultSchema.parse(job.result);
  const names = await execute(actor, listNeighbourhoodNames, {
    codes: [...codes.added, ...codes.changed, ...codes.retired],
  });
  const named = (some: readonly string[]) =>
    some.map((code) => ({ code, name: names[code] ?? code }));
  return {
    added: named(codes.added),
    changed: named(codes.changed),
    retired: named(codes.retired),
    overlaps,
  };
}
export type Changes = NonNullable<Awaited<ReturnType<typeof readChanges>>>;
