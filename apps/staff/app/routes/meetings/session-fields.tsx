import type { WorkshopRecord } from "@essaim/accompaniment/workshop/workshop.queries";
import {
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
import { DurationField, FieldRow } from "./meeting-fields";

// What is asked of every group session, a workshop or an event.

type Props = {
  state?: FormState;
  initial: Partial<
    Pick<
      WorkshopRecord,
      | "title"
      | "description"
      | "heldOn"
      | "startTime"
      | "durationMinutes"
      | "place"
      | "placeDetail"
      | "capacity"
      | "isPublic"
    >
  >;
};

export function TitleField({ state, initial }: Props) {
  return (
    <TextField
      label="Titre"
      width="full"
      maxLength={120}
      autoComplete="off"
      {...fieldProps(state, "title", initial.title)}
    />
  );
}

/** @param label « Présentation », unless that is a kind of session */
export function DescriptionField({
  state,
  initial,
  label = "Présentation",
}: Props & { label?: string }) {
  return (
    <TextArea
      label={label}
      hint="À qui s’adresse la séance, ce que l’on y fait, ce qu’il faut apporter."
      optional
      rows={5}
      maxLength={5000}
      {...fieldProps(state, "description", initial.description)}
    />
  );
}

export function WhenAndWhere({ state, initial }: Props) {
  return (
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
  );
}

/** How many may come, and whether the public site takes registrations. */
export function PlacesAndPublic({ state, initial }: Props) {
  return (
    <>
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
    </>
  );
}
