import { today } from "@essaim/database/today";
import { getRecordFreshness } from "@essaim/directory/community/freshness.queries";
import { getOpenResource } from "@essaim/directory/open-resource.queries";
import { PageHeader } from "@essaim/ui/page-header";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { FreshnessSection } from "./freshness-section";
import { changeLife } from "./life.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Vie de la fiche, ${page.resource.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const [resource, freshness] = await Promise.all([
    context.execute(actor, getOpenResource, { id }),
    context.execute(actor, getRecordFreshness, { kind: "resource", id }),
  ]);
  const fresh = () => crypto.randomUUID();
  return {
    resource: { id, name: resource.name },
    freshness,
    day: today(),
    submissionIds: [fresh(), fresh(), fresh()] as const,
  };
}

export const action = (args: ActionFunctionArgs) => changeLife(args, "resource");

/** When a resource was last confirmed, and by whom. */
export default function ResourceLife() {
  const { resource, freshness, day, submissionIds } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Vie de la fiche"
        breadcrumb={[
          { label: "Ressources", href: paths.resources() },
          { label: resource.name, href: paths.resource(resource.id) },
        ]}
      />
      <FreshnessSection
        freshness={freshness}
        day={day}
        state={answer?.state}
        submissionIds={submissionIds}
      />
    </>
  );
}
