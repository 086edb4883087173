import type { Pot } from "@essaim/commons/pot/pot.queries";
import type { PotInput } from "@essaim/commons/pot/pot.schema";
import { textFromCents } from "@essaim/database/money.schema";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { Answer } from "~/answer";
import { RecordForm } from "~/record-form";

export type PotOptions = {
  resources: readonly { id: string; name: string }[];
  lines: readonly { id: string; label: string; grantTitle: string | null }[];
};

const lineName = ({ label, grantTitle }: PotOptions["lines"][number]) =>
  `${grantTitle ?? "Fonds propres"} · ${label}`;

export function PotForm(props: {
  options: PotOptions;
  saved?: Partial<Pot>;
  answer: Answer | undefined;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
}) {
  const { options, saved, answer } = props;
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
      <TextField
        label="Titre"
        hint="Par exemple&#8239;: Traductions du printemps."
        {...fieldProps(state, "title", saved?.title)}
      />
      <Select
        label="Commun"
        width="long"
        options={options.resources.map((one) => ({ value: one.id, label: one.name }))}
        {...fieldProps(state, "openResourceId", saved?.openResourceId)}
      />
      <MoneyField
        label="Somme à partager"
        {...fieldProps(
          state,
          "amountCents",
          saved?.amountCents == null ? null : textFromCents(saved.amountCents),
        )}
      />
      <Select
        label="Ligne budgétaire qui paie"
        width="long"
        optional
        placeholder="Aucune&#8239;: à la charge de la coopérative"
        options={options.lines.map((one) => ({ value: one.id, label: lineName(one) }))}
        {...fieldProps(state, "budgetLineId", saved?.budgetLineId)}
      />
      <DateField label="Ouverte le" {...fieldProps(state, "openedOn", saved?.openedOn)} />
      <DateField
        label="Demandes reçues jusqu’au"
        {...fieldProps(state, "claimsUntil", saved?.claimsUntil)}
      />
      <TextArea
        label="Règles du partage"
        rows={5}
        optional
        hint="Qui peut demander une part, ce qui compte, comment le cercle se réunit."
        {...fieldProps(state, "terms", saved?.terms)}
      />
    </RecordForm>
  );
}

/** Every field of a pot in words, to compare two versions. */
export function potInWords(
  pot: Omit<PotInput, "openResourceId"> & { openResourceId: string },
  { resources, lines }: PotOptions,
): [string, string][] {
  const line = lines.find((one) => one.id === pot.budgetLineId);
  return [
    ["Titre", pot.title],
    ["Commun", resources.find((one) => one.id === pot.openResourceId)?.name ?? ""],
    ["Somme à partager", formatCents(pot.amountCents)],
    ["Ligne budgétaire", line ? lineName(line) : ""],
    ["Ouverte le", formatDate(pot.openedOn)],
    ["Demandes reçues jusqu’au", formatDate(pot.claimsUntil)],
    ["Règles du partage", pot.terms],
  ];
}
