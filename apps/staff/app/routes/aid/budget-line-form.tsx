import type { BudgetLine } from "@essaim/accompaniment/aid/aid.queries";
import { textFromCents } from "@essaim/database/money.schema";
import { ButtonLink } from "@essaim/ui/button";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { Fieldset } from "@essaim/ui/fieldset";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { MoneyField } from "@essaim/ui/money-field";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { Form, useNavigation } from "@remix-run/react";
import type { Answer } from "~/answer";
import { paths } from "~/paths";

/** What a budget line is called, how much it holds, which days it covers. */
export function BudgetLineForm(props: {
  grants: readonly { id: string; title: string }[];
  saved?: Partial<BudgetLine>;
  answer: Answer | undefined;
  submissionId: string;
  version?: number;
  submitLabel: string;
}) {
  const { saved, answer } = props;
  const state = answer?.state;
  const isSending = useNavigation().state !== "idle";
  const closed = state ? state.values.isClosed === "oui" : saved?.isClosed;
  return (
    <>
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <Form method="post" noValidate key={answer?.key}>
        <input type="hidden" name="submissionId" value={props.submissionId} />
        {props.version !== undefined && (
          <input type="hidden" name="version" value={props.version} />
        )}
        <FormLayout>
          <Fieldset question={"Quelle somme, et d’où vient-elle\u202f?"}>
            <TextField
              label="Nom de l’enveloppe"
              width="full"
              maxLength={120}
              autoComplete="off"
              {...fieldProps(state, "label", saved?.label)}
            />
            <MoneyField
              label="Montant"
              {...fieldProps(
                state,
                "amountCents",
                saved?.amountCents === undefined ? undefined : textFromCents(saved.amountCents),
              )}
            />
            <Select
              label="Financement d’où elle vient"
              optional
              width="long"
              placeholder="Fonds propres de la coopérative"
              options={props.grants.map((grant) => ({ value: grant.id, label: grant.title }))}
              {...fieldProps(state, "grantId", saved?.grantId)}
            />
          </Fieldset>
          <Fieldset question={"Quand peut-elle servir\u202f?"}>
            <DateField label="Premier jour" {...fieldProps(state, "startsOn", saved?.startsOn)} />
            <DateField label="Dernier jour" {...fieldProps(state, "endsOn", saved?.endsOn)} />
            <Checkbox
              name="isClosed"
              value="oui"
              label="Enveloppe fermée"
              hint="Elle garde ce qu’elle a accordé et n’accorde plus rien."
              defaultChecked={closed}
            />
          </Fieldset>
          <FormActions>
            <SubmitButton pending={isSending}>{props.submitLabel}</SubmitButton>
            <ButtonLink href={paths.budgetLines()} variant="quiet">
              Annuler
            </ButtonLink>
          </FormActions>
        </FormLayout>
      </Form>
    </>
  );
}
