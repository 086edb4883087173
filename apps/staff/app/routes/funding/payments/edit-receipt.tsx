import { today } from "@essaim/database/today";
import { getGrant } from "@essaim/funding/grant/grant.queries";
import { editReceipt, removeReceipt } from "@essaim/funding/grant/payment.commands";
import { getReceipt, listPayments } from "@essaim/funding/grant/payment.queries";
import {
  paymentRefusals,
  paymentRemovalFormSchema,
  receiptEditSchema,
} from "@essaim/funding/grant/payment.schema";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { differing, kept } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { PaymentPage } from "./payment-page";
import { ReceiptFields, receiptInWords } from "./receipt-fields";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Versement reçu · ${page.grant.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const receipt = await context.execute(actor, getReceipt, { id: recordId(params.receiptId) });
  const [grant, { instalments }] = await Promise.all([
    context.execute(actor, getGrant, { id: receipt.grantId }),
    context.execute(actor, listPayments, { grantId: receipt.grantId }),
  ]);
  if (grant.id !== recordId(params.id)) throw new Response(null, { status: 404 });
  return { grant, receipt, instalments, today: today(), submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.receiptId);
  const grantId = recordId(params.id);
  const back = paths.payments(grantId);
  const form = await readForm(request);
  const options = { submissionId: submissionIdOf(form) };
  const instalments = async () =>
    (await context.execute(actor, listPayments, { grantId })).instalments;
  if (form.get("intent") === "remove") {
    const parsed = parseForm(paymentRemovalFormSchema, form);
    if (!parsed.ok) throw new Response(null, { status: 400 });
    const removed = await context.execute(actor, removeReceipt, { ...parsed.value, id }, options);
    if (removed.ok) throw redirect(`${back}?fait=versement-retire`);
    if (removed.reason === "form_already_used") return refuseUsed(form);
    if (removed.reason !== "conflict") return refuseField(form, paymentRefusals[removed.reason]);
    // Changed meanwhile: what it has become is shown, and nothing is removed.
    return refuseConflict(
      form,
      removed,
      kept(receiptInWords(removed.current, await instalments())),
    );
  }
  const parsed = parseForm(receiptEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, editReceipt, { ...parsed.value, id }, options);
  if (outcome.ok) throw redirect(`${back}?fait=versement-note`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, paymentRefusals[outcome.reason]);
  const all = await instalments();
  const fields = differing(receiptInWords(parsed.value, all), receiptInWords(outcome.current, all));
  return refuseConflict(form, outcome, fields);
}

export default function EditReceipt() {
  const { grant, receipt, instalments, today: day, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const href = paths.editReceipt(grant.id, receipt.id);
  return (
    <PaymentPage
      title="Modifier un versement reçu"
      edited={{ version: receipt.version, href }}
      {...{ grant, answer, submissionId }}
    >
      <ReceiptFields state={answer?.state} saved={receipt} today={day} instalments={instalments} />
    </PaymentPage>
  );
}
