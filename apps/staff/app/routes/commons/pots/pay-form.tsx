import type { Pot } from "@essaim/commons/pot/pot.queries";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { Form } from "@remix-run/react";
import { type Answer, versionFor } from "~/answer";

/** Pays the agreed parts: one expense for each person. */
export function PayForm(props: {
  pot: Pot;
  day: string;
  answer: Answer | undefined;
  submissionId: string;
}) {
  const { pot, answer } = props;
  const state = answer?.state.values.intent === "pay" ? answer.state : undefined;
  const isWarned = Boolean(state?.errors.payAnyway);
  return (
    <Section
      title="Verser les parts"
      lead="Une dépense est écrite pour chaque personne, du montant adopté."
    >
      <ErrorSummary errors={state?.errors} />
      <Form method="post" noValidate key={answer?.key}>
        <input type="hidden" name="submissionId" value={answer?.key ?? props.submissionId} />
        <input type="hidden" name="version" value={versionFor(answer, pot.version)} />
        <FormLayout>
          <DateField label="Payé le" {...fieldProps(state, "paidOn", props.day)} />
          {!pot.budgetLineId && (
            <TextField
              label="Compte"
              width="short"
              hint="6226 Honoraires, ou celui que dit votre comptable."
              {...fieldProps(state, "account", "6226")}
            />
          )}
          {isWarned && (
            <Checkbox
              name="payAnyway"
              value="true"
              label="Payer malgré tout"
              error={state?.errors.payAnyway}
            />
          )}
          <FormActions>
            <SubmitButton name="intent" value="pay">
              Verser les parts
            </SubmitButton>
          </FormActions>
        </FormLayout>
      </Form>
    </Section>
  );
}
