import { getGrant } from "@essaim/funding/grant/grant.queries";
import { addInstalment } from "@essaim/funding/grant/payment.commands";
import { instalmentFormSchema, paymentRefusals } from "@essaim/funding/grant/payment.schema";
import { can } from "@essaim/identity/actor";
import { parseForm, readForm } from "@essaim/web/form";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { InstalmentFields } from "./instalment-fields";
import { instalmentNoted } from "./instalment-noted.server";
import { PaymentPage } from "./payment-page";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Nouveau versement attendu · ${page.grant.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const grant = await context.execute(actor, getGrant, { id: recordId(params.id) });
  return { grant, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(instalmentFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, grantId };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, addInstalment, input, { submissionId });
  if (outcome.ok) throw await instalmentNoted(context, actor, grantId);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, paymentRefusals[outcome.reason]);
}

export default function NewInstalment() {
  const { grant, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <PaymentPage title="Nouveau versement attendu" {...{ grant, answer, submissionId }}>
      <InstalmentFields state={answer?.state} />
    </PaymentPage>
  );
}
