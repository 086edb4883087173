import { findMergedInto } from "@essaim/accompaniment/worker/merge.queries";
import {
  getPersonHeader,
  type PersonHeader,
} from "@essaim/accompaniment/worker/person-header.queries";
import { workerKindLabels } from "@essaim/accompaniment/worker/worker.schema";
import { today } from "@essaim/database/today";
import { can, type MemberActor } from "@essaim/identity/actor";
import { Badge, QpvBadge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Tabs } from "@essaim/ui/tabs";
import {
  type AppLoadContext,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { useMeetingKey } from "../meetings/use-meeting-key";
import { personTabs } from "./person-tabs";
import { StageBadge } from "./stage-badge";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.person.name} · Personnes`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const person = await context
    .execute(actor, getPersonHeader, { id })
    .catch((refusal: unknown) => followMerge(context, actor, request, id, refusal));
  const isOpen = !person.isAnonymised;
  return {
    person,
    today: today(),
    mayWrite: isOpen && can(actor, "worker:write"),
    mayRecord: isOpen && can(actor, "meeting:write"),
    mayMerge: isOpen && can(actor, "worker:merge"),
    permissions: [...actor.permissions],
  };
}

/** The address of a file that was merged leads to the one that was kept, the same tab. Otherwise the refusal stands. */
async function followMerge(
  context: AppLoadContext,
  actor: MemberActor,
  request: Request,
  id: string,
  refusal: unknown,
): Promise<never> {
  const isGone = refusal instanceof Response && refusal.status === 404;
  const keptId = isGone ? await context.execute(actor, findMergedInto, { id }) : null;
  if (!keptId) throw refusal;
  const { pathname } = new URL(request.url);
  throw redirect(pathname.replace(paths.worker(id), paths.worker(keptId)).replace(/\.data$/, ""));
}

/** A person's page: who they are, what one does most, and the tabs; one tab's content below. */
export default function Person() {
  const page = useLoaderData<typeof loader>();
  const { person, today: day, mayWrite, mayRecord, mayMerge, permissions } = page;
  const { pathname } = useLocation();
  const recordHref = paths.newMeetingWith(person.id);
  useMeetingKey(mayRecord ? recordHref : null);
  return (
    <>
      <PageHeader
        title={person.name}
        breadcrumb={[{ label: "Personnes", href: paths.workers() }]}
        meta={<Tags person={person} />}
        lead={<Introduction person={person} day={day} />}
        action={
          <>
            {mayWrite && (
              <ButtonLink href={paths.editWorker(person.id)} icon="edit">
                Modifier
              </ButtonLink>
            )}
            {mayRecord && (
              <>
                <ButtonLink href={paths.newAppointmentWith(person.id)} icon="calendar">
                  Rendez-vous
                </ButtonLink>
                <ButtonLink
                  href={recordHref}
                  variant="primary"
                  icon="plus"
                  aria-keyshortcuts="Alt+R"
                  title={"Raccourci\u202f: Alt R"}
                >
                  Compte rendu
                </ButtonLink>
              </>
            )}
          </>
        }
      />
      <Tabs
        label={`Page de ${person.name}`}
        tabs={personTabs(person.id, new Set(permissions), pathname)}
      />
      <Outlet />
      {mayMerge && (
        <p className="text-sm text-muted print:hidden">
          Cette fiche est en double&nbsp;?{" "}
          <Link href={paths.mergeWorker(person.id)}>Fusionner avec une autre</Link>. Créée par
          erreur&nbsp;? <Link href={paths.removeWorker(person.id)}>Supprimer la fiche</Link>.{" "}
          {mayRecord && (
            <>
              Quelque chose a disparu&nbsp;?{" "}
              <Link href={paths.trash({ personne: person.id })}>Ouvrir sa corbeille</Link>.
            </>
          )}
        </p>
      )}
    </>
  );
}

function Tags({ person }: { person: PersonHeader }) {
  return (
    <>
      {person.stage && <StageBadge stage={person.stage} />}
      <Badge>{workerKindLabels[person.kind]}</Badge>
      {person.residence === "priority" && <QpvBadge name={person.neighbourhoodName ?? undefined} />}
      {person.toReviewAfterWeeks && (
        <Badge tone="warning" icon="clock">
          À revoir
        </Badge>
      )}
      {person.isAnonymised && <Badge icon="audit">Fiche anonymisée</Badge>}
    </>
  );
}

/** Who accompanies this person, and since when. */
function Introduction({ person, day }: { person: PersonHeader; day: string }) {
  const { supportedFrom, supportedUntil, firstSupportedFrom, coachName } = person;
  const by = coachName ? ` par ${coachName}` : "";
  const since = formatDate(supportedFrom);
  const hasEnded = supportedUntil !== null && supportedUntil < day;
  return (
    <>
      {hasEnded
        ? `Accompagnement du ${since} au ${formatDate(supportedUntil)}${by}.`
        : supportedFrom > day
          ? `Accompagnement prévu à partir du ${since}${by}.`
          : `${firstSupportedFrom ? "De nouveau en" : "En"} accompagnement depuis le ${since}${by}${supportedUntil ? `, jusqu’au ${formatDate(supportedUntil)}` : ""}.`}
      {firstSupportedFrom &&
        ` Premier accompagnement à partir du ${formatDate(firstSupportedFrom)}.`}
      {!coachName && !hasEnded && " Personne n’en a encore la charge."}
    </>
  );
}
