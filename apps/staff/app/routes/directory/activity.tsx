import { publishActivity, unpublishActivity } from "@essaim/directory/activity.commands";
import { getActivity } from "@essaim/directory/activity.queries";
import { sectorLabels } from "@essaim/directory/activity.schema";
import { resourceKindLabels } from "@essaim/directory/open-resource.schema";
import { adviceForActivity, missingFromActivity } from "@essaim/directory/publication.rules";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { formatCents } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { LicenceStatusBadge } from "./licence-badge";
import {
  LastChange,
  PublicationRefusal,
  PublicLink,
  PublishButton,
  Readiness,
  rereadAfterConflict,
  StatusBadge,
} from "./publication";
import { changePublication } from "./publication.server";
import { Reading } from "./reading";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page?.activity.title);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const activity = await context.execute(actor, getActivity, { id: recordId(params.id) });
  return {
    activity,
    canWrite: can(actor, "directory:write"),
    publicHref: `${context.publicUrl}/activites/${activity.slug}`,
    submissionId: crypto.randomUUID(),
  };
}

export const shouldRevalidate = rereadAfterConflict;

export const action = (args: ActionFunctionArgs) =>
  changePublication(args, {
    publish: publishActivity,
    unpublish: unpublishActivity,
    path: paths.activity,
  });

export default function Activity() {
  const { activity, canWrite, publicHref, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={activity.title}
        breadcrumb={[{ label: "Activités", href: paths.activities() }]}
        meta={
          <>
            <StatusBadge status={activity.status} />
            <span>{sectorLabels[activity.sector].fr}</span>
            {activity.status === "published" && <PublicLink href={publicHref} />}
          </>
        }
        lead={activity.summary}
        action={
          canWrite && (
            <>
              <ButtonLink href={paths.editActivity(activity.id)} icon="edit">
                Modifier
              </ButtonLink>
              <PublishButton record={activity} submissionId={submissionId} />
            </>
          )
        }
      />
      <PublicationRefusal answer={answer} />
      <Readiness
        missing={missingFromActivity(activity)}
        advice={adviceForActivity(activity)}
        status={activity.status}
        editHref={canWrite ? paths.editActivity(activity.id) : null}
        wasRefused={answer?.reason === "incomplete"}
      />
      {activity.description && <Reading title="Description" text={activity.description} />}
      <Section title="Pour commencer">
        <p>{costSentence(activity.startupCostMinCents, activity.startupCostMaxCents)}</p>
        {activity.requirements && (
          <Reading title="Ce qu’il faut" text={activity.requirements} level={3} />
        )}
        {activity.steps && <Reading title="Étape par étape" text={activity.steps} level={3} />}
      </Section>
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
        <Reading title="Ce qui plaide pour" text={activity.advantages} />
        <Reading title="Ce qu’il faut savoir avant" text={activity.limits} />
      </div>
      <Resources activity={activity} />
      <Places activity={activity} />
      <LastChange record={activity} />
    </>
  );
}

function costSentence(least: number | null, most: number | null): string {
  if (least === null || most === null) return "Coût de démarrage non renseigné.";
  const euros = (cents: number) => formatCents(cents, "fr", { cents: "auto" });
  if (most === 0) return "Aucun coût de démarrage.";
  if (least === most) return `Coût de démarrage\u202f: ${euros(most)}.`;
  if (least === 0) return `Coût de démarrage\u202f: jusqu’à ${euros(most)}.`;
  return `Coût de démarrage\u202f: de ${euros(least)} à ${euros(most)}.`;
}

type Shown = { activity: ReturnType<typeof useLoaderData<typeof loader>>["activity"] };

function Resources({ activity }: Shown) {
  return (
    <Section title="Ressources ouvertes sur lesquelles elle repose">
      {activity.resources.length === 0 ? (
        <p className="text-muted">Aucune n’est citée.</p>
      ) : (
        <ul className="-mt-2 flex flex-col divide-y divide-line">
          {activity.resources.map((resource) => (
            <li key={resource.openResourceId} className="flex flex-col gap-1 py-3">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Link href={paths.resource(resource.openResourceId)}>{resource.name}</Link>
                <span className="text-sm text-muted">{resourceKindLabels[resource.kind].fr}</span>
                <LicenceStatusBadge licence={resource.licence} />
                {resource.status === "draft" && <StatusBadge status="draft" />}
              </div>
              {resource.usage && <p className="max-w-measure">{resource.usage}</p>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Places({ activity }: Shown) {
  return (
    <Section title="Où elle fonctionne déjà">
      {activity.locations.length === 0 ? (
        <p className="text-muted">Aucun lieu n’est cité.</p>
      ) : (
        <ul className="-mt-2 flex flex-col divide-y divide-line">
          {activity.locations.map((place) => (
            <li key={place.communeCode} className="flex flex-col gap-1 py-3">
              <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                <span className="font-semibold">
                  {place.communeName} ({place.departmentCode})
                </span>
                {place.sinceYear !== null && (
                  <span className="figures text-muted">depuis {place.sinceYear}</span>
                )}
                {place.transferredFrom && (
                  <span className="text-muted">venue de {place.transferredFrom.name}</span>
                )}
              </div>
              {place.description && <p className="max-w-measure">{place.description}</p>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
