import { getGrant } from "@essaim/funding/grant/grant.queries";
import { editInstalment, removeInstalment } from "@essaim/funding/grant/payment.commands";
import { getInstalment } from "@essaim/funding/grant/payment.queries";
import {
  instalmentEditSchema,
  paymentRefusals,
  paymentRemovalFormSchema,
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
import { InstalmentFields, instalmentInWords } from "./instalment-fields";
import { instalmentNoted } from "./instalment-noted.server";
import { PaymentPage } from "./payment-page";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.instalment.label} · ${page.grant.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const instalment = await context.execute(actor, getInstalment, {
    id: recordId(params.instalmentId),
  });
  const grant = await context.execute(actor, getGrant, { id: instalment.grantId });
  if (grant.id !== recordId(params.id)) throw new Response(null, { status: 404 });
  return { grant, instalment, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.instalmentId);
  const back = paths.payments(recordId(params.id));
  const form = await readForm(request);
  const options = { submissionId: submissionIdOf(form) };
  if (form.get("intent") === "remove") {
    const parsed = parseForm(paymentRemovalFormSchema, form);
    if (!parsed.ok) throw new Response(null, { status: 400 });
    const removed = await context.execute(
      actor,
      removeInstalment,
      { ...parsed.value, id },
      options,
    );
    if (removed.ok) throw redirect(`${back}?fait=versement-retire`);
    if (removed.reason === "form_already_used") return refuseUsed(form);
    if (removed.reason !== "conflict") return refuseField(form, paymentRefusals[removed.reason]);
    // Changed meanwhile: what it has become is shown, and nothing is removed.
    return refuseConflict(form, removed, kept(instalmentInWords(removed.current)));
  }
  const parsed = parseForm(instalmentEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, editInstalment, { ...parsed.value, id }, options);
  if (outcome.ok) throw await instalmentNoted(context, actor, recordId(params.id));
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, paymentRefusals[outcome.reason]);
  const mine = instalmentInWords(parsed.value);
  return refuseConflict(form, outcome, differing(mine, instalmentInWords(outcome.current)));
}

export default function EditInstalment() {
  const { grant, instalment, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const href = paths.editInstalment(grant.id, instalment.id);
  return (
    <PaymentPage
      title="Modifier un versement attendu"
      edited={{ version: instalment.version, href }}
      {...{ grant, answer, submissionId }}
    >
      <InstalmentFields state={answer?.state} saved={instalment} />
    </PaymentPage>
  );
}
