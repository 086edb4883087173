import { textFromCents } from "@essaim/database/money.schema";
import { amendGrant } from "@essaim/funding/grant/amendment.commands";
import { amendmentFormSchema } from "@essaim/funding/grant/grant-life.schema";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseTyped } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { answerStep } from "./step.server";
import { loadStep } from "./step-loader.server";
import { StepPage } from "./step-page";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Nouvel avenant · ${page.grant.title}`);

export async function loader(args: LoaderFunctionArgs) {
  const { actor: _, ...page } = await loadStep(args, ["amend"]);
  return page;
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(amendmentFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, amendGrant, input, {
    submissionId: submissionIdOf(form),
  });
  const { amountCents, endsOn } = parsed.value;
  return answerStep(form, outcome, { id, told: "avenant-note", typed: { amountCents, endsOn } });
}

export default function NewAmendment() {
  const { grant, today, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const amount = grant.amountCents;
  return (
    <StepPage
      title="Nouvel avenant"
      lead="Ce qui change le montant ou la fin de la convention. Le financement dira désormais ce que dit l’avenant."
      {...{ grant, answer, submissionId }}
      submitLabel="Noter cet avenant"
      here={paths.newAmendment(grant.id)}
    >
      <DateField label="Signé le" max={today} {...fieldProps(state, "signedOn", today)} />
      <TextField
        label="Référence"
        {...fieldProps(state, "reference")}
        optional
        width="medium"
        autoComplete="off"
      />
      <MoneyField
        label="Montant après l’avenant"
        {...fieldProps(state, "amountCents", amount === null ? null : textFromCents(amount))}
        hint={amount === null ? undefined : `Jusqu’ici ${formatCents(amount)}.`}
      />
      <DateField
        label="Dernier jour après l’avenant"
        {...fieldProps(state, "endsOn", grant.endsOn)}
        hint={`Jusqu’ici le ${formatDate(grant.endsOn)}.`}
      />
      <TextArea label="Ce qu’il change, et pourquoi" {...fieldProps(state, "reason")} rows={4} />
    </StepPage>
  );
}
