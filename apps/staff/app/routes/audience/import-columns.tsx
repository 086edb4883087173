import type { AudienceImport } from "@essaim/media/audience/plan-import.queries";
import { Disclosure } from "@essaim/ui/disclosure";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatMonth } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import { Form } from "@remix-run/react";

/** Which column is what: guessed from its title, said by hand otherwise. */
export function ColumnsForm(props: {
  file: Pick<AudienceImport, "columns" | "month">;
  header: readonly string[];
  sample: readonly string[];
  state: FormState | undefined;
  submissionId: string;
  isOpen: boolean;
}) {
  const { file, header, sample, isOpen } = props;
  const state = props.state?.values.faire === "colonnes" ? props.state : undefined;
  const options = header.flatMap((title, at) => {
    const [name, held] = [title || `Colonne ${at + 1}`, sample[at]];
    return title || held
      ? [{ value: String(at), label: held ? `${name} (${held.slice(0, 40)})` : name }]
      : [];
  });
  const { piece, views, month } = file.columns;
  const saved = (column: number | null) => (column === null ? undefined : String(column));
  return (
    <Section
      title="Ce que contient chaque colonne"
      lead="Entre parenthèses, ce que dit la première ligne."
    >
      <Disclosure summary="Les colonnes et le mois" open={isOpen || undefined}>
        <Form method="post" noValidate>
          <input type="hidden" name="submissionId" value={props.submissionId} />
          <input type="hidden" name="faire" value="colonnes" />
          <FormLayout>
            <Select
              label="Le contenu"
              width="long"
              placeholder="Choisir"
              hint="Son adresse, son identifiant sur YouTube ou son titre."
              options={options}
              {...fieldProps(state, "piece", saved(piece))}
            />
            <Select
              label="Les vues ou les visites"
              width="long"
              placeholder="Choisir"
              options={options}
              {...fieldProps(state, "views", saved(views))}
            />
            <Select
              label="Le mois ou le jour"
              width="long"
              optional
              placeholder="Aucune colonne ne le dit"
              options={options}
              {...fieldProps(state, "monthColumn", saved(month))}
            />
            <TextField
              label="Mois de tout le fichier"
              width="short"
              optional
              autoComplete="off"
              hint="Quand aucune colonne ne le dit, par exemple mars 2026."
              {...fieldProps(state, "month", file.month && formatMonth(file.month))}
            />
            <FormActions>
              <SubmitButton variant="secondary">Voir ce que cela donnerait</SubmitButton>
            </FormActions>
          </FormLayout>
        </Form>
      </Disclosure>
    </Section>
  );
}
