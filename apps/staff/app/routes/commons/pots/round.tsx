import type { getPot } from "@essaim/commons/pot/pot.queries";
import { potAnswerLabels, potAnswers } from "@essaim/commons/pot/pot.schema";
import { DateField } from "@essaim/ui/date-field";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate } from "@essaim/ui/format";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { type Column, Table } from "@essaim/ui/table";
import { TextArea } from "@essaim/ui/text-area";
import { Form } from "@remix-run/react";
import type { Answer } from "~/answer";

type Round = Awaited<ReturnType<(typeof getPot)["run"]>>["rounds"][number];
type Share = Round["shares"][number];

const outcomes = { consented: "adoptée", objected: "une objection l’a écartée" };

/** One proposal, with what each answered. */
export function RoundTable({ round }: { round: Round }) {
  const outcome = round.outcome ? outcomes[round.outcome] : "sans suite encore";
  const total = round.shares.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const columns: Column<Share>[] = [
    {
      key: "who",
      header: "Qui",
      lead: true,
      cell: ({ claim }) => claim.workerName,
      footer: "Total",
    },
    {
      key: "amount",
      header: "Part",
      numeric: true,
      className: "whitespace-nowrap",
      cell: ({ amountCents }) => formatCents(amountCents),
      footer: formatCents(total),
    },
    {
      key: "answer",
      header: "Réponse",
      cell: ({ claim, answer, answeredOn, reason }) =>
        answer && answeredOn ? (
          <>
            {potAnswerLabels[answer]}, le {formatDate(answeredOn)}
            {reason && <span className="block text-sm text-muted">{reason}</span>}
          </>
        ) : (
          <span className="text-muted">{claim.withdrawnOn ? "Demande retirée" : "Pas encore"}</span>
        ),
    },
  ];
  return (
    <div className="flex flex-col gap-2">
      <Table
        caption={`Proposition ${round.number}, du ${formatDate(round.proposedOn)}\u202f: ${outcome}`}
        columns={columns}
        rows={round.shares}
        rowKey={({ claim }) => claim.id}
        stack="sm"
      />
      {round.note && <p className="max-w-measure whitespace-pre-line text-muted">{round.note}</p>}
    </div>
  );
}

/** Notes what somebody answers, then ends the round. */
export function RoundAnswers(props: {
  round: Round;
  day: string;
  answer: Answer | undefined;
  submissionId: string;
}) {
  const { round, answer } = props;
  const state = answer?.state.values.intent === "answer" ? answer.state : undefined;
  const waiting = round.shares.filter((share) => !share.answer && !share.claim.withdrawnOn);
  return (
    <div className="grid items-start gap-x-12 gap-y-6 lg:grid-cols-2">
      <div className="flex flex-col gap-5">
        <ErrorSummary errors={state?.errors} />
        <Form method="post" noValidate key={answer?.key ?? waiting[0]?.claim.id}>
          <input type="hidden" name="submissionId" value={answer?.key ?? props.submissionId} />
          <input type="hidden" name="roundId" value={round.id} />
          <FormLayout>
            <Select
              label="Qui répond"
              width="long"
              options={round.shares
                .filter(({ claim }) => !claim.withdrawnOn)
                .map(({ claim, answer: said }) => ({
                  value: claim.id,
                  label: said
                    ? `${claim.workerName} (a déjà répondu\u202f: ${potAnswerLabels[said]})`
                    : claim.workerName,
                }))}
              {...fieldProps(state, "claimId", waiting[0]?.claim.id)}
            />
            <RadioGroup
              label="Sa réponse"
              inline
              options={potAnswers.map((value) => ({ value, label: potAnswerLabels[value] }))}
              {...fieldProps(state, "answer")}
            />
            <TextArea
              label="Pourquoi"
              rows={2}
              optional="unmarked"
              hint="Il le faut pour une objection."
              {...fieldProps(state, "reason")}
            />
            <DateField label="Répondu le" {...fieldProps(state, "answeredOn", props.day)} />
            <FormActions>
              <SubmitButton
                name="intent"
                value="answer"
                variant={waiting.length > 0 ? "primary" : "secondary"}
              >
                {waiting.length > 0 ? "Noter cette réponse" : "Corriger cette réponse"}
              </SubmitButton>
            </FormActions>
          </FormLayout>
        </Form>
      </div>
      <Form method="post" className="flex flex-col items-start gap-2">
        <input type="hidden" name="roundId" value={round.id} />
        <SubmitButton
          name="intent"
          value="settle"
          variant={waiting.length > 0 ? "secondary" : "primary"}
        >
          Clore ce tour
        </SubmitButton>
        <p className="text-sm text-muted">
          {waiting.length > 0
            ? `On attend encore\u202f: ${waiting.map(({ claim }) => claim.workerName).join(", ")}.`
            : "Tout le monde a répondu."}
        </p>
      </Form>
    </div>
  );
}
