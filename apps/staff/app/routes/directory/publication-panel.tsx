import type { PublicationState } from "@essaim/directory/publication/publication-state.queries";
import { missedLabels } from "@essaim/directory/publication/schedule.schema";
import { Alert } from "@essaim/ui/alert";
import { DateField } from "@essaim/ui/date-field";
import { Disclosure } from "@essaim/ui/disclosure";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDateTime, typo } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextArea } from "@essaim/ui/text-area";
import { FieldDiffs } from "@essaim/ui/text-diff";
import { TextField } from "@essaim/ui/text-field";
import { TimeField } from "@essaim/ui/time-field";
import { Form, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { exceptOneError } from "~/one-error";
import type { PublicationAnswer, PublicationIntent } from "./publication-answer";

type PanelProps = {
  state: PublicationState;
  canWrite: boolean;
  answer: PublicationAnswer | undefined;
  /** One for each form of the page, so that each does its work once. */
  submissionIds: Record<PublicationIntent, string>;
};

/** Where a record stands between its working copy and the public, and what may be done about it. */
export function PublicationPanel(props: PanelProps) {
  const { state, canWrite } = props;
  const isWaiting = state.hasChanges || !state.isPublic;
  return (
    <>
      {state.review && isWaiting && <Review {...props} review={state.review} />}
      {state.schedule && isWaiting && <Planned {...props} schedule={state.schedule} />}
      {state.hasChanges && (
        <Section
          id="modifications"
          title="Modifications non publiées"
          lead={typo(
            "Le public lit encore la version publiée : ce qui est barré y est toujours, ce qui est souligné n’y est pas.",
          )}
        >
          {state.changes.length > 0 ? (
            <FieldDiffs changes={state.changes} />
          ) : (
            <p>Une image ou un ordre a changé.</p>
          )}
          {canWrite && <PublishChanges {...props} />}
        </Section>
      )}
      {canWrite && !state.isPublic && <DraftSteps {...props} />}
    </>
  );
}

function PublishChanges(props: PanelProps) {
  const { state, answer } = props;
  return (
    <div className="flex flex-col gap-4 print:hidden">
      {state.mayPublish ? (
        <IntentForm {...props} intent="publish">
          <TextField
            label="Ce qui change"
            id="publish-note"
            optional
            width="long"
            maxLength={300}
            hint="En quelques mots, lus de tous dans l’historique de la fiche."
            {...fieldProps(stateOf(answer, "publish"), "note")}
          />
          <FormActions>
            <Press intent="publish" primary>
              Publier les modifications
            </Press>
          </FormActions>
        </IntentForm>
      ) : (
        <AskReview {...props} />
      )}
      {state.mayPublish && <Plan {...props} />}
      <Disclosure summary="Revenir à ce qui est publié…">
        <IntentForm {...props} intent="discard">
          <p className="max-w-measure">
            Ces modifications seront effacées de la fiche, et ne reviendront pas.
          </p>
          <FormActions>
            <Press intent="discard">Effacer ces modifications</Press>
          </FormActions>
        </IntentForm>
      </Disclosure>
    </div>
  );
}

/** A draft is published by the button of its header, by somebody else, or later. */
function DraftSteps(props: PanelProps) {
  return (
    <div className="flex flex-col gap-4 print:hidden">
      {props.state.mayPublish ? <Plan {...props} /> : <AskReview {...props} />}
    </div>
  );
}

function AskReview(props: PanelProps) {
  const { state, answer } = props;
  const isAsked = state.review !== null && state.review.answer === null;
  const form = (
    <IntentForm {...props} intent="requestReview">
      <p className="max-w-measure">
        Votre coopérative fait relire chaque fiche par quelqu’un d’autre que la personne qui l’a
        écrite avant de la publier.
      </p>
      <TextArea
        label="Un mot pour qui relira"
        optional
        rows={3}
        maxLength={1000}
        {...fieldProps(stateOf(answer, "requestReview"), "message")}
      />
      <FormActions>
        <Press intent="requestReview" primary={!isAsked}>
          {isAsked ? "Demander de nouveau" : "Demander une relecture"}
        </Press>
      </FormActions>
    </IntentForm>
  );
  return isAsked ? (
    <Disclosure summary="Demander de nouveau, avec un autre mot">{form}</Disclosure>
  ) : (
    form
  );
}

function Plan(props: PanelProps) {
  const { answer } = props;
  const typed = stateOf(answer, "schedule");
  return (
    <Disclosure
      // Folds once what it asked for is done.
      key={props.state.schedule?.dueAt.getTime()}
      summary={props.state.schedule ? "Changer le jour et l’heure" : "Programmer la publication"}
      open={typed !== undefined}
    >
      <IntentForm {...props} intent="schedule">
        <div className="flex flex-wrap gap-x-6 gap-y-5">
          <DateField label="Jour" {...fieldProps(typed, "dueOn")} />
          <TimeField label="Heure, à Paris" {...fieldProps(typed, "dueTime")} />
        </div>
        <TextField
          label="Ce qui change"
          id="schedule-note"
          optional
          width="long"
          maxLength={300}
          {...fieldProps(typed, "note")}
        />
        <p className="max-w-measure text-sm text-muted">
          C’est la fiche telle qu’elle est maintenant qui sera publiée. Si quelqu’un la modifie
          d’ici là, il faudra programmer de nouveau.
        </p>
        <FormActions>
          <Press intent="schedule">Programmer</Press>
        </FormActions>
      </IntentForm>
    </Disclosure>
  );
}

function Review({
  review,
  ...props
}: PanelProps & { review: NonNullable<PublicationState["review"]> }) {
  const { state, canWrite, answer } = props;
  const asker = review.requestedBy ?? "Quelqu’un";
  if (review.answer !== null) {
    return (
      <Alert
        tone="warning"
        title={`Renvoyée par ${review.answeredBy ?? "quelqu’un"}${review.answeredAt ? `, le ${formatDateTime(review.answeredAt)}` : ""}`}
      >
        <p className="whitespace-pre-line">{review.answer}</p>
      </Alert>
    );
  }
  if (!canWrite || !state.mayPublish) {
    return (
      <Alert title="En attente de relecture">
        <p>{typo(`Demandée par ${asker} le ${formatDateTime(review.requestedAt)}.`)}</p>
        {review.message && <p className="whitespace-pre-line">{review.message}</p>}
      </Alert>
    );
  }
  const typed = stateOf(answer, "sendBack");
  return (
    <Alert tone="accent" title={typo("À relire")}>
      <p>
        {typo(`${asker} demande une relecture depuis le ${formatDateTime(review.requestedAt)}.`)}
      </p>
      {review.message && <p className="whitespace-pre-line">{review.message}</p>}
      <div className="mt-3 print:hidden">
        <Disclosure summary="Renvoyer avec un commentaire" open={typed !== undefined}>
          <IntentForm {...props} intent="sendBack">
            <TextArea
              label="Ce qu’il faut revoir"
              rows={3}
              maxLength={1000}
              {...fieldProps(typed, "answer")}
            />
            <FormActions>
              <Press intent="sendBack">Renvoyer</Press>
            </FormActions>
          </IntentForm>
        </Disclosure>
      </div>
    </Alert>
  );
}

function Planned({
  schedule,
  ...props
}: PanelProps & { schedule: NonNullable<PublicationState["schedule"]> }) {
  const when = formatDateTime(schedule.dueAt);
  const cancel = props.canWrite && (
    <IntentForm {...props} intent="unschedule">
      <Press intent="unschedule">
        {schedule.missed ? "Oublier cette programmation" : "Annuler cette programmation"}
      </Press>
    </IntentForm>
  );
  return schedule.missed ? (
    <Alert tone="warning" title="La publication programmée n’a plus cours" action={cancel}>
      {typo(
        `Elle était prévue le ${when}, mais ${missedLabels[schedule.missed]}. Programmez-la de nouveau.`,
      )}
    </Alert>
  ) : (
    <Alert tone="accent" title={`Publication programmée le ${when}`} action={cancel}>
      {typo(`Par ${schedule.scheduledBy ?? "quelqu’un"}. Rien n’est à faire d’ici là.`)}
    </Alert>
  );
}

const stateOf = (answer: PublicationAnswer | undefined, intent: PublicationIntent) =>
  answer?.reason === "typed" && answer.intent === intent ? answer.state : undefined;

/** One of the page's forms: what it does, what was read when it was pressed. */
function IntentForm({
  state,
  answer,
  submissionIds,
  intent,
  children,
}: PanelProps & { intent: PublicationIntent; children: ReactNode }) {
  const above = exceptOneError(stateOf(answer, intent));
  return (
    <Form method="post" noValidate className="flex max-w-2xl flex-col gap-4">
      <input type="hidden" name="submissionId" value={submissionIds[intent]} />
      <input type="hidden" name="version" value={state.version} />
      <ErrorSummary
        errors={above?.errors}
        formError={above?.formError}
        ids={{ note: `${intent}-note` }}
      />
      {children}
    </Form>
  );
}

function Press({
  intent,
  primary,
  children,
}: {
  intent: PublicationIntent;
  primary?: boolean;
  children: ReactNode;
}) {
  const isSending = useNavigation().formData?.get("intent") === intent;
  return (
    <SubmitButton
      name="intent"
      value={intent}
      variant={primary ? "primary" : "secondary"}
      pending={isSending}
    >
      {children}
    </SubmitButton>
  );
}
