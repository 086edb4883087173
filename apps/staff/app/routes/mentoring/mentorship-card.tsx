import type { MentorshipRecord } from "@essaim/accompaniment/mentoring/mentoring.queries";
import {
  begunOn,
  type MentorshipState,
  mentorshipState,
  mentorshipStateLabels,
} from "@essaim/accompaniment/mentoring/mentoring.rules";
import { Badge, type Tone } from "@essaim/ui/badge";
import { Card } from "@essaim/ui/card";
import { DateField } from "@essaim/ui/date-field";
import { Disclosure } from "@essaim/ui/disclosure";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate, formatDuration, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { RadioGroup } from "@essaim/ui/radio-group";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { Form, useNavigation } from "@remix-run/react";
import type { ComponentProps, ReactNode } from "react";
import type { Answer } from "~/answer";
import { paths } from "~/paths";

const tones: Record<MentorshipState, Tone> = {
  proposed: "warning",
  active: "success",
  declined: "neutral",
  ended: "neutral",
};

type CardProps = {
  mentorship: MentorshipRecord;
  /** Whose page this is; absent where both are named. */
  workerId?: string;
  mayWrite: boolean;
  answer?: Answer;
  today: string;
  submissionId: string;
};

/** Two people brought together: where it stands, what was held, and what is to be noted now. */
export function MentorshipCard(props: CardProps) {
  const { mentorship, workerId } = props;
  const state = mentorshipState(mentorship);
  const begun = begunOn(mentorship);
  return (
    <Card
      level={workerId ? 3 : 2}
      title={titleOf(mentorship, workerId)}
      meta={<Badge tone={tones[state]}>{mentorshipStateLabels[state]}</Badge>}
    >
      <p className="text-sm text-muted">
        Proposé le {formatDate(mentorship.proposedOn)} par {mentorship.proposedByName}
        {begun && `, commencé le ${formatDate(begun)}`}
        {mentorship.declinedOn &&
          `, décliné le ${formatDate(mentorship.declinedOn)}${declinedBy(mentorship)}`}
        {mentorship.endedOn && `, terminé le ${formatDate(mentorship.endedOn)}`}.
      </p>
      {mentorship.reasons && (
        <p className="max-w-measure text-sm">
          <span className="text-muted">Pourquoi ces deux personnes&#8239;: </span>
          {mentorship.mentorName} {mentorship.reasons}.
        </p>
      )}
      <People {...props} />
      {state === "proposed" && props.mayWrite && <Answers {...props} />}
      {mentorship.sessions.length > 0 && <Sessions {...props} />}
      {mentorship.endedOn && (
        <dl className="flex max-w-measure flex-col gap-2">
          <Gain who={mentorship.mentorName} gain={mentorship.mentorGain} />
          <Gain who={mentorship.noviceName} gain={mentorship.noviceGain} />
        </dl>
      )}
      {state === "active" && props.mayWrite && (
        <>
          <NewSession {...props} />
          <End {...props} />
        </>
      )}
    </Card>
  );
}

function titleOf({ mentorId, mentorName, noviceName }: MentorshipRecord, workerId?: string) {
  if (!workerId) return `${mentorName} parraine ${noviceName}`;
  return workerId === mentorId ? `Parraine ${noviceName}` : `Parrainage par ${mentorName}`;
}

const declinedBy = ({ declinedBy: by, mentorName, noviceName }: MentorshipRecord) =>
  by ? ` par ${by === "mentor" ? mentorName : noviceName}` : "";

function People({ mentorship, workerId }: CardProps) {
  const others = [
    { id: mentorship.mentorId, name: mentorship.mentorName },
    { id: mentorship.noviceId, name: mentorship.noviceName },
  ].filter((one) => one.id !== workerId);
  return (
    <p className="text-sm">
      <span className="text-muted">
        {others.length > 1 ? "Pour noter la suite" : "Ses autres parrainages"}&#8239;:{" "}
      </span>
      {others.map((one, index) => (
        <span key={one.id}>
          {index > 0 && ", "}
          <Link href={paths.workerMentoring(one.id)}>{one.name}</Link>
        </span>
      ))}
    </p>
  );
}

function Gain({ who, gain }: { who: string; gain: string }) {
  return (
    <div>
      <dt className="text-sm text-muted">Ce qu’en retire {who}</dt>
      <dd className="whitespace-pre-line">{gain}</dd>
    </div>
  );
}

/** A form about this mentorship; each on the page has ids of its own. */
function StepForm({ step, children, ...props }: CardProps & { step: string; children: ReactNode }) {
  const { mentorship, answer } = props;
  const own = answer?.state.values.step === step ? answer : undefined;
  const names = [
    "on",
    "by",
    "heldOn",
    "durationMinutes",
    "summary",
    "endedOn",
    "mentorGain",
    "noviceGain",
  ];
  const ids = Object.fromEntries(names.map((name) => [name, fieldId(mentorship, step, name)]));
  return (
    <Form method="post" noValidate key={own?.key} className="flex flex-col gap-4">
      {own && <ErrorSummary errors={own.state.errors} formError={own.state.formError} ids={ids} />}
      <input type="hidden" name="submissionId" value={own?.key ?? props.submissionId} />
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="id" value={mentorship.id} />
      <input type="hidden" name="version" value={mentorship.version} />
      {children}
    </Form>
  );
}

/** Waits for the step under way: the forms of a page share what was read, and each step changes it. */
function StepButton(props: ComponentProps<typeof SubmitButton>) {
  return <SubmitButton variant="secondary" pending={useNavigation().state !== "idle"} {...props} />;
}

const fieldId = (mentorship: MentorshipRecord, step: string, name: string) =>
  `${name}-${step}-${mentorship.id}`;

/** What was typed in this step's form, if it came back. */
const stateOf = ({ answer }: CardProps, step: string, by?: string) =>
  answer?.state.values.step === step && (!by || answer.state.values.by === by)
    ? answer.state
    : undefined;

function Answers(props: CardProps) {
  const { mentorship, today } = props;
  const sides = [
    { by: "mentor", name: mentorship.mentorName, on: mentorship.mentorAcceptedOn },
    { by: "novice", name: mentorship.noviceName, on: mentorship.noviceAcceptedOn },
  ];
  return (
    <div className="flex flex-col gap-3">
      {sides.map(({ by, name, on }) =>
        on ? (
          <p key={by}>
            {name} a accepté le {formatDate(on)}.
          </p>
        ) : (
          <StepForm
            key={by}
            step="accept"
            {...props}
            answer={props.answer?.state.values.by === by ? props.answer : undefined}
          >
            <input type="hidden" name="by" value={by} />
            {/* The buttons of the two stand under each other, whatever the names. */}
            <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_auto]">
              <DateField
                label={`${name} accepte, le`}
                id={`${fieldId(mentorship, "accept", "on")}-${by}`}
                max={today}
                {...fieldProps(stateOf(props, "accept", by), "on", today)}
              />
              <StepButton className="max-sm:justify-self-start">
                Noter l’accord<span className="sr-only"> de {name}</span>
              </StepButton>
            </div>
          </StepForm>
        ),
      )}
      <Disclosure
        summary="L’une des deux personnes décline"
        open={stateOf(props, "decline") !== undefined}
      >
        <StepForm step="decline" {...props}>
          <RadioGroup
            label={"Qui décline\u202f?"}
            id={fieldId(mentorship, "decline", "by")}
            options={sides.map(({ by, name }) => ({ value: by, label: name }))}
            {...fieldProps(stateOf(props, "decline"), "by")}
          />
          <StepButton className="self-start">Noter le refus</StepButton>
        </StepForm>
      </Disclosure>
    </div>
  );
}

function Sessions({ mentorship, workerId, mayWrite, submissionId }: CardProps) {
  const Heading = workerId ? "h4" : "h3";
  const total = mentorship.sessions.reduce((sum, one) => sum + one.durationMinutes, 0);
  return (
    <div>
      <Heading className="font-semibold">
        {plural(mentorship.sessions.length, "séance", "séances")}, {formatDuration(total)}
      </Heading>
      <ul>
        {mentorship.sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-2"
          >
            <span className="min-w-0 flex-1 basis-64">
              <span className="text-muted">
                {formatDate(session.heldOn)}, {formatDuration(session.durationMinutes)}
              </span>
              {session.summary && (
                <span className="block whitespace-pre-line">{session.summary}</span>
              )}
            </span>
            {mayWrite && mentorship.endedOn === null && (
              <Disclosure
                summary={
                  <>
                    Retirer
                    <span className="sr-only"> la séance du {formatDate(session.heldOn)}</span>
                  </>
                }
              >
                <Form method="post" className="flex flex-col items-start gap-2">
                  <input type="hidden" name="submissionId" value={submissionId} />
                  <input type="hidden" name="step" value="remove-session" />
                  <input type="hidden" name="id" value={session.id} />
                  <p className="text-sm">Ce qui en est écrit sera perdu.</p>
                  <StepButton size="small">Oui, retirer cette séance</StepButton>
                </Form>
              </Disclosure>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function NewSession(props: CardProps) {
  const { mentorship, today } = props;
  const state = stateOf(props, "session");
  const id = (name: string) => fieldId(mentorship, "session", name);
  return (
    <Disclosure summary="Noter une séance" open={state !== undefined}>
      <StepForm step="session" {...props}>
        <input type="hidden" name="mentorshipId" value={mentorship.id} />
        <DateField
          label="Jour de la séance"
          id={id("heldOn")}
          max={today}
          {...fieldProps(state, "heldOn", today)}
        />
        <TextField
          label="Durée, en minutes"
          id={id("durationMinutes")}
          width="short"
          inputMode="numeric"
          autoComplete="off"
          {...fieldProps(state, "durationMinutes", 60)}
        />
        <TextArea
          label="Ce qui s’y est fait"
          id={id("summary")}
          rows={3}
          maxLength={5000}
          optional
          {...fieldProps(state, "summary")}
        />
        <StepButton variant="primary" className="self-start">
          Noter cette séance
        </StepButton>
      </StepForm>
    </Disclosure>
  );
}

function End(props: CardProps) {
  const { mentorship, today } = props;
  const state = stateOf(props, "end");
  const id = (name: string) => fieldId(mentorship, "end", name);
  return (
    <Disclosure summary="Terminer le parrainage" open={state !== undefined}>
      <StepForm step="end" {...props}>
        <DateField
          label="Dernier jour"
          id={id("endedOn")}
          max={today}
          {...fieldProps(state, "endedOn", today)}
        />
        <TextArea
          label={`Ce qu’en retire ${mentorship.mentorName}`}
          id={id("mentorGain")}
          rows={3}
          maxLength={2000}
          {...fieldProps(state, "mentorGain")}
        />
        <TextArea
          label={`Ce qu’en retire ${mentorship.noviceName}`}
          id={id("noviceGain")}
          rows={3}
          maxLength={2000}
          {...fieldProps(state, "noviceGain")}
        />
        <StepButton className="self-start">Terminer ce parrainage</StepButton>
      </StepForm>
    </Disclosure>
  );
}
