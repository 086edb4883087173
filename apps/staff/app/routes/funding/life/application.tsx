import { textFromCents } from "@essaim/database/money.schema";
import { applyForGrant } from "@essaim/funding/grant/grant-life.commands";
import { applicationFormSchema } from "@essaim/funding/grant/grant-life.schema";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { MoneyField } from "@essaim/ui/money-field";
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
  pageTitle(page && `Dépôt de la demande · ${page.grant.title}`);

export async function loader(args: LoaderFunctionArgs) {
  const { actor: _, ...page } = await loadStep(args, ["apply"]);
  return page;
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(applicationFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const { version, ...typed } = parsed.value;
  const outcome = await context.execute(
    actor,
    applyForGrant,
    { id, version, ...typed },
    { submissionId: submissionIdOf(form) },
  );
  return answerStep(form, outcome, {
    id,
    told: "demande-notee",
    typed,
  });
}

export default function Application() {
  const { grant, today, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const isDecided = grant.status === "awarded" || grant.status === "declined";
  return (
    <StepPage
      title="Dépôt de la demande"
      lead={`Ce qui est demandé à ${grant.funderName}, et quand.`}
      {...{ grant, answer, submissionId }}
      submitLabel="Noter le dépôt"
      here={paths.grantApplication(grant.id)}
    >
      <MoneyField
        label="Montant demandé"
        {...fieldProps(
          state,
          "askedCents",
          grant.askedCents === null ? null : textFromCents(grant.askedCents),
        )}
      />
      <DateField
        label="Déposée le"
        max={grant.decidedOn ?? today}
        {...fieldProps(state, "appliedOn", grant.appliedOn ?? (isDecided ? null : today))}
      />
    </StepPage>
  );
}
