import { listGrantPeriods } from "@essaim/impact/team/grant-period.queries";
import { type Period, periodOf } from "@essaim/impact/team/period.rules";
import type { TeamFilter } from "@essaim/impact/team/team-filter.schema";
import type { LoaderFunctionArgs } from "@remix-run/node";

type Context = LoaderFunctionArgs["context"];
type Actor = Awaited<ReturnType<Context["requireActor"]>>;

/** The period of which what is missing is counted: that of a grant, the days asked for, or this year until today. */
export async function qualityPeriod(
  context: Context,
  { actor, filter, day }: { actor: Actor; filter: TeamFilter; day: string },
): Promise<{ period: Period; grantTitle: string | null; grants: { id: string; title: string }[] }> {
  const all = await context.execute(actor, listGrantPeriods, {});
  const grants = all.map(({ id, title }) => ({ id, title }));
  const grant = all.find(({ id }) => id === filter.grantId);
  if (filter.grantId && !grant) throw new Response(null, { status: 404 });
  return {
    period: grant
      ? { from: grant.startsOn, to: grant.endsOn }
      : periodOf(filter, { from: `${day.slice(0, 4)}-01-01`, to: day }),
    grantTitle: grant?.title ?? null,
    grants,
  };
}
