import type { ListValue } from "@essaim/accompaniment/list/value-list.schema";
import type { Coach } from "@essaim/accompaniment/worker/worker.queries";
import type { WorkshopRecord } from "@essaim/accompaniment/workshop/workshop.queries";
import { sessionKindLabels, workshopKinds } from "@essaim/accompaniment/workshop/workshop.schema";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { RadioGroup } from "@essaim/ui/radio-group";
import type { FormState } from "@essaim/web/form";
import { RecordForm } from "~/record-form";
import { CoachAndThemes } from "./meeting-fields";
import { DescriptionField, PlacesAndPublic, TitleField, WhenAndWhere } from "./session-fields";

type WorkshopFormProps = {
  coaches: readonly Coach[];
  themes: readonly ListValue[];
  initial: Partial<WorkshopRecord> & { themeIds?: readonly string[] };
  state?: FormState;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
};

/** What the session is, when and where, for how many. */
export function WorkshopForm({ initial, state, ...props }: WorkshopFormProps) {
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={props.cancelHref}
    >
      <Fieldset question={"Que proposez-vous\u202f?"}>
        <RadioGroup
          label="Séance"
          inline
          options={workshopKinds.map((value) => ({ value, label: sessionKindLabels[value] }))}
          {...fieldProps(state, "kind", initial.kind)}
        />
        <TitleField state={state} initial={initial} />
        <DescriptionField state={state} initial={initial} />
      </Fieldset>
      <WhenAndWhere state={state} initial={initial} />
      <Fieldset question={"Avec qui et pour qui\u202f?"}>
        <CoachAndThemes
          state={state}
          initial={initial}
          coaches={props.coaches}
          themes={props.themes}
          coachLabel="Séance menée par"
        />
        <PlacesAndPublic state={state} initial={initial} />
      </Fieldset>
    </RecordForm>
  );
}
