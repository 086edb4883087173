import { filterQuery, workerFilterSchema } from "@essaim/accompaniment/worker/worker-filter.schema";
import { assignWorkers } from "@essaim/accompaniment/worker/worker-list.commands";
import { getAssignForm } from "@essaim/accompaniment/worker/worker-list.queries";
import {
  assignFormSchema,
  assignRefusals,
  MOST_ASSIGNED,
} from "@essaim/accompaniment/worker/worker-list.schema";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { EmptyState } from "@essaim/ui/empty-state";
import { fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { formatNumber, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Confier des personnes");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(workerFilterSchema, request);
  const form = await context.execute(actor, getAssignForm, filter);
  return { ...form, filter, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(workerFilterSchema, request);
  const form = await readForm(request);
  const parsed = parseForm(assignFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const { who, ids, count, coachId } = parsed.value;
  const outcome = await context.execute(
    actor,
    assignWorkers,
    {
      coachId: coachId === "none" ? null : coachId,
      people: who === "all" ? { filter, count } : { ids },
    },
    { submissionId: submissionIdOf(form) },
  );
  if (outcome.ok) return { done: outcome };
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, assignRefusals[outcome.reason]);
}

/** Gives people to a colleague: some, or all those of the list. */
export default function AssignWorkers() {
  const { workers, total, coaches, filter, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const listHref = paths.workers(filterQuery(filter));
  const header = (
    <PageHeader
      title="Confier des personnes"
      breadcrumb={[{ label: "Personnes", href: listHref }]}
      lead="Qui les accompagnait jusqu’ici ne les accompagne plus. Le changement est noté dans chaque fiche. Qui les reçoit, ou la direction, peut les confier de nouveau."
    />
  );
  if (answer && "done" in answer) {
    return (
      <>
        {header}
        <Alert tone="success" role="status" title={doneInWords(answer.done)}>
          {stayedInWords(answer.done)}
        </Alert>
        <p>
          <ButtonLink href={listHref}>Revenir à la liste</ButtonLink>
        </p>
      </>
    );
  }
  const state = answer?.state;
  if (total === 0) {
    return (
      <>
        {header}
        <EmptyState
          title="Personne ne correspond à ce filtre"
          icon="users"
          action={<ButtonLink href={listHref}>Revenir à la liste</ButtonLink>}
        >
          Choisissez d’abord, dans la liste, les personnes dont il s’agit.
        </EmptyState>
      </>
    );
  }
  const most = total > MOST_ASSIGNED;
  return (
    <>
      {header}
      <RecordForm
        state={state}
        submissionId={answer?.key ?? submissionId}
        submitLabel="Confier ces personnes"
        cancelHref={listHref}
      >
        <input type="hidden" name="count" value={total} />
        <Select
          label="À qui"
          placeholder="Choisissez"
          options={[
            ...coaches.map(({ id, name }) => ({ value: id, label: name })),
            { value: "none", label: "Personne pour l’instant (à attribuer)" },
          ]}
          {...fieldProps(state, "coachId")}
        />
        <RadioGroup
          label="Qui"
          options={[
            { value: "some", label: "Les personnes cochées ci-dessous" },
            {
              value: "all",
              label:
                total === 1
                  ? "La seule personne de cette liste"
                  : `Les ${formatNumber(total)} personnes de cette liste, cochées ou non`,
              hint: most
                ? `On en confie au plus ${formatNumber(MOST_ASSIGNED)} à la fois.`
                : undefined,
              disabled: most,
            },
          ]}
          {...fieldProps(state, "who", "some")}
        />
        <CheckboxGroup
          label="Personnes"
          hint={
            total > workers.length
              ? `Les ${workers.length} premières sur ${formatNumber(total)}. Pour cocher les autres, resserrez le filtre.`
              : undefined
          }
          optional="unmarked"
          options={workers.map((worker) => ({
            value: worker.id,
            label: `${worker.familyName} ${worker.givenName}`,
            hint: worker.coachName ?? "À attribuer",
          }))}
          {...fieldListProps(state, "ids")}
          id="ids"
          name="ids[]"
        />
      </RecordForm>
    </>
  );
}

type Done = { asked: number; moved: number; coachName: string | null };

function doneInWords({ moved, coachName }: Done): string {
  const people = plural(moved, "personne", "personnes");
  if (moved === 0) return "Rien n’a changé";
  return coachName
    ? `${people} ${moved > 1 ? "sont maintenant accompagnées" : "est maintenant accompagnée"} par ${coachName}`
    : `${people} ${moved > 1 ? "attendent" : "attend"} maintenant d’être attribuée${moved > 1 ? "s" : ""}`;
}

function stayedInWords({ asked, moved }: Done): string | null {
  const stayed = asked - moved;
  if (stayed === 0) return null;
  return `${plural(stayed, "l’était déjà", "l’étaient déjà")}.`;
}
