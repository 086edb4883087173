import {
  contributionKindLabels,
  contributionKinds,
} from "@essaim/commons/contribution/contribution.schema";
import type { Intention } from "@essaim/commons/intention/intention.queries";
import { textFromCents } from "@essaim/database/money.schema";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDuration } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { Answer } from "~/answer";
import type { ContributionOptions } from "../contribution-form";

/** The fields of a contribution that is meant. */
export function IntentionFields({
  options,
  saved,
  answer,
}: {
  options: Pick<ContributionOptions, "resources" | "lines">;
  saved?: Partial<Intention>;
  answer: Answer | undefined;
}) {
  const state = answer?.state;
  return (
    <>
      <Select
        label="Nature"
        {...fieldProps(state, "kind", saved?.kind)}
        options={contributionKinds.map((value) => ({
          value,
          label: contributionKindLabels[value],
        }))}
      />
      <Select
        label="Commun qui la recevra"
        {...fieldProps(state, "openResourceId", saved?.openResourceId)}
        width="long"
        options={options.resources.map((one) => ({ value: one.id, label: one.name }))}
        hint="L’une des ressources ouvertes de l’annuaire."
      />
      <TextArea
        label="En une phrase"
        {...fieldProps(state, "description", saved?.description)}
        rows={3}
        hint="Ce qui sera fait ou donné, et pourquoi. Sans nommer personne."
      />
      <DateField label="Pour quand" {...fieldProps(state, "plannedOn", saved?.plannedOn)} />
      <MoneyField
        label="Montant prévu"
        {...fieldProps(
          state,
          "amountCents",
          saved?.amountCents == null ? null : textFromCents(saved.amountCents),
        )}
        optional
      />
      <TextField
        label="Durée prévue"
        {...fieldProps(
          state,
          "minutes",
          saved?.minutes == null ? null : formatDuration(saved.minutes),
        )}
        optional
        width="short"
        autoComplete="off"
        hint="Par exemple 12&nbsp;h."
      />
      {options.lines.length > 0 && (
        <Select
          label="Ligne budgétaire qui paierait"
          {...fieldProps(state, "budgetLineId", saved?.budgetLineId)}
          optional
          width="long"
          placeholder="Aucune"
          options={options.lines.map((line) => ({
            value: line.id,
            label: `${line.grantTitle ?? "Fonds propres"} · ${line.label}`,
          }))}
        />
      )}
    </>
  );
}
