import type { MeetingRecord } from "@essaim/accompaniment/meeting/meeting.queries";
import { meetingPlaceLabels, meetingPlaces } from "@essaim/accompaniment/meeting/meeting.schema";
import type { Coach } from "@essaim/accompaniment/worker/worker.queries";
import { ButtonLink } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { Fieldset } from "@essaim/ui/fieldset";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import { Form, useNavigation } from "@remix-run/react";

type MeetingFormProps = {
  coaches: readonly Coach[];
  /** What the fields hold before anybody types. */
  initial: Partial<
    Pick<
      MeetingRecord,
      "heldOn" | "durationMinutes" | "place" | "coachId" | "summary" | "nextStep" | "nextStepOn"
    >
  >;
  /** The last day a meeting may have been held. */
  today: string;
  state?: FormState;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
};

/** When, what was said, and what comes next. */
export function MeetingForm({ initial, state, ...props }: MeetingFormProps) {
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
          <Fieldset question={"Que s’est-il dit\u202f?"}>
            <TextArea
              label="Compte rendu"
              hint="Les faits, les demandes, ce qui a été décidé. Cette personne peut demander à le lire."
              rows={9}
              className="[&_textarea]:min-h-56"
              maxLength={20_000}
              {...fieldProps(state, "summary", initial.summary)}
            />
          </Fieldset>
          <Fieldset question={"Quelle est la suite\u202f?"}>
            <TextField
              label="Prochaine étape"
              hint="Une action, par exemple «&#8239;Déposer le dossier&#8239;»."
              optional
              width="full"
              maxLength={500}
              autoComplete="off"
              {...fieldProps(state, "nextStep", initial.nextStep)}
            />
            <DateField
              label="Pour quand"
              optional
              {...fieldProps(state, "nextStepOn", initial.nextStepOn)}
            />
          </Fieldset>
          <Fieldset question={"Quand et comment vous êtes-vous vus\u202f?"}>
            <DateField
              label="Jour de la rencontre"
              max={props.today}
              {...fieldProps(state, "heldOn", initial.heldOn)}
            />
            <TextField
              label="Durée, en minutes"
              width="short"
              inputMode="numeric"
              maxLength={3}
              autoComplete="off"
              {...fieldProps(state, "durationMinutes", initial.durationMinutes)}
            />
            <RadioGroup
              label="Lieu"
              inline
              options={meetingPlaces.map((value) => ({ value, label: meetingPlaceLabels[value] }))}
              {...fieldProps(state, "place", initial.place)}
            />
            <Select
              label="Rencontre menée par"
              width="long"
              options={props.coaches.map(({ id, name }) => ({ value: id, label: name }))}
              {...fieldProps(state, "coachId", initial.coachId)}
            />
          </Fieldset>
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
