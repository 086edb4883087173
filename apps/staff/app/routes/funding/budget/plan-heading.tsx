import { DateField } from "@essaim/ui/date-field";
import { Fieldset } from "@essaim/ui/fieldset";
import { type FormState, fieldProps } from "@essaim/ui/form-state";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";

type Heading = { title: string; startsOn: string; endsOn: string; note: string };

/** What a plan is called, and the period that it covers. */
export function PlanHeading({
  state,
  saved,
}: {
  state: FormState | undefined;
  saved?: Partial<Heading>;
}) {
  return (
    <Fieldset question={"Quel plan, pour quelle période\u202f?"}>
      <TextField
        label="Titre"
        width="full"
        maxLength={200}
        autoComplete="off"
        {...fieldProps(state, "title", saved?.title)}
      />
      <DateField label="Premier jour" {...fieldProps(state, "startsOn", saved?.startsOn)} />
      <DateField label="Dernier jour" {...fieldProps(state, "endsOn", saved?.endsOn)} />
      <TextArea label="Note" optional rows={3} {...fieldProps(state, "note", saved?.note)} />
    </Fieldset>
  );
}
