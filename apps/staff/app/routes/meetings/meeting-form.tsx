import type { ListValue } from "@essaim/accompaniment/list/value-list.schema";
import { attendanceLabels, toldAttendances } from "@essaim/accompaniment/meeting/attendance.schema";
import type {
  Appointment,
  MeetingRecord,
  OpenAction,
  PrivateNote,
} from "@essaim/accompaniment/meeting/meeting.queries";
import { meetingPlaceLabels } from "@essaim/accompaniment/meeting/meeting.schema";
import type { Coach } from "@essaim/accompaniment/worker/worker.queries";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { DateField } from "@essaim/ui/date-field";
import { Disclosure } from "@essaim/ui/disclosure";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { formatDate, formatDay, formatDuration } from "@essaim/ui/format";
import { RadioGroup } from "@essaim/ui/radio-group";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { TimeField } from "@essaim/ui/time-field";
import type { FormState } from "@essaim/web/form";
import { DraftKeeper, DraftOffer, type DraftView } from "~/draft";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { BookAnyway, CoachAndThemes, FieldRow, PlaceFields } from "./meeting-fields";
import { whenInWords } from "./when";

const FORM_ID = "compte-rendu";

/** What the fields hold before anybody types. */
export type ToldMeeting = Partial<
  Pick<
    MeetingRecord,
    | "heldOn"
    | "startTime"
    | "durationMinutes"
    | "place"
    | "placeDetail"
    | "coachId"
    | "summary"
    | "nextStep"
    | "nextStepOn"
    | "privateNote"
  >
> & { attendance?: string; themeIds?: readonly string[] };

type MeetingFormProps = {
  coaches: readonly Coach[];
  themes: readonly ListValue[];
  initial: ToldMeeting;
  openActions: readonly OpenAction[];
  nextMeeting: Appointment | null;
  /** Private notes of others, which whoever reads may read. */
  othersNotes?: readonly PrivateNote[];
  draft: DraftView;
  state?: FormState;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
};

/** Who was there, what was said, what comes next, when and where it was. */
export function MeetingForm({ initial, state, ...props }: MeetingFormProps) {
  return (
    <>
      <DraftOffer draft={props.draft} formId={FORM_ID} />
      <RecordForm
        state={state}
        submissionId={props.submissionId}
        version={props.version}
        submitLabel={props.submitLabel}
        cancelHref={props.cancelHref}
        id={FORM_ID}
        after={<DraftKeeper draft={props.draft} submissionId={props.submissionId} />}
      >
        <Fieldset question={"Que s’est-il dit\u202f?"}>
          <RadioGroup
            label="La personne était"
            inline
            options={toldAttendances.map((value) => ({ value, label: attendanceLabels[value] }))}
            {...fieldProps(state, "attendance", initial.attendance)}
          />
          <TextArea
            label="Compte rendu"
            hint="Les faits, les demandes, ce qui a été décidé. Cette personne peut demander à le lire. En cas d’absence, il peut rester vide."
            rows={9}
            className="[&_textarea]:min-h-56"
            maxLength={20_000}
            {...fieldProps(state, "summary", initial.summary)}
          />
          <PrivateNoteField {...{ initial, state }} othersNotes={props.othersNotes} />
        </Fieldset>
        <Fieldset question={"Quelle est la suite\u202f?"}>
          <WhatComesNext {...props} {...{ initial, state }} />
        </Fieldset>
        <Fieldset question={"Quand et où vous êtes-vous vus\u202f?"}>
          <Circumstances {...props} {...{ initial, state }} />
        </Fieldset>
      </RecordForm>
    </>
  );
}

/** Folded when they are known already, as those of an appointment are; open when they are new, or one is wrong. */
function Circumstances({
  initial,
  state,
  version,
  coaches,
  themes,
}: Pick<MeetingFormProps, "initial" | "state" | "version" | "coaches" | "themes">) {
  const fields = (
    <div className="flex flex-col gap-6">
      <FieldRow>
        <DateField label="Jour de la rencontre" {...fieldProps(state, "heldOn", initial.heldOn)} />
        <TimeField label="Heure" optional {...fieldProps(state, "startTime", initial.startTime)} />
      </FieldRow>
      <PlaceFields state={state} initial={initial} />
      <CoachAndThemes
        state={state}
        initial={initial}
        coaches={coaches}
        themes={themes}
        coachLabel="Rencontre menée par"
      />
    </div>
  );
  const { heldOn, startTime = null, durationMinutes, place, placeDetail } = initial;
  if (version === undefined || !heldOn || !durationMinutes || !place) return fields;
  const where = placeDetail || meetingPlaceLabels[place].toLowerCase();
  const isWrong = Object.keys(state?.errors ?? {}).some((name) => circumstances.has(name));
  return (
    <Disclosure
      open={isWrong}
      summary={`${upper(whenInWords({ heldOn, startTime }))}, ${formatDuration(durationMinutes)}, ${where}`}
    >
      {fields}
    </Disclosure>
  );
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The fields that are folded, by name. */
const circumstances: ReadonlySet<string> = new Set([
  "heldOn",
  "startTime",
  "durationMinutes",
  "place",
  "placeDetail",
  "coachId",
  "meeting_theme",
]);

/** What is done since, what to do next, and the next appointment, booked on the way. */
function WhatComesNext({
  initial,
  state,
  openActions,
  nextMeeting,
}: Pick<MeetingFormProps, "initial" | "state" | "openActions" | "nextMeeting">) {
  return (
    <>
      {openActions.length > 0 && (
        <CheckboxGroup
          label="Ce qui était prévu"
          hint="Cochez ce qui est fait."
          optional="unmarked"
          options={openActions.map((action) => ({
            value: action.id,
            label: action.label,
            hint: action.dueOn ? `Pour le ${formatDate(action.dueOn)}` : undefined,
          }))}
          {...fieldListProps(state, "doneActionIds")}
        />
      )}
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
      <Fieldset
        level="field"
        question="Prochain rendez-vous"
        optional
        id="nextMeeting"
        hint={
          nextMeeting
            ? `Déjà prévu\u202f: ${whenInWords(nextMeeting)}. Pour en ajouter un autre, donnez son jour et son heure.`
            : "Au même endroit et pour la même durée. Vous pourrez le changer ensuite."
        }
      >
        <FieldRow>
          <DateField label="Jour" {...fieldProps(state, "nextMeetingOn")} optional="unmarked" />
          <TimeField label="Heure" {...fieldProps(state, "nextMeetingAt")} optional="unmarked" />
        </FieldRow>
        <BookAnyway state={state} />
      </Fieldset>
    </>
  );
}

/** Folded away until somebody needs it: most meetings have none. */
function PrivateNoteField({
  initial,
  state,
  othersNotes = [],
}: Pick<MeetingFormProps, "initial" | "state" | "othersNotes">) {
  const field = fieldProps(state, "privateNote", initial.privateNote);
  return (
    <>
      <Disclosure
        summary={field.defaultValue ? "Votre note privée" : "Ajouter une note privée"}
        open={Boolean(field.defaultValue || field.error)}
      >
        <TextArea
          label="Note privée (vous et la direction)"
          hint="Vos collègues ne la voient pas. La personne peut la lire si elle demande l’accès à ses données."
          optional
          rows={4}
          maxLength={20_000}
          {...field}
        />
      </Disclosure>
      {othersNotes.map((note) => (
        <div key={note.authorName} className="border-l-2 border-line pl-3 text-sm">
          <p className="text-muted">
            Note privée de {note.authorName}, {formatDay(note.updatedAt)}
          </p>
          <p className="max-w-measure whitespace-pre-line">{note.text}</p>
        </div>
      ))}
    </>
  );
}

/** Where a saved meeting leads, with what was said of it. */
export const savedMeeting = (workerId: string) => `${paths.worker(workerId)}?fait=enregistre`;
