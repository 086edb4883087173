import type { getContributionFile } from "@essaim/commons/contribution/contribution.queries";
import { upstreamLabels } from "@essaim/commons/upstream/upstream.schema";
import { Button } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { Timeline } from "@essaim/ui/timeline";
import { Form } from "@remix-run/react";
import type { Answer } from "~/answer";
import { RecordForm } from "~/record-form";

type Step = Awaited<ReturnType<(typeof getContributionFile)["run"]>>["steps"][number];

/** What became of a contribution at those who keep the commons, and the form of what comes next. */
export function ContributionUpstream({
  page: { contribution, steps, next, canWrite, day, submissionId },
  answer,
}: {
  page: {
    contribution: { id: string };
    steps: readonly Step[];
    next: readonly Step["state"][];
    canWrite: boolean;
    day: string;
    submissionId: string;
  };
  answer: Answer | undefined;
}) {
  const state = answer?.state;
  const key = answer ? answer.key : submissionId;
  const last = steps.at(-1);
  return (
    <Section
      title="Son devenir en amont"
      lead={
        steps.length === 0
          ? "Rien n’est noté. Ce qui a été proposé à celles et ceux qui tiennent le commun se suit ici, jusqu’à leur réponse."
          : undefined
      }
    >
      {steps.length > 0 && (
        <Timeline
          entries={steps.map((step) => ({
            id: step.id,
            date: formatDate(step.happenedOn),
            dateTime: step.happenedOn,
            title: upstreamLabels[step.state],
            icon: step.state === "merged" ? ("check" as const) : ("commons" as const),
            children: (step.reason || step.pageUrl) && (
              <>
                {step.reason && <p className="whitespace-pre-line">{step.reason}</p>}
                {step.pageUrl && (
                  <a href={step.pageUrl} rel="noreferrer" className="break-words">
                    {step.pageUrl}
                  </a>
                )}
              </>
            ),
          }))}
        />
      )}
      {canWrite && last && (
        <Form method="post">
          <input type="hidden" name="submissionId" value={key} />
          <input type="hidden" name="stepId" value={last.id} />
          <Button type="submit" name="intent" value="revenir" size="small">
            Annuler l’étape «&#8239;{upstreamLabels[last.state]}&#8239;»
          </Button>
        </Form>
      )}
      {canWrite && next.length > 0 && (
        <RecordForm
          state={state}
          submissionId={key}
          submitLabel="Noter cette étape"
          resetKey={`${answer?.key}${contribution.id}${steps.length}`}
        >
          <Select
            label="Ce qu’elle est devenue"
            {...fieldProps(state, "state")}
            options={next.map((value) => ({ value, label: upstreamLabels[value] }))}
          />
          <DateField label="Le" {...fieldProps(state, "happenedOn", day)} />
          <TextArea
            label="Pourquoi, ou ce qui s’est dit"
            {...fieldProps(state, "reason")}
            optional="unmarked"
            rows={2}
            hint="Il le faut quand elle est refusée. Sans nommer personne."
          />
          <TextField
            label="Adresse où le voir"
            type="url"
            {...fieldProps(state, "pageUrl")}
            optional
            autoComplete="off"
          />
        </RecordForm>
      )}
    </Section>
  );
}
