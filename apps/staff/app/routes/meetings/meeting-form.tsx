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
import { type Answer, versionFor } from "~/answer";
import { DraftKeeper, DraftNotice, type DraftView, useDraft } from "~/draft";
import { paths } from "~/paths";
import { EnterSaves, RecordForm } from "~/record-form";
import { FurtherSteps } from "./further-steps";
import { BookAnyway, CoachField, FieldRow, PlaceFields, ThemesField } from "./meeting-fields";
import { whenInWords } from "./when";

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
  /** What was just refused, or came back with one row more. */
  answer?: Answer;
  /** The place is that of the person's last meeting. */
  isUsual?: boolean;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
};

type Shown = { state?: FormState };

/** Who was there, what was said, what comes next; then what it was about, when and where it was. */
export function MeetingForm({ initial, answer, ...props }: MeetingFormProps) {
  const resumed = useDraft(props.draft);
  const state = answer?.state ?? resumed.state;
  const { version } = props;
  return (
    <>
      {!answer && <DraftNotice draft={props.draft} resumed={resumed} />}
      <RecordForm
        state={state}
        submissionId={answer?.key ?? props.submissionId}
        version={version && versionFor(answer ?? resumed, version)}
        submitLabel={props.submitLabel}
        cancelHref={props.cancelHref}
        resetKey={resumed.key}
        sentByKeys
        after={
          <DraftKeeper
            draft={props.draft}
            resumed={resumed}
            submissionId={answer?.key ?? props.submissionId}
          />
        }
      >
        <EnterSaves />
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
          <WhatComesNext {...props} {...{ initial, state, answer }} />
        </Fieldset>
        {props.themes.length > 0 && (
          <Fieldset question={"De quoi avez-vous parlé\u202f?"}>
            <ThemesField {...{ initial, state }} themes={props.themes} label="Thèmes abordés" />
          </Fieldset>
        )}
        <Fieldset question={"Quand et où vous êtes-vous vus\u202f?"}>
          <Circumstances {...props} {...{ initial, state }} />
        </Fieldset>
      </RecordForm>
    </>
  );
}

/**
 * Where it was and who held it, folded when that is known: of an appointment, of minutes already written, of a
 * person met before. The day of new minutes is always to be checked.
 */
function Circumstances({
  initial,
  state,
  version,
  isUsual,
  coaches,
}: Pick<MeetingFormProps, "initial" | "version" | "isUsual" | "coaches"> & Shown) {
  const isNew = version === undefined;
  const when = (
    <FieldRow>
      <DateField label="Jour de la rencontre" {...fieldProps(state, "heldOn", initial.heldOn)} />
      <TimeField label="Heure" optional {...fieldProps(state, "startTime", initial.startTime)} />
    </FieldRow>
  );
  const where = (
    <>
      <PlaceFields state={state} initial={initial} />
      <CoachField state={state} initial={initial} coaches={coaches} label="Rencontre menée par" />
    </>
  );
  const { heldOn, startTime = null, durationMinutes, place, placeDetail } = initial;
  const coach = coaches.find(({ id }) => id === initial.coachId);
  const isKnown = isNew ? isUsual : true;
  if (!isKnown || !heldOn || !durationMinutes || !place || !coach) {
    return (
      <>
        {when}
        {where}
      </>
    );
  }
  const isWrong = circumstances.some((name) => state?.errors[name]);
  const words = [
    ...(isNew ? [] : [whenInWords({ heldOn, startTime })]),
    formatDuration(durationMinutes),
    placeDetail || meetingPlaceLabels[place].toLowerCase(),
    `par ${coach.name}`,
  ].join(", ");
  return (
    <>
      {isNew && when}
      <Disclosure open={isWrong || isOther(state, initial)} summary={upper(words)}>
        <div className="flex flex-col gap-6">
          {!isNew && when}
          {where}
        </div>
      </Disclosure>
    </>
  );
}

/** A draft holds something else than the summary of what is folded says. */
const isOther = (state: FormState | undefined, initial: ToldMeeting) =>
  circumstances.some(
    (name) =>
      state && String(state.values[name] ?? initial[name] ?? "") !== String(initial[name] ?? ""),
  );

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The fields that are folded, by name. */
const circumstances = [
  "heldOn",
  "startTime",
  "durationMinutes",
  "place",
  "placeDetail",
  "coachId",
] as const;

/** What to do next, the next appointment, booked on the way, and what is done since. */
function WhatComesNext({
  initial,
  state,
  answer,
  openActions,
  nextMeeting,
}: Pick<MeetingFormProps, "initial" | "answer" | "openActions" | "nextMeeting"> & Shown) {
  return (
    <>
      <TextField
        label="Prochaine étape"
        hint="Une action, par exemple «&#8239;Déposer le dossier&#8239;». Elle entre dans son plan d’action."
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
      <FurtherSteps state={state} answer={answer} />
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
    </>
  );
}

/** Folded away until somebody needs it: most meetings have none. */
function PrivateNoteField({
  initial,
  state,
  othersNotes = [],
}: Pick<MeetingFormProps, "initial" | "othersNotes"> & Shown) {
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
export const savedMeeting = (workerId: string) =>
  `${paths.worker(workerId)}?fait=compte-rendu-enregistre`;
