import { editAgreement } from "@essaim/commons/partner/agreement.commands";
import { getAgreement } from "@essaim/commons/partner/agreement.queries";
import { agreementEditSchema, agreementRefusals } from "@essaim/commons/partner/agreement.schema";
import { getPartner } from "@essaim/commons/partner/partner.queries";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { PageHeader } from "@essaim/ui/page-header";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { AgreementForm, agreementInWords } from "./agreement-form";
import { saveAgreement } from "./agreement-upload.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier un accord · ${page.partner.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const target = { partnerId: recordId(params.id), id: recordId(params.agreementId) };
  const [partner, agreement] = await Promise.all([
    context.execute(actor, getPartner, { id: target.partnerId }),
    context.execute(actor, getAgreement, target),
  ]);
  const day = today();
  const isEnding = new URL(request.url).searchParams.has("fin") && agreement.signedOn <= day;
  return {
    partner,
    // Its last day is today, until somebody writes another.
    saved: isEnding ? { ...agreement, endsOn: day } : agreement,
    isEnding,
    maxBytes: context.uploadLimit,
    submissionId: crypto.randomUUID(),
    fileId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "partner:write")) throw new Response(null, { status: 403 });
  const target = { partnerId: recordId(params.id), id: recordId(params.agreementId) };
  const sent = await saveAgreement(
    { context, actor, partnerId: target.partnerId },
    request,
    agreementEditSchema,
    (said, file, options) =>
      context.execute(actor, editAgreement, { ...said, ...target, file }, options),
  );
  if (!sent.ok) return sent.refused;
  const { form, said, outcome } = sent;
  if (outcome?.ok) throw redirect(`${paths.partner(target.partnerId)}?fait=accord-modifie`);
  if (!outcome || outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, agreementRefusals[outcome.reason]);
  return refuseConflict(
    form,
    outcome,
    differing(agreementInWords(said), agreementInWords(outcome.current)),
  );
}

export default function EditAgreement() {
  const { partner, saved, isEnding, ...page } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={isEnding ? "Mettre fin à l’accord" : "Modifier l’accord"}
        breadcrumb={[
          { label: "Partenaires", href: paths.partners() },
          { label: partner.name, href: paths.partner(partner.id) },
        ]}
        lead={isEnding ? "Il est encore en vigueur ce jour-là, terminé le lendemain." : undefined}
      />
      <Conflict
        conflict={answer?.conflict}
        reloadHref={paths.editAgreement(partner.id, saved.id)}
      />
      <AgreementForm
        {...page}
        saved={saved}
        answer={answer}
        version={versionFor(answer, saved.version)}
        submitLabel={isEnding ? "Mettre fin" : "Enregistrer"}
        cancelHref={paths.partner(partner.id)}
      />
    </>
  );
}
