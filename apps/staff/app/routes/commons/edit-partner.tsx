import { editPartner } from "@essaim/commons/partner/partner.commands";
import { getPartner } from "@essaim/commons/partner/partner.queries";
import {
  communeRefusal,
  partnerEditSchema,
  partnerRefusals,
} from "@essaim/commons/partner/partner.schema";
import { can } from "@essaim/identity/actor";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { PartnerForm, partnerInWords } from "./partner-form";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.partner.name} · Partenaires`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "partner:write")) throw new Response(null, { status: 403 });
  const partner = await context.execute(actor, getPartner, { id: recordId(params.id) });
  return { partner, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(partnerEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, id: recordId(params.id) };
  const outcome = await context.execute(actor, editPartner, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.partner(outcome.id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "communes_unknown") {
    return refuseField(form, communeRefusal(outcome.names));
  }
  if (outcome.reason !== "conflict") return refuseField(form, partnerRefusals[outcome.reason]);
  return refuseConflict(
    form,
    outcome,
    differing(partnerInWords(parsed.value), partnerInWords(outcome.current)),
  );
}

export default function EditPartner() {
  const { partner, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={`Modifier «\u202f${partner.name}\u202f»`}
        breadcrumb={[
          { label: "Partenaires", href: paths.partners() },
          { label: partner.name, href: paths.partner(partner.id) },
        ]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editPartner(partner.id)} />
      <PartnerForm
        saved={partner}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        version={versionFor(answer, partner.version)}
        submitLabel="Enregistrer"
      />
    </>
  );
}
