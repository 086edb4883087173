import { createPartner } from "@essaim/commons/partner/partner.commands";
import {
  communeRefusal,
  partnerRefusals,
  partnerSchema,
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
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { PartnerForm } from "./partner-form";

export const meta: MetaFunction = () => pageTitle("Nouveau partenaire");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "partner:write")) throw new Response(null, { status: 403 });
  return { submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(partnerSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, createPartner, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.partner(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "communes_unknown") {
    return refuseField(form, communeRefusal(outcome.names));
  }
  return refuseField(form, partnerRefusals[outcome.reason]);
}

export default function NewPartner() {
  const { submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouveau partenaire"
        breadcrumb={[{ label: "Partenaires", href: paths.partners() }]}
      />
      <PartnerForm
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Enregistrer ce partenaire"
      />
    </>
  );
}
