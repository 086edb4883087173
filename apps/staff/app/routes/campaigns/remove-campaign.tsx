import { can } from "@essaim/identity/actor";
import { removeCampaign } from "@essaim/outreach/campaign/campaign.commands";
import { getCampaign } from "@essaim/outreach/campaign/campaign.queries";
import { campaignVersionSchema } from "@essaim/outreach/campaign/campaign.schema";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { FormActions } from "@essaim/ui/form-actions";
import { plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { rereadAfterConflict } from "~/reread";
import { pageTitle } from "~/title";
import { spanInWords } from "./campaign-words";

export const shouldRevalidate = rereadAfterConflict;

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Supprimer · ${page.campaign.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "outreach:write")) throw new Response(null, { status: 403 });
  const { campaign, events } = await context.execute(actor, getCampaign, {
    id: recordId(params.id),
  });
  return { campaign, events: events.length };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const parsed = parseForm(campaignVersionSchema.pick({ version: true }), await readForm(request));
  if (!parsed.ok) throw new Response(null, { status: 400 });
  const outcome = await context.execute(actor, removeCampaign, { ...parsed.value, id });
  if (outcome.ok) throw redirect(`${paths.campaigns()}?fait=campagne-supprimee`);
  return data({ hasChanged: true }, { status: 409 });
}

/** Asks once, and says what stays. */
export default function RemoveCampaign() {
  const { campaign, events } = useLoaderData<typeof loader>();
  const hasChanged = useActionData<typeof action>()?.hasChanged;
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      <PageHeader
        title={"Supprimer cette campagne\u202f?"}
        breadcrumb={[
          { label: "Communication", href: paths.campaigns() },
          { label: campaign.name, href: paths.campaign(campaign.id) },
        ]}
        lead={`${campaign.name}. ${spanInWords(campaign)}.`}
      />
      {hasChanged && (
        <Alert tone="warning" role="alert" title="Quelqu’un vient de modifier cette campagne">
          Vérifiez-la, puis supprimez-la si c’est toujours ce que vous voulez.
        </Alert>
      )}
      <p className="max-w-measure">
        Son but, ses dates et le choix de ses contenus sont effacés pour de bon.{" "}
        {events > 0 &&
          `${plural(events, "événement reste prévu", "événements restent prévus")} avec leurs inscriptions, hors de toute campagne. `}
        Les contenus et leur audience restent.
      </p>
      <Form method="post">
        <input type="hidden" name="version" value={campaign.version} />
        <FormActions>
          <SubmitButton pending={isSending} variant="danger">
            Supprimer la campagne
          </SubmitButton>
          <ButtonLink href={paths.campaign(campaign.id)} variant="quiet">
            La garder
          </ButtonLink>
        </FormActions>
      </Form>
    </>
  );
}
