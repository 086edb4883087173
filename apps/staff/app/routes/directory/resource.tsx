import {
  publishOpenResource,
  unpublishOpenResource,
} from "@essaim/directory/open-resource.commands";
import { getOpenResource } from "@essaim/directory/open-resource.queries";
import { resourceKindLabels } from "@essaim/directory/open-resource.schema";
import { adviceForResource, missingFromResource } from "@essaim/directory/publication.rules";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { formatNumber } from "@essaim/ui/format";
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

export const meta: MetaFunction<typeof loader> = ({ data: page }) => pageTitle(page?.resource.name);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const resource = await context.execute(actor, getOpenResource, { id: recordId(params.id) });
  return {
    resource,
    canWrite: can(actor, "directory:write"),
    publicHref: `${context.publicUrl}/ressources/${resource.slug}`,
    submissionId: crypto.randomUUID(),
  };
}

export const shouldRevalidate = rereadAfterConflict;

export const action = (args: ActionFunctionArgs) =>
  changePublication(args, {
    publish: publishOpenResource,
    unpublish: unpublishOpenResource,
    path: paths.resource,
  });

export default function Resource() {
  const { resource, canWrite, publicHref, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={resource.name}
        breadcrumb={[{ label: "Ressources ouvertes et communs", href: paths.resources() }]}
        meta={
          <>
            <StatusBadge status={resource.status} />
            <span>{resourceKindLabels[resource.kind].fr}</span>
            {resource.status === "published" && <PublicLink href={publicHref} />}
          </>
        }
        lead={resource.summary}
        action={
          canWrite && (
            <>
              <ButtonLink href={paths.editResource(resource.id)} icon="edit">
                Modifier
              </ButtonLink>
              <PublishButton
                record={resource}
                submissionId={submissionId}
                warning={reliedOn(resource.activities)}
              />
            </>
          )
        }
      />
      <PublicationRefusal answer={answer} />
      <Readiness
        missing={missingFromResource(resource)}
        advice={adviceForResource(resource)}
        status={resource.status}
        editHref={canWrite ? paths.editResource(resource.id) : null}
        wasRefused={answer?.reason === "incomplete"}
      />
      <Licence resource={resource} />
      {resource.description && <Reading title="Description" text={resource.description} />}
      <Section title="Où la trouver">
        <DescriptionList
          items={[
            { term: "Site", value: address(resource.websiteUrl) },
            { term: "Sources", value: address(resource.sourceUrl) },
            { term: "Documentation", value: address(resource.documentationUrl) },
          ]}
        />
      </Section>
      {resource.contributionGuide && (
        <Reading title="Comment contribuer" text={resource.contributionGuide} />
      )}
      <Activities resource={resource} />
      <LastChange record={resource} />
    </>
  );
}

/** What withdrawing a resource takes away from others, told before it is done. */
function reliedOn(activities: readonly { status: string }[]): string | undefined {
  const published = activities.filter((activity) => activity.status === "published").length;
  if (published === 0) return undefined;
  return published === 1
    ? "1\u00a0activité publiée s’appuie dessus. Sa page ne la montrera plus."
    : `${formatNumber(published)}\u00a0activités publiées s’appuient dessus. Leurs pages ne la montreront plus.`;
}

type Shown = { resource: ReturnType<typeof useLoaderData<typeof loader>>["resource"] };

/** What one may do comes first, in a sentence; the identifier is for those who know it. */
function Licence({ resource: { licence, licenceExpression, licenceNote } }: Shown) {
  return (
    <Section title="Licence">
      <div className="flex max-w-measure flex-col items-start gap-2">
        <LicenceStatusBadge licence={licence} />
        <p className="text-lg">{licence.sentence.fr}</p>
        {licenceExpression && (
          <p className="text-sm text-muted">
            <code>{licenceExpression}</code>
            {licence.names.length > 0 && ` (${licence.names.join(", ")})`}
          </p>
        )}
        {licenceNote && <p className="whitespace-pre-line">{licenceNote}</p>}
      </div>
    </Section>
  );
}

function address(url: string | null) {
  if (!url) return null;
  return (
    <a href={url} rel="noopener noreferrer" className="break-all">
      {url.replace(/^https?:\/\//, "").replace(/\/$/, "")}
    </a>
  );
}

function Activities({ resource }: Shown) {
  return (
    <Section title="Activités qui reposent sur elle">
      {resource.activities.length === 0 ? (
        <p className="text-muted">Aucune pour l’instant.</p>
      ) : (
        <ul className="-mt-2 flex flex-col divide-y divide-line">
          {resource.activities.map((activity) => (
            <li key={activity.id} className="flex flex-col gap-1 py-3">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Link href={paths.activity(activity.id)}>{activity.title}</Link>
                {activity.status === "draft" && <StatusBadge status="draft" />}
              </div>
              {activity.usage && <p className="max-w-measure">{activity.usage}</p>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
