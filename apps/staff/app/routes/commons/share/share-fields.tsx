import type { ShareStatement } from "@essaim/commons/share/share.queries";
import { textFromCents } from "@essaim/database/money.schema";
import { fieldProps } from "@essaim/ui/form-state";
import { MoneyField } from "@essaim/ui/money-field";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { Answer } from "~/answer";

/** The fields of the shares held at the end of a year. */
export function ShareFields({
  resources,
  saved,
  answer,
}: {
  resources: readonly { id: string; name: string }[];
  saved?: Partial<ShareStatement>;
  answer: Answer | undefined;
}) {
  const state = answer?.state;
  return (
    <>
      <Select
        label="Coopérative"
        {...fieldProps(state, "openResourceId", saved?.openResourceId)}
        width="long"
        options={resources.map((one) => ({ value: one.id, label: one.name }))}
      />
      <TextField
        label="À la fin de l’année"
        {...fieldProps(state, "year", saved?.year)}
        width="short"
        inputMode="numeric"
        autoComplete="off"
      />
      <TextField
        label="Nombre de parts"
        {...fieldProps(state, "shareCount", saved?.shareCount)}
        width="short"
        inputMode="numeric"
        autoComplete="off"
      />
      <MoneyField
        label="Valeur d’une part"
        {...fieldProps(
          state,
          "nominalCents",
          saved?.nominalCents === undefined ? null : textFromCents(saved.nominalCents),
        )}
      />
      <TextField
        label="Certificat"
        {...fieldProps(state, "certificate", saved?.certificate)}
        optional
        autoComplete="off"
        hint="Le numéro ou le nom du certificat de parts."
      />
      <TextArea label="Note" {...fieldProps(state, "note", saved?.note)} optional rows={2} />
    </>
  );
}
