import { getOpenResource } from "@essaim/directory/open-resource.queries";
import { resourceKindLabels } from "@essaim/directory/open-resource.schema";
import { getPublicationState } from "@essaim/directory/publication/publication-state.queries";
import { adviceForResource, missingFromResource } from "@essaim/directory/publication.rules";
import { listOutdatedTranslations } from "@essaim/directory/translation.queries";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { formatNumber } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { rereadAfterConflict } from "~/reread";
import { pageTitle } from "~/title";
import { translationAdvice } from "./english";
import {
  ChangesBadge,
  LastChange,
  PreviewButton,
  PublicationRefusal,
  PublicLink,
  PublishButton,
  Readiness,
  StatusBadge,
} from "./publication";
import { changePublication } from "./publication.server";
import { freshSubmissionIds } from "./publication-answer";
import { PublicationPanel } from "./publication-panel";
import { ResourceContent, resourceEnglishLabels } from "./resource-content";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => pageTitle(page?.resource.name);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const [resource, state, outdated] = await Promise.all([
    context.execute(actor, getOpenResource, { id }),
    context.execute(actor, getPublicationState, { kind: "resource", id }),
    context.execute(actor, listOutdatedTranslations, { recordId: id }),
  ]);
  return {
    resource,
    state,
    outdated,
    canWrite: can(actor, "directory:write"),
    canModerate: can(actor, "directory:moderate"),
    publicHref: `${context.publicUrl}/ressources/${resource.slug}`,
    submissionIds: freshSubmissionIds(),
  };
}

export const shouldRevalidate = rereadAfterConflict;

export const action = (args: ActionFunctionArgs) => changePublication(args, "resource");

export default function Resource() {
  const { resource, state, outdated, canWrite, canModerate, publicHref, submissionIds } =
    useLoaderData<typeof loader>();
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
            {state.hasChanges && <ChangesBadge />}
            {state.isPublic && <PublicLink href={publicHref} />}
            <Link href={paths.resourceHistory(resource.id)}>Historique</Link>
            {canWrite && <Link href={paths.resourceImages(resource.id)}>Images</Link>}
            {canModerate && <Link href={paths.resourceLife(resource.id)}>Vie de la fiche</Link>}
          </>
        }
        lead={resource.summary}
        action={
          canWrite && (
            <>
              <ButtonLink href={paths.editResource(resource.id)} icon="edit">
                Modifier
              </ButtonLink>
              <PreviewButton />
              <PublishButton
                record={resource}
                state={state}
                submissionIds={submissionIds}
                warning={reliedOn(resource.activities)}
              />
            </>
          )
        }
      />
      <PublicationRefusal answer={answer} />
      <Readiness
        missing={missingFromResource(resource)}
        advice={[
          ...adviceForResource(resource),
          ...translationAdvice(outdated, resourceEnglishLabels),
        ]}
        status={resource.status}
        editHref={canWrite ? paths.editResource(resource.id) : null}
        wasRefused={answer?.reason === "incomplete"}
      />
      <PublicationPanel {...{ state, canWrite, answer, submissionIds }} />
      <ResourceContent resource={resource} />
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
