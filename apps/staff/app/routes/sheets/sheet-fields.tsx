import type { Sheet } from "@essaim/media/sheet/sheet.queries";
import {
  sheetLanguageLabels,
  sheetLanguages,
  sheetLicenceLabels,
  sheetLicences,
} from "@essaim/media/sheet/sheet.schema";
import { type FormState, fieldProps } from "@essaim/ui/form-state";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";

/** What a sheet says. */
export function SheetFields({
  state,
  saved,
}: {
  state: FormState | undefined;
  saved?: Pick<Sheet, "title" | "body" | "language" | "licenceExpression">;
}) {
  return (
    <>
      <TextField
        label="Titre"
        {...fieldProps(state, "title", saved?.title)}
        width="long"
        autoComplete="off"
        hint="Une question ou un savoir-faire, par exemple «&#8239;Régler ses freins&#8239;»."
      />
      <TextArea
        label="Texte"
        {...fieldProps(state, "body", saved?.body)}
        rows={16}
        hint="En Markdown&#8239;: ## pour un titre, - pour une liste, **gras**, [mots](adresse), tableaux et notes. Sans nommer personne sans son accord."
      />
      <RadioGroup
        label="Langue"
        {...fieldProps(state, "language", saved?.language ?? "fr")}
        options={sheetLanguages.map((value) => ({ value, label: sheetLanguageLabels[value] }))}
      />
      <LicenceField state={state} saved={saved?.licenceExpression} />
    </>
  );
}

export function LicenceField({
  state,
  saved = "CC-BY-SA-4.0",
}: {
  state: FormState | undefined;
  saved?: string;
}) {
  return (
    <Select
      label="Licence"
      {...fieldProps(state, "licenceExpression", saved)}
      width="long"
      placeholder={false}
      options={sheetLicences.map((value) => ({ value, label: sheetLicenceLabels[value] }))}
    />
  );
}
