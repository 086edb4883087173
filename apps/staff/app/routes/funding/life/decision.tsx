import { textFromCents } from "@essaim/database/money.schema";
import { awardGrant, declineGrant } from "@essaim/funding/grant/grant-life.commands";
import { listAmendments } from "@essaim/funding/grant/grant-life.queries";
import { decisionFormSchema, lifeRefusals } from "@essaim/funding/grant/grant-life.schema";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { Link } from "@essaim/ui/link";
import { MoneyField } from "@essaim/ui/money-field";
import { RadioGroup } from "@essaim/ui/radio-group";
import { TextArea } from "@essaim/ui/text-area";
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
  pageTitle(page && `Réponse du financeur · ${page.grant.title}`);

export async function loader(args: LoaderFunctionArgs) {
  const { actor, ...page } = await loadStep(args, ["award", "decline"]);
  const amendments = await args.context.execute(actor, listAmendments, { grantId: page.grant.id });
  return { ...page, isAmended: amendments.length > 0 };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(decisionFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const { answer, amountCents, version, ...said } = parsed.value;
  const options = { submissionId: submissionIdOf(form) };
  const done = { id, told: "decision-notee" };
  if (answer === "yes" && amountCents !== null) {
    const input = { id, version, amountCents, ...said };
    const outcome = await context.execute(actor, awardGrant, input, options);
    return answerStep(form, outcome, {
      ...done,
      typed: { status: "awarded", amountCents, ...said },
    });
  }
  const outcome = await context.execute(actor, declineGrant, { id, version, ...said }, options);
  return answerStep(form, outcome, { ...done, typed: { status: "declined", ...said } });
}

export default function Decision() {
  const { grant, isAmended, today, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const amount = grant.amountCents ?? grant.askedCents;
  const said = grant.status === "awarded" ? "yes" : grant.status === "declined" ? "no" : null;
  return (
    <StepPage
      title="Réponse du financeur"
      lead={`Ce que ${grant.funderName} a décidé.`}
      {...{ grant, answer, submissionId }}
      submitLabel="Noter la réponse"
      here={paths.grantDecision(grant.id)}
    >
      <RadioGroup
        label="Le financeur a répondu"
        {...fieldProps(state, "answer", said)}
        options={[
          { value: "yes", label: "Oui", hint: "Le financement est acquis." },
          { value: "no", label: "Non", hint: "Le financement est refusé." },
        ].filter(({ value }) => said === null || value === said)}
      />
      {state?.errors.answer === lifeRefusals.spent_on.message && (
        <p>
          <Link href={paths.expenses({ financement: grant.id })}>
            Les dépenses de ce financement
          </Link>
        </p>
      )}
      {said !== "no" && (
        <MoneyField
          label="Montant accordé"
          {...fieldProps(state, "amountCents", amount === null ? null : textFromCents(amount))}
          optional="unmarked"
          hint={
            isAmended
              ? "Un avenant a fixé ce montant\u202f: il change par un nouvel avenant."
              : "Ne compte que si la réponse est oui."
          }
        />
      )}
      <DateField
        label="Décidé le"
        max={today}
        {...fieldProps(state, "decidedOn", grant.decidedOn ?? today)}
      />
      <TextArea
        label="Ce que dit la décision"
        {...fieldProps(state, "decisionNote", grant.decisionNote)}
        optional
        rows={4}
        hint="Ses raisons, ou ce qu’elle demande avant la convention."
      />
    </StepPage>
  );
}
