import { textFromCents } from "@essaim/database/money.schema";
import type { InstalmentInput } from "@essaim/funding/grant/payment.schema";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import type { Words } from "~/answer";

export function InstalmentFields({
  state,
  saved,
}: {
  state: FormState | undefined;
  saved?: InstalmentInput;
}) {
  return (
    <>
      <TextField
        label="Nom"
        {...fieldProps(state, "label", saved?.label)}
        autoComplete="off"
        hint="Par exemple «&#8239;Acompte&#8239;» ou «&#8239;Solde&#8239;»."
      />
      <MoneyField
        label="Montant"
        {...fieldProps(state, "amountCents", saved && textFromCents(saved.amountCents))}
      />
      <DateField label="Attendu le" {...fieldProps(state, "expectedOn", saved?.expectedOn)} />
      <TextArea
        label="Condition"
        {...fieldProps(state, "condition", saved?.condition)}
        optional
        rows={3}
        hint="Par exemple «&#8239;à la réception du compte rendu intermédiaire&#8239;»."
      />
    </>
  );
}

export function instalmentInWords(one: InstalmentInput): Words {
  return [
    ["Nom", one.label],
    ["Montant", formatCents(one.amountCents)],
    ["Attendu le", formatDate(one.expectedOn)],
    ["Condition", one.condition],
  ];
}
