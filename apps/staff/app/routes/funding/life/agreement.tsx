import { textFromCents } from "@essaim/database/money.schema";
import { signAgreement } from "@essaim/funding/grant/grant-life.commands";
import { agreementFormSchema } from "@essaim/funding/grant/grant-life.schema";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
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
  pageTitle(page && `Convention · ${page.grant.title}`);

export async function loader(args: LoaderFunctionArgs) {
  const { actor: _, ...page } = await loadStep(args, ["sign"]);
  return page;
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(agreementFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id };
  const { version: _, ...typed } = parsed.value;
  const outcome = await context.execute(actor, signAgreement, input, {
    submissionId: submissionIdOf(form),
  });
  return answerStep(form, outcome, { id, told: "convention-notee", typed });
}

export default function Agreement() {
  const { grant, today, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <StepPage
      title="Convention"
      lead={`Ce que la coopérative et ${grant.funderName} ont signé.`}
      {...{ grant, answer, submissionId }}
      submitLabel="Noter la convention"
      here={paths.grantAgreement(grant.id)}
    >
      <TextField
        label="Référence"
        {...fieldProps(state, "reference", grant.reference)}
        optional
        width="medium"
        autoComplete="off"
        hint="Le numéro que porte la convention."
      />
      <DateField
        label="Signée le"
        max={today}
        {...fieldProps(state, "signedOn", grant.signedOn ?? today)}
      />
      <TextArea
        label="Conditions"
        {...fieldProps(state, "conditions", grant.conditions)}
        optional
        rows={5}
        hint="Ce que la convention demande&#8239;: logo, comité de suivi, dépenses exclues…"
      />
      <MoneyField
        label="Aide en nature"
        {...fieldProps(
          state,
          "inKindCents",
          grant.inKindCents === null ? null : textFromCents(grant.inKindCents),
        )}
        optional
        hint="La valeur de ce que le financeur donne autrement qu’en argent. Elle se compte à part."
      />
      <Fieldset question="Aide de minimis">
        <Checkbox
          name="isDeMinimis"
          label="Ce financement est une aide de minimis"
          hint="La convention le dit, quand l’aide passe par le règlement (UE) 2023/2831."
          defaultChecked={state ? state.values.isDeMinimis !== undefined : grant.isDeMinimis}
        />
        <TextField
          label="Numéro du RAE"
          {...fieldProps(state, "raeReference", grant.raeReference)}
          optional
          width="short"
          autoComplete="off"
          hint="Celui du répertoire des aides aux entreprises, 5 caractères au plus."
        />
      </Fieldset>
    </StepPage>
  );
}
