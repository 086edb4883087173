import { addCampaign } from "@essaim/outreach/campaign/campaign.commands";
import { getCampaignForm } from "@essaim/outreach/campaign/campaign.queries";
import { campaignRefusals, campaignSchema } from "@essaim/outreach/campaign/campaign.schema";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { CampaignForm } from "./campaign-form";
import { readCampaignForm, withPieces } from "./campaign-step.server";

export const meta: MetaFunction = () => pageTitle("Nouvelle campagne");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { campaign: _, ...pieces } = await context.execute(actor, getCampaignForm, {
    id: null,
    search: "",
  });
  return { pieces, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const { pieces, step } = await readCampaignForm(context, actor, form);
  if (step) return step;
  const parsed = parseForm(campaignSchema, form);
  if (!parsed.ok) return withPieces(refuseTyped(parsed.state), pieces);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, addCampaign, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.campaign(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return withPieces(refuseUsed(form), pieces);
  return withPieces(refuseField(form, campaignRefusals[outcome.reason]), pieces);
}

export default function NewCampaign() {
  const { pieces, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouvelle campagne"
        breadcrumb={[{ label: "Communication", href: paths.campaigns() }]}
      />
      <CampaignForm
        pieces={shown?.pieces ?? pieces}
        resetKey={shown?.key}
        initial={{}}
        state={shown?.state}
        submissionId={shown?.key ?? submissionId}
        submitLabel="Préparer cette campagne"
        cancelHref={paths.campaigns()}
      />
    </>
  );
}
