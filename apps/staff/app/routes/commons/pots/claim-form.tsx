import type { Claim } from "@essaim/commons/pot/pot.queries";
import type { ClaimInput } from "@essaim/commons/pot/pot.schema";
import { textFromCents } from "@essaim/database/money.schema";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import type { Answer } from "~/answer";
import { RecordForm } from "~/record-form";

export type Somebody = { id: string; givenName: string; familyName: string };

export function ClaimForm(props: {
  workers: readonly Somebody[];
  saved: Partial<Claim>;
  answer: Answer | undefined;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
}) {
  const { workers, saved, answer } = props;
  const state = answer?.state;
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={props.cancelHref}
      resetKey={answer?.key}
    >
      <Select
        label="Qui demande une part"
        width="long"
        options={workers.map((one) => ({
          value: one.id,
          label: `${one.familyName} ${one.givenName}`,
        }))}
        {...fieldProps(state, "workerId", saved.workerId)}
      />
      <TextArea label="Ce qui a été fait" rows={4} {...fieldProps(state, "work", saved.work)} />
      <MoneyField
        label="Ce que cette personne souhaite"
        hint="0 si elle a pris part au travail sans rien demander."
        {...fieldProps(
          state,
          "wishedCents",
          saved.wishedCents == null ? null : textFromCents(saved.wishedCents),
        )}
      />
      <DateField label="Demandé le" {...fieldProps(state, "declaredOn", saved.declaredOn)} />
    </RecordForm>
  );
}

/** Every field of a claim in words, to compare two versions. */
export function claimInWords(claim: ClaimInput, workers: readonly Somebody[]): [string, string][] {
  const worker = workers.find((one) => one.id === claim.workerId);
  return [
    ["Qui demande une part", worker ? `${worker.givenName} ${worker.familyName}` : ""],
    ["Ce qui a été fait", claim.work],
    ["Souhaité", formatCents(claim.wishedCents)],
    ["Demandé le", formatDate(claim.declaredOn)],
  ];
}
