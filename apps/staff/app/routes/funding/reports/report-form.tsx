import {
  type ReportInput,
  reportFormLabels,
  reportForms,
  reportStageLabels,
  reportStages,
} from "@essaim/funding/report/report.schema";
import { DateField } from "@essaim/ui/date-field";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate } from "@essaim/ui/format";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import type { Words } from "~/answer";

/** What a report is due for. `earlier`: those whose answers a new one may begin with. */
export function ReportFields({
  state,
  initial,
  earlier = [],
}: {
  state: FormState | undefined;
  initial: Partial<ReportInput>;
  earlier?: readonly { id: string; label: string }[];
}) {
  return (
    <>
      <Fieldset question="Quel compte rendu&#8239;?">
        <TextField
          label="Nom"
          {...fieldProps(state, "label", initial.label)}
          autoComplete="off"
          hint="Par exemple «&#8239;Compte rendu final 2026&#8239;»."
        />
        <RadioGroup
          label="Forme"
          {...fieldProps(state, "form", initial.form)}
          options={reportForms.map((value) => ({ value, label: reportFormLabels[value] }))}
        />
        <RadioGroup
          label="Étape"
          {...fieldProps(state, "stage", initial.stage)}
          options={reportStages.map((value) => ({ value, label: reportStageLabels[value] }))}
        />
        {earlier.length > 0 && (
          <Select
            label="Reprendre les réponses de"
            {...fieldProps(state, "copyFrom")}
            optional
            options={earlier.map(({ id, label }) => ({ value: id, label }))}
          />
        )}
      </Fieldset>
      <Fieldset question="De quelle période, et pour quand&#8239;?">
        <DateField label="Premier jour" {...fieldProps(state, "coversFrom", initial.coversFrom)} />
        <DateField
          label="Dernier jour"
          {...fieldProps(state, "coversTo", initial.coversTo)}
          hint="Les dépenses datées de cette période et payées sont comptées."
        />
        <DateField
          label="Attendu le"
          {...fieldProps(state, "dueOn", initial.dueOn)}
          hint="À une administration, six mois au plus après l’exercice pour lequel la subvention est donnée (loi du 12 avril 2000, article 10)."
        />
      </Fieldset>
    </>
  );
}

/** Every field of it in words, to compare two versions. */
export function reportInWords(input: ReportInput): Words {
  return [
    ["Nom", input.label],
    ["Forme", reportFormLabels[input.form]],
    ["Étape", reportStageLabels[input.stage]],
    ["Premier jour", formatDate(input.coversFrom)],
    ["Dernier jour", formatDate(input.coversTo)],
    ["Attendu le", formatDate(input.dueOn)],
  ];
}
