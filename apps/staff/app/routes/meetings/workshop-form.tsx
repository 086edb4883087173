import type { ListValue } from "@essaim/accompaniment/list/value-list.schema";
import type { Coach } from "@essaim/accompaniment/worker/worker.queries";
import type { WorkshopRecord } from "@essaim/accompaniment/workshop/workshop.queries";
import {
  workshopKindLabels,
  workshopKinds,
  workshopPlaceLabels,
  workshopPlaces,
} from "@essaim/accompaniment/workshop/workshop.schema";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { RadioGroup } from "@essaim/ui/radio-group";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { TimeField } from "@essaim/ui/time-field";
import type { FormState } from "@essaim/web/form";
import { RecordForm } from "~/record-form";
import { CoachAndThemes, DurationField, FieldRow } from "./meeting-fields";

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
          options={workshopKinds.map((value) => ({ value, label: workshopKindLabels[value] }))}
          {...fieldProps(state, "kind", initial.kind)}
        />
        <TextField
          label="Titre"
          width="full"
          maxLength={120}
          autoComplete="off"
          {...fieldProps(state, "title", initial.title)}
        />
        <TextArea
          label="Présentation"
          hint="À qui s’adresse la séance, ce que l’on y fait, ce qu’il faut apporter."
          optional
          rows={5}
          maxLength={5000}
          {...fieldProps(state, "description", initial.description)}
        />
      </Fieldset>
      <Fieldset question={"Quand et où\u202f?"}>
        <FieldRow>
          <DateField label="Jour" {...fieldProps(state, "heldOn", initial.heldOn)} />
          <TimeField label="Heure" {...fieldProps(state, "startTime", initial.startTime)} />
        </FieldRow>
        <DurationField state={state} initial={initial} />
        <RadioGroup
          label="Lieu"
          inline
          options={workshopPlaces.map((value) => ({
            value,
            label: workshopPlaceLabels[value],
          }))}
          {...fieldProps(state, "place", initial.place)}
        />
        <TextField
          label="Adresse, salle ou lien"
          hint="Nécessaire pour une séance ouverte au public."
          optional="unmarked"
          width="full"
          maxLength={200}
          autoComplete="off"
          {...fieldProps(state, "placeDetail", initial.placeDetail)}
        />
      </Fieldset>
      <Fieldset question={"Avec qui et pour qui\u202f?"}>
        <CoachAndThemes
          state={state}
          initial={initial}
          coaches={props.coaches}
          themes={props.themes}
          coachLabel="Séance menée par"
        />
        <TextField
          label="Nombre de places"
          hint="Sans nombre, personne n’est refusé."
          optional
          width="short"
          inputMode="numeric"
          maxLength={3}
          autoComplete="off"
          {...fieldProps(state, "capacity", initial.capacity)}
        />
        <Checkbox
          name="isPublic"
          label="Ouverte à tous, avec inscription sur le site public"
          hint="La page publique montre le titre, la présentation, le jour, l’heure et le lieu. Les personnes s’inscrivent sans compte."
          defaultChecked={state ? state.values.isPublic === "on" : initial.isPublic}
        />
      </Fieldset>
    </RecordForm>
  );
}
