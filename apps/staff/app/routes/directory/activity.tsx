import { getActivity } from "@essaim/directory/activity.queries";
import { sectorLabels } from "@essaim/directory/activity.schema";
import { getPublicationState } from "@essaim/directory/publication/publication-state.queries";
import { adviceForActivity, missingFromActivity } from "@essaim/directory/publication.rules";
import { listOutdatedTranslations } from "@essaim/directory/translation.queries";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { rereadAfterConflict } from "~/reread";
import { pageTitle } from "~/title";
import { ActivityContent, activityEnglishLabels } from "./activity-content";
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

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page?.activity.title);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const [activity, state, outdated] = await Promise.all([
    context.execute(actor, getActivity, { id }),
    context.execute(actor, getPublicationState, { kind: "activity", id }),
    context.execute(actor, listOutdatedTranslations, { recordId: id }),
  ]);
  return {
    activity,
    state,
    outdated,
    canWrite: can(actor, "directory:write"),
    canModerate: can(actor, "directory:moderate"),
    canSeeSpending: can(actor, "spending:read"),
    publicHref: `${context.publicUrl}/activites/${activity.slug}`,
    submissionIds: freshSubmissionIds(),
  };
}

export const shouldRevalidate = rereadAfterConflict;

export const action = (args: ActionFunctionArgs) => changePublication(args, "activity");

export default function Activity() {
  const {
    activity,
    state,
    outdated,
    canWrite,
    canModerate,
    canSeeSpending,
    publicHref,
    submissionIds,
  } = useLoaderData<typeof loader>();
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
            {state.hasChanges && <ChangesBadge />}
            {state.isPublic && <PublicLink href={publicHref} />}
            <Link href={paths.activityHistory(activity.id)}>Historique</Link>
            {canWrite && <Link href={paths.activityImages(activity.id)}>Images</Link>}
            {canModerate && <Link href={paths.activityLife(activity.id)}>Vie de la fiche</Link>}
            {canSeeSpending && (
              <Link href={paths.expenses({ activite: activity.id })}>Dépenses</Link>
            )}
          </>
        }
        lead={activity.summary}
        action={
          canWrite && (
            <>
              <ButtonLink href={paths.editActivity(activity.id)} icon="edit">
                Modifier
              </ButtonLink>
              <PreviewButton />
              <PublishButton record={activity} state={state} submissionIds={submissionIds} />
            </>
          )
        }
      />
      <PublicationRefusal answer={answer} />
      <Readiness
        missing={missingFromActivity(activity)}
        advice={[
          ...adviceForActivity(activity),
          ...translationAdvice(outdated, activityEnglishLabels),
        ]}
        status={activity.status}
        editHref={canWrite ? paths.editActivity(activity.id) : null}
        wasRefused={answer?.reason === "incomplete"}
      />
      <PublicationPanel {...{ state, canWrite, answer, submissionIds }} />
      <ActivityContent activity={activity} />
      <LastChange record={activity} />
    </>
  );
}
