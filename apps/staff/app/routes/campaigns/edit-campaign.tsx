import { editCampaign } from "@essaim/outreach/campaign/campaign.commands";
import { getCampaignForm } from "@essaim/outreach/campaign/campaign.queries";
import {
  type CampaignInput,
  campaignEditSchema,
  campaignRefusals,
} from "@essaim/outreach/campaign/campaign.schema";
import { formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor, type Words } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { CampaignForm } from "./campaign-form";
import { readCampaignForm, withPieces } from "./campaign-step.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier · ${page.campaign.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { campaign, ...pieces } = await context.execute(actor, getCampaignForm, { id, search: "" });
  if (!campaign) throw new Response(null, { status: 404 });
  return { campaign, pieces, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const { pieces, step } = await readCampaignForm(context, actor, form);
  if (step) return step;
  const parsed = parseForm(campaignEditSchema, form);
  if (!parsed.ok) return withPieces(refuseTyped(parsed.state), pieces);
  const input = { ...parsed.value, id };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, editCampaign, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.campaign(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return withPieces(refuseUsed(form), pieces);
  if (outcome.reason !== "conflict") {
    return withPieces(refuseField(form, campaignRefusals[outcome.reason]), pieces);
  }
  const titles = new Map(
    [...pieces.chosen, ...outcome.current.pieces].map((one) => [one.id, one.title]),
  );
  const words = (campaign: CampaignInput): Words => [
    ["Nom", campaign.name],
    ["But", campaign.aim],
    ["Pour qui", campaign.audience],
    ["Premier jour", formatDate(campaign.startsOn)],
    ["Dernier jour", formatDate(campaign.endsOn)],
    [
      "Contenus",
      campaign.pieceIds
        .map((piece) => titles.get(piece) ?? "")
        .toSorted((one, other) => one.localeCompare(other, "fr"))
        .join(", "),
    ],
  ];
  const theirs = {
    ...outcome.current,
    pieceIds: outcome.current.pieces.map((piece) => piece.id),
  };
  return withPieces(
    refuseConflict(form, outcome, differing(words(parsed.value), words(theirs))),
    pieces,
  );
}

export default function EditCampaign() {
  const { campaign, pieces, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Modifier la campagne"
        breadcrumb={[
          { label: "Communication", href: paths.campaigns() },
          { label: campaign.name, href: paths.campaign(campaign.id) },
        ]}
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.editCampaign(campaign.id)} />
      <CampaignForm
        pieces={shown?.pieces ?? pieces}
        resetKey={shown?.key}
        initial={campaign}
        state={shown?.state}
        submissionId={shown?.key ?? submissionId}
        version={versionFor(shown, campaign.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.campaign(campaign.id)}
      />
    </>
  );
}
