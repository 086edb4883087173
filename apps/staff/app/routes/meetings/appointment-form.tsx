import type { ListValue } from "@essaim/accompaniment/list/value-list.schema";
import type { Coach } from "@essaim/accompaniment/worker/worker.queries";
import { ButtonLink } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TimeField } from "@essaim/ui/time-field";
import type { FormState } from "@essaim/web/form";
import { Form, useNavigation } from "@remix-run/react";
import { CoachAndThemes, FieldRow, PlaceFields } from "./meeting-fields";

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
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <Form method="post" noValidate>
        <input type="hidden" name="submissionId" value={props.submissionId} />
        {props.version !== undefined && (
          <input type="hidden" name="version" value={props.version} />
        )}
        <FormLayout>
          <FieldRow>
            <DateField
              label="Jour"
              min={props.today}
              {...fieldProps(state, "heldOn", initial.heldOn)}
            />
            <TimeField label="Heure" {...fieldProps(state, "startTime", initial.startTime)} />
          </FieldRow>
          <PlaceFields state={state} initial={initial} />
          <CoachAndThemes
            state={state}
            initial={initial}
            coaches={props.coaches}
            themes={props.themes}
            coachLabel="Rendez-vous avec"
          />
          <FormActions>
            <SubmitButton pending={isSending}>{props.submitLabel}</SubmitButton>
            <ButtonLink href={props.cancelHref} variant="quiet">
              Annuler
            </ButtonLink>
          </FormActions>
        </FormLayout>
      </Form>
    </>
  );
}
