import { countAidsToDecide } from "@essaim/accompaniment/aid/aid.queries";
import { coachDay, programmeDay } from "@essaim/accompaniment/day/coach-day.queries";
import type { DayScope } from "@essaim/accompaniment/day/day.schema";
import { countMissingFacts } from "@essaim/accompaniment/worker/missing-facts.queries";
import { listLedgerAlerts } from "@essaim/commons/register/ledger-alerts.queries";
import { today } from "@essaim/database/today";
import { listActivities } from "@essaim/directory/activity.queries";
import { activityFilterSchema } from "@essaim/directory/activity.schema";
import { countCommunityWork } from "@essaim/directory/community/moderation.queries";
import { listDeadLinks } from "@essaim/directory/links/link.queries";
import { listOpenResources } from "@essaim/directory/open-resource.queries";
import { openResourceFilterSchema } from "@essaim/directory/open-resource.schema";
import { listReviews } from "@essaim/directory/publication/review.queries";
import { listRunningGrants } from "@essaim/funding/grant/grant.queries";
import { listGrantAlerts } from "@essaim/funding/overview/grant-money.queries";
import { can, type MemberActor } from "@essaim/identity/actor";
import { listAuditEvents } from "@essaim/identity/audit.queries";
import { listPendingInvitations } from "@essaim/identity/invitation.queries";
import { listMembers } from "@essaim/identity/member.queries";
import { listMissingFigures } from "@essaim/impact/declared-figure.queries";
import { listUnanswered } from "@essaim/impact/message/message.queries";
import { getGrantProgress } from "@essaim/impact/target/progress.queries";
import { listBoard } from "@essaim/media/piece/piece.queries";
import type { AppLoadContext } from "@remix-run/node";

/** Of what calls for somebody in grants, the most pressing. */
const GRANT_ALERTS = 5;

type Door = Pick<AppLoadContext, "execute">;

/** What is to be done today: for one's own people, or for everybody's. */
export async function coachHome(
  { execute }: Door,
  actor: MemberActor,
  { scope, allActions }: { scope: DayScope; allActions: boolean },
) {
  const day = today();
  const told = await execute(actor, coachDay, { scope, day, allActions });
  return {
    kind: "coach" as const,
    day,
    scope,
    hasProgramme: actor.role === "manager",
    mayWrite: can(actor, "worker:write"),
    ...told,
  };
}

/** The programme: everybody accompanied, the grants running now against their targets, what is missing. */
export async function managerHome({ execute }: Door, actor: MemberActor) {
  const day = today();
  const [everyone, missing, running, figuresMissing, aids, reviews, alerts, ledger, unanswered] =
    await Promise.all([
      execute(actor, programmeDay, { day }),
      execute(actor, countMissingFacts, { day }),
      execute(actor, listRunningGrants, { day }),
      missingFigures({ execute }, actor, day),
      execute(actor, countAidsToDecide, {}),
      execute(actor, listReviews, {}),
      execute(actor, listGrantAlerts, {}),
      execute(actor, listLedgerAlerts, { day }),
      execute(actor, listUnanswered, {}),
    ]);
  const grants = await Promise.all(
    running.slice(0, 4).map(async (grant) => {
      const { groups } = await execute(actor, getGrantProgress, { id: grant.id });
      return { ...grant, targets: groups.flatMap((group) => group.targets) };
    }),
  );
  const toRead = reviews.toRead.length;
  return {
    kind: "manager" as const,
    ...{ day, everyone, missing, grants, figuresMissing, aids, toRead },
    grantAlerts: alerts.slice(0, GRANT_ALERTS),
    grantAlertCount: alerts.length,
    ...{ ledger, unanswered },
  };
}

/** The writing table: drafts, what the public reads, the figures still to declare. */
export async function editorHome({ execute }: Door, actor: MemberActor) {
  const day = today();
  const activities = (status: string) =>
    execute(actor, listActivities, activityFilterSchema.parse({ status }));
  const resources = (status: string) =>
    execute(actor, listOpenResources, openResourceFilterSchema.parse({ status }));
  const [
    draftActivities,
    draftResources,
    publishedActivities,
    publishedResources,
    figures,
    reviews,
    deadLinks,
    community,
    desk,
  ] = await Promise.all([
    activities("draft"),
    resources("draft"),
    activities("published"),
    resources("published"),
    missingFigures({ execute }, actor, day),
    execute(actor, listReviews, {}),
    execute(actor, listDeadLinks, {}),
    execute(actor, countCommunityWork, { day }),
    execute(actor, listBoard, { mine: true }),
  ]);
  const pages = (lists: [typeof draftActivities, typeof draftResources]) => {
    const [{ activities: ofActivities }, { resources: ofResources }] = lists;
    return [
      ...ofActivities.map((one) => ({ ...pick(one), kind: "activity" as const, title: one.title })),
      ...ofResources.map((one) => ({ ...pick(one), kind: "resource" as const, title: one.name })),
    ].sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
  };
  return {
    kind: "editor" as const,
    day,
    pieces: desk
      .filter(({ stage }) => stage !== "published")
      .flatMap((column) => column.pieces)
      .sort((a, b) => (a.dueOn ?? "9").localeCompare(b.dueOn ?? "9"))
      .slice(0, 5),
    draftCount: draftActivities.total + draftResources.total,
    drafts: pages([draftActivities, draftResources]).slice(0, 8),
    published: pages([publishedActivities, publishedResources]).slice(0, 6),
    community,
    figures,
    reviews,
    deadLinkCount: deadLinks.filter((link) => !link.isCorrected).length,
  };
}

const pick = ({ id, summary, updatedAt }: { id: string; summary: string; updatedAt: Date }) => ({
  id,
  summary,
  updatedAt,
});

/** Who is in, who is awaited, what was last done. */
export async function adminHome({ execute }: Door, actor: MemberActor) {
  const [members, invitations, journal] = await Promise.all([
    execute(actor, listMembers, {}),
    execute(actor, listPendingInvitations, {}),
    execute(actor, listAuditEvents, {}),
  ]);
  return {
    kind: "admin" as const,
    members: members.filter((member) => !member.endedAt),
    invitations,
    events: journal.events.slice(0, 8),
  };
}

/** The indicators that nobody has declared for the month that just ended. */
async function missingFigures({ execute }: Door, actor: MemberActor, day: string) {
  const { month, indicators } = await execute(actor, listMissingFigures, { day });
  return { month, names: indicators.map(({ name }) => name) };
}
