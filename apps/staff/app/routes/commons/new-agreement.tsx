import { addAgreement } from "@essaim/commons/partner/agreement.commands";
import { agreementFormSchema, agreementRefusals } from "@essaim/commons/partner/agreement.schema";
import { getPartner } from "@essaim/commons/partner/partner.queries";
import { can } from "@essaim/identity/actor";
import { PageHeader } from "@essaim/ui/page-header";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { AgreementForm } from "./agreement-form";
import { saveAgreement } from "./agreement-upload.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Noter un accord · ${page.partner.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "partner:write")) throw new Response(null, { status: 403 });
  return {
    partner: await context.execute(actor, getPartner, { id: recordId(params.id) }),
    maxBytes: context.uploadLimit,
    submissionId: crypto.randomUUID(),
    fileId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "partner:write")) throw new Response(null, { status: 403 });
  const partnerId = recordId(params.id);
  const sent = await saveAgreement(
    { context, actor, partnerId },
    request,
    agreementFormSchema,
    (said, file, options) =>
      context.execute(actor, addAgreement, { ...said, partnerId, file }, options),
  );
  if (!sent.ok) return sent.refused;
  const { form, outcome } = sent;
  if (outcome?.ok) throw redirect(`${paths.partner(partnerId)}?fait=accord-ajoute`);
  if (!outcome || outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, agreementRefusals[outcome.reason]);
}

export default function NewAgreement() {
  const { partner, ...page } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Noter un accord"
        breadcrumb={[
          { label: "Partenaires", href: paths.partners() },
          { label: partner.name, href: paths.partner(partner.id) },
        ]}
      />
      <AgreementForm
        {...page}
        answer={answer}
        submitLabel="Noter cet accord"
        cancelHref={paths.partner(partner.id)}
      />
    </>
  );
}
