import type { AidRecord } from "@essaim/accompaniment/aid/aid.queries";
import { type AidStatus, aidStatusLabels } from "@essaim/accompaniment/aid/aid.schema";
import type { PayingLine } from "@essaim/funding/budget/paying-line.queries";
import { Badge, type Tone } from "@essaim/ui/badge";
import { Button, ButtonLink } from "@essaim/ui/button";
import { Card } from "@essaim/ui/card";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { Disclosure } from "@essaim/ui/disclosure";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { Form } from "@remix-run/react";
import type { Answer } from "~/answer";
import { paths } from "~/paths";

const tones: Record<AidStatus, Tone> = {
  requested: "warning",
  granted: "accent",
  refused: "neutral",
  paid: "success",
  withdrawn: "neutral",
};

type AidCardProps = {
  aid: AidRecord;
  /** Lines that a manager may pay from; absent for who does not decide. */
  lines?: readonly PayingLine[];
  mayRequest: boolean;
  /** The answer to a form about this aid. */
  answer?: Answer;
  today: string;
  submissionId: string;
  /** In a list of everybody's aids, whose it is. */
  showsWorker?: boolean;
};

/** One aid: what was asked and why, what was answered, and what is to be done now. */
export function AidCard({ aid, showsWorker, ...props }: AidCardProps) {
  const mayDecide = props.lines !== undefined;
  return (
    <Card
      level={showsWorker ? 2 : 3}
      title={
        <>
          {formatCents(aid.amountCents, "fr", { cents: "auto" })}
          {showsWorker && (
            <>
              {" "}
              pour <Link href={paths.worker(aid.workerId)}>{aid.workerName}</Link>
            </>
          )}
        </>
      }
      meta={<Badge tone={tones[aid.status]}>{aidStatusLabels[aid.status]}</Badge>}
    >
      <p className="max-w-measure whitespace-pre-line">{aid.purpose}</p>
      <p className="text-sm text-muted">
        Demandée le {formatDate(aid.requestedOn)} par {aid.requestedByName}
      </p>
      {aid.resources.length > 0 && (
        <p className="text-sm">
          <span className="text-muted">Communs qui en profitent&#8239;: </span>
          {aid.resources.map((resource, index) => (
            <span key={resource.id}>
              {index > 0 && ", "}
              <Link href={paths.resource(resource.id)}>{resource.name}</Link>
            </span>
          ))}
        </p>
      )}
      {aid.decidedOn && (
        <p className="max-w-measure border-l-2 border-line pl-3">
          <span className="text-muted">
            {aid.status === "refused" ? "Refusée" : "Accordée"} le {formatDate(aid.decidedOn)} par{" "}
            {aid.decidedByName}
            {aid.budgetLineLabel && `, sur «\u202f${aid.budgetLineLabel}\u202f»`}&#8239;:{" "}
          </span>
          {aid.decisionReason}
        </p>
      )}
      {aid.paidOn && <p className="text-sm">Payée le {formatDate(aid.paidOn)}.</p>}
      {aid.status === "requested" && mayDecide && <Decide aid={aid} {...props} />}
      {aid.status === "granted" && mayDecide && <Pay aid={aid} {...props} />}
      {aid.status === "requested" && props.mayRequest && (
        <Disclosure summary="Retirer la demande">
          <div className="flex flex-col items-start gap-2">
            <p className="text-sm">
              Personne n’aura plus à y répondre. Pour la faire de nouveau, il faudra l’écrire une
              autre fois.
            </p>
            <Step aid={aid} step="withdrawn" {...props}>
              Oui, retirer cette demande
            </Step>
          </div>
        </Disclosure>
      )}
      {mayDecide && (aid.status === "refused" || aid.status === "granted") && (
        <Step aid={aid} step="back" {...props}>
          Revenir sur la décision
        </Step>
      )}
      {mayDecide && aid.status === "paid" && (
        <Step aid={aid} step="back" {...props}>
          Ce n’est pas payé
        </Step>
      )}
    </Card>
  );
}

type StepProps = Omit<AidCardProps, "showsWorker">;

function Target({ aid, submissionId }: Pick<StepProps, "aid" | "submissionId">) {
  return (
    <>
      {/* One form per aid on the page: each its own id, so that one answered leaves the others usable. */}
      <input type="hidden" name="submissionId" value={submissionId} />
      <input type="hidden" name="id" value={aid.id} />
      <input type="hidden" name="version" value={aid.version} />
    </>
  );
}

/** Ids of a form's fields, which must differ between two cards of a page. */
const idsOf = (aid: AidRecord, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, `${name}-${aid.id}`]));

function Decide({ aid, lines = [], answer, today, submissionId }: StepProps) {
  const open = lines.filter(
    (line) => !line.isClosed && line.startsOn <= today && line.endsOn >= today,
  );
  const ids = idsOf(aid, ["reason", "budgetLineId", "keepAnyway"]);
  const state = answer?.state;
  if (open.length === 0) {
    return (
      <div className="flex flex-col items-start gap-3">
        <p className="text-sm">
          Aucune enveloppe ne court aujourd’hui&#8239;: ouvrez-en une pour accorder une aide.
        </p>
        <ButtonLink href={paths.newOwnLine({ aides: "oui" })} icon="plus">
          Ouvrir une enveloppe
        </ButtonLink>
      </div>
    );
  }
  return (
    <Form method="post" noValidate key={answer?.key} className="flex flex-col gap-4">
      <ErrorSummary errors={state?.errors} formError={state?.formError} ids={ids} />
      <Target aid={aid} submissionId={answer?.key ?? submissionId} />
      <TextArea
        label="Pourquoi"
        id={ids.reason}
        rows={2}
        maxLength={2000}
        hint="En une phrase. La personne peut demander à le lire."
        {...fieldProps(state, "reason")}
      />
      <Select
        label="Enveloppe qui paie"
        id={ids.budgetLineId}
        width="long"
        optional="unmarked"
        placeholder={open.length > 1 ? "Choisir" : undefined}
        options={open.map((line) => ({
          value: line.id,
          label: `${line.label} (reste ${formatCents(line.leftCents, "fr", { cents: "auto" })})`,
        }))}
        {...fieldProps(state, "budgetLineId", open.length === 1 ? open[0]?.id : undefined)}
      />
      {state?.errors.keepAnyway && (
        <Checkbox
          id={ids.keepAnyway}
          name="keepAnyway"
          value="oui"
          label="J’ai lu, et j’accorde cette aide ainsi"
          error={state.errors.keepAnyway}
        />
      )}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" name="step" value="granted" variant="primary">
          Accorder<span className="sr-only"> l’aide de {aid.workerName}</span>
        </Button>
        <Button type="submit" name="step" value="refused">
          Refuser<span className="sr-only"> l’aide de {aid.workerName}</span>
        </Button>
      </div>
    </Form>
  );
}

function Pay({ aid, answer, today, submissionId }: StepProps) {
  const ids = idsOf(aid, ["paidOn"]);
  const state = answer?.state;
  return (
    <Form method="post" noValidate key={answer?.key} className="flex flex-col gap-4">
      <ErrorSummary errors={state?.errors} formError={state?.formError} ids={ids} />
      <Target aid={aid} submissionId={answer?.key ?? submissionId} />
      <div className="flex flex-wrap items-end gap-3">
        <DateField
          label="Payée le"
          id={ids.paidOn}
          max={today}
          {...fieldProps(state, "paidOn", today)}
        />
        <Button type="submit" name="step" value="paid" variant="primary">
          Noter le paiement<span className="sr-only"> à {aid.workerName}</span>
        </Button>
      </div>
    </Form>
  );
}

function Step({
  aid,
  step,
  answer,
  submissionId,
  children,
}: StepProps & { step: "back" | "withdrawn"; children: string }) {
  return (
    <Form method="post" className="self-start">
      <Target aid={aid} submissionId={answer?.key ?? submissionId} />
      <Button type="submit" name="step" value={step} variant="quiet" size="small">
        {children}
        <span className="sr-only"> pour {aid.workerName}</span>
      </Button>
    </Form>
  );
}
