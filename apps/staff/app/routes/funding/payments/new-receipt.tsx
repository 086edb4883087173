import { today } from "@essaim/database/today";
import { getGrant } from "@essaim/funding/grant/grant.queries";
import { recordReceipt } from "@essaim/funding/grant/payment.commands";
import { listPayments } from "@essaim/funding/grant/payment.queries";
import { paymentRefusals, receiptFormSchema } from "@essaim/funding/grant/payment.schema";
import { can } from "@essaim/identity/actor";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { PaymentPage } from "./payment-page";
import { ReceiptFields } from "./receipt-fields";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Nouveau versement reçu · ${page.grant.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const id = recordId(params.id);
  const [grant, { instalments }] = await Promise.all([
    context.execute(actor, getGrant, { id }),
    context.execute(actor, listPayments, { grantId: id }),
  ]);
  const { attendu } = parseQuery(z.object({ attendu: z.uuid().optional() }), request);
  const paid = instalments.find((one) => one.id === attendu);
  const day = today();
  return {
    grant,
    instalments,
    today: day,
    likely: paid ? { instalmentId: paid.id, amountCents: paid.dueCents } : {},
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(receiptFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, grantId };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, recordReceipt, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.payments(grantId)}?fait=versement-note`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, paymentRefusals[outcome.reason]);
}

export default function NewReceipt() {
  const { grant, instalments, likely, today: day, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const saved = { ...likely, receivedOn: day };
  return (
    <PaymentPage title="Nouveau versement reçu" {...{ grant, answer, submissionId }}>
      <ReceiptFields state={answer?.state} today={day} {...{ instalments, saved }} />
    </PaymentPage>
  );
}
