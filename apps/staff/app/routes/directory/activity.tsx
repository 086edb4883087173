import { publishActivity, unpublishActivity } from "@essaim/directory/activity.commands";
import { getActivity } from "@essaim/directory/activity.queries";
import { sectorLabels } from "@essaim/directory/activity.schema";
import { adviceForActivity, missingFromActivity } from "@essaim/directory/publication.rules";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { PageHeader } from "@essaim/ui/page-header";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { ActivityContent } from "./activity-content";
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
      <ActivityContent activity={activity} />
      <LastChange record={activity} />
    </>
  );
}
