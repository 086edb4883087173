import type { ListValue } from "@essaim/accompaniment/list/value-list.schema";
import type { Coach } from "@essaim/accompaniment/worker/worker.queries";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { TimeField } from "@essaim/ui/time-field";
import type { FormState } from "@essaim/web/form";
import { RecordForm } from "~/record-form";
import { BookAnyway, CoachAndThemes, FieldRow, PlaceFields } from "./meeting-fields";

type AppointmentFormProps = {
  coaches: readonly Coach[];
  themes: readonly ListValue[];
  initial: {
    heldOn?: string;
    startTime?: string | null;
    durationMinutes?: number;
    place?: string;
    placeDetail?: string;
    coachId?: string;
    themeIds?: readonly string[];
  };
  /** The first day that may be booked. */
  today: string;
  state?: FormState;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
};

/** When, where, with whom and about what. */
export function AppointmentForm({ initial, state, ...props }: AppointmentFormProps) {
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={props.cancelHref}
    >
      <FieldRow>
        <DateField
          label="Jour"
          min={props.today}
          {...fieldProps(state, "heldOn", initial.heldOn)}
        />
        <TimeField label="Heure" {...fieldProps(state, "startTime", initial.startTime)} />
      </FieldRow>
      <BookAnyway state={state} />
      <PlaceFields state={state} initial={initial} />
      <CoachAndThemes
        state={state}
        initial={initial}
        coaches={props.coaches}
        themes={props.themes}
        coachLabel="Rendez-vous avec"
      />
    </RecordForm>
  );
}
