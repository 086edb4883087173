import { type FormState, fieldProps } from "@essaim/ui/form-state";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";

/** What a series is called, and about. */
export function SeriesFields({
  state,
  saved,
}: {
  state: FormState | undefined;
  saved?: { title: string; summary: string };
}) {
  return (
    <>
      <TextField
        label="Titre"
        width="long"
        maxLength={160}
        {...fieldProps(state, "title", saved?.title)}
      />
      <TextArea
        label="Résumé"
        hint="Une ou deux phrases, lues en tête de la série et dans les applications de podcast."
        optional
        rows={3}
        maxLength={400}
        {...fieldProps(state, "summary", saved?.summary)}
      />
    </>
  );
}
