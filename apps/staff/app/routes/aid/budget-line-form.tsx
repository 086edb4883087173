import type { BudgetLine } from "@essaim/accompaniment/aid/aid.queries";
import { textFromCents } from "@essaim/database/money.schema";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { MoneyField } from "@essaim/ui/money-field";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import type { Answer } from "~/answer";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";

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
  const closed = state ? state.values.isClosed === "oui" : saved?.isClosed;
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={paths.budgetLines()}
      resetKey={answer?.key}
    >
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
    </RecordForm>
  );
}
