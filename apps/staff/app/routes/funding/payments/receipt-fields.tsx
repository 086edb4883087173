import { textFromCents } from "@essaim/database/money.schema";
import type { ReceiptInput } from "@essaim/funding/grant/payment.schema";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import type { Words } from "~/answer";

export type InstalmentOption = { id: string; label: string; expectedOn: string };

const called = ({ label, expectedOn }: InstalmentOption) => `${label}, ${formatDate(expectedOn)}`;

export function ReceiptFields({
  state,
  saved,
  instalments,
  today,
}: {
  state: FormState | undefined;
  saved: Partial<ReceiptInput>;
  instalments: readonly InstalmentOption[];
  today: string;
}) {
  return (
    <>
      <MoneyField
        label="Montant"
        {...fieldProps(
          state,
          "amountCents",
          saved.amountCents === undefined ? null : textFromCents(saved.amountCents),
        )}
        hint="Celui qui est sur le relevé de banque."
      />
      <DateField
        label="Reçu le"
        max={today}
        {...fieldProps(state, "receivedOn", saved.receivedOn)}
      />
      {instalments.length > 0 && (
        <Select
          label="Pour quel versement attendu"
          {...fieldProps(state, "instalmentId", saved.instalmentId)}
          optional
          width="long"
          placeholder="Hors échéancier"
          options={instalments.map((one) => ({ value: one.id, label: called(one) }))}
        />
      )}
      <TextField
        label="Référence"
        {...fieldProps(state, "reference", saved.reference)}
        optional
        width="medium"
        autoComplete="off"
        hint="Le libellé du virement, ou le numéro de la pièce comptable."
      />
    </>
  );
}

export function receiptInWords(one: ReceiptInput, instalments: readonly InstalmentOption[]): Words {
  const paid = instalments.find(({ id }) => id === one.instalmentId);
  return [
    ["Montant", formatCents(one.amountCents)],
    ["Reçu le", formatDate(one.receivedOn)],
    ["Pour quel versement attendu", paid ? called(paid) : ""],
    ["Référence", one.reference],
  ];
}
