import type { ListValue } from "@essaim/accompaniment/list/value-list.schema";
import { meetingPlaceLabels, meetingPlaces } from "@essaim/accompaniment/meeting/meeting.schema";
import type { Coach } from "@essaim/accompaniment/worker/worker.queries";
import { Checkbox } from "@essaim/ui/checkbox";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import type { ReactNode } from "react";

type FieldsOf<T> = { state?: FormState; initial: T };

/** Two or three short fields that are read as one: a day and its hour. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-start gap-x-6 gap-y-6">{children}</div>;
}

/** Asked only of whoever chose a time that is taken: a warning to have read, not a rule. */
export function BookAnyway({ state }: { state?: FormState }) {
  const { error, defaultValue } = fieldProps(state, "bookAnyway");
  if (!error && !defaultValue) return null;
  return (
    <Checkbox
      name="bookAnyway"
      label="Prendre quand même ce rendez-vous"
      error={error}
      className="mt-2"
      defaultChecked={Boolean(defaultValue)}
    />
  );
}

export function DurationField({ state, initial }: FieldsOf<{ durationMinutes?: number }>) {
  return (
    <TextField
      label="Durée, en minutes"
      width="short"
      inputMode="numeric"
      maxLength={3}
      autoComplete="off"
      {...fieldProps(state, "durationMinutes", initial.durationMinutes)}
    />
  );
}

/** Where a meeting with one person takes place. */
export function PlaceFields({
  state,
  initial,
}: FieldsOf<{ durationMinutes?: number; place?: string; placeDetail?: string }>) {
  return (
    <>
      <DurationField state={state} initial={initial} />
      <RadioGroup
        label="Lieu"
        inline
        options={meetingPlaces.map((value) => ({ value, label: meetingPlaceLabels[value] }))}
        {...fieldProps(state, "place", initial.place)}
      />
      <TextField
        label="Adresse, salle ou lien"
        optional
        maxLength={200}
        autoComplete="off"
        {...fieldProps(state, "placeDetail", initial.placeDetail)}
      />
    </>
  );
}

/** What it is about. */
export function ThemesField({
  state,
  initial,
  themes,
  label = "Thèmes",
}: FieldsOf<{ themeIds?: readonly string[] }> & {
  themes: readonly ListValue[];
  label?: string;
}) {
  if (themes.length === 0) return null;
  return (
    <CheckboxGroup
      label={label}
      optional
      columns
      options={themes.map(({ id, label: theme }) => ({ value: id, label: theme }))}
      {...fieldListProps(state, "meeting_theme", initial.themeIds)}
    />
  );
}

/** Who holds it. */
export function CoachField({
  state,
  initial,
  coaches,
  label,
}: FieldsOf<{ coachId?: string }> & { coaches: readonly Coach[]; label: string }) {
  return (
    <Select
      label={label}
      width="long"
      options={coaches.map(({ id, name }) => ({ value: id, label: name }))}
      {...fieldProps(state, "coachId", initial.coachId)}
    />
  );
}

/** Both, one after the other. */
export function CoachAndThemes({
  coaches,
  themes,
  coachLabel,
  ...fields
}: FieldsOf<{ coachId?: string; themeIds?: readonly string[] }> & {
  coaches: readonly Coach[];
  themes: readonly ListValue[];
  coachLabel: string;
}) {
  return (
    <>
      <ThemesField {...fields} themes={themes} />
      <CoachField {...fields} coaches={coaches} label={coachLabel} />
    </>
  );
}
