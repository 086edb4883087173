import { getGrant } from "@essaim/funding/grant/grant.queries";
import { can } from "@essaim/identity/actor";
import { showRelease } from "@essaim/impact/release/release.commands";
import { getRelease } from "@essaim/impact/release/release.queries";
import { Button } from "@essaim/ui/button";
import { formatDate, formatDay } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { ReleaseView } from "./release-view";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Chiffres au ${formatDate(page.release.cutOffOn)}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const grant = await context.execute(actor, getGrant, { id: recordId(params.id) });
  const release = await context.execute(actor, getRelease, { id: recordId(params.releaseId) });
  if (release.grantId !== grant.id) throw new Response(null, { status: 404 });
  return { grant, release, canPublish: can(actor, "impact:publish") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.releaseId);
  const isPublic = (await readForm(request)).get("isPublic") === "on";
  await context.execute(actor, showRelease, { id, isPublic });
  throw redirect(`${paths.release(recordId(params.id), id)}?fait=enregistre`);
}

export default function ReleasePage() {
  const { grant, release, canPublish } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={`Chiffres arrêtés au ${formatDate(release.cutOffOn)}`}
        breadcrumb={[
          { label: grant.title, href: paths.grant(grant.id) },
          { label: "Ce que lit le financeur", href: paths.releases(grant.id) },
        ]}
        meta={
          <>
            <span>Arrêtés le {formatDay(new Date(release.madeAt))}</span>
            <span>
              {release.isPublic ? "Lus par tout le monde" : `Lus par ${grant.funderName} seulement`}
            </span>
          </>
        }
        action={
          canPublish && (
            <Form method="post">
              {!release.isPublic && <input type="hidden" name="isPublic" value="on" />}
              <Button type="submit">
                {release.isPublic ? "Ne plus montrer au public" : "Montrer au public"}
              </Button>
            </Form>
          )
        }
      />
      {canPublish && (
        <p className="print:hidden">
          <Link href={paths.newImpactReport({ financement: grant.id })}>
            Préparer un rapport d’impact avec ces chiffres
          </Link>
        </p>
      )}
      <ReleaseView content={release.content} details={release.details} />
    </>
  );
}
