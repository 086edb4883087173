import { daysAfter, today } from "@essaim/database/today";
import {
  impactReportRefusals,
  newReportSchema,
  sectionKindLabels,
  sectionKinds,
} from "@essaim/impact/report/impact-report.schema";
import { createImpactReport } from "@essaim/impact/report/report.commands";
import { listReportedGrants } from "@essaim/impact/report/report.queries";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { DateField } from "@essaim/ui/date-field";
import { EmptyState } from "@essaim/ui/empty-state";
import { fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Préparer un rapport");

/** `?financement=…`: the grant whose page one comes from. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const grants = await context.execute(actor, listReportedGrants, {});
  const asked = new URL(request.url).searchParams.get("financement");
  const chosen = grants.find(({ id }) => id === asked) ?? (grants.length === 1 ? grants[0] : null);
  return {
    grants,
    chosen: chosen?.id ?? null,
    day: chosen ? lastDay(chosen) : "",
    submissionId: crypto.randomUUID(),
  };
}

/** The last day at which the figures of a grant can be released today: each waits for its evening. */
const lastDay = ({ endsOn }: { endsOn: string }): string => {
  const yesterday = daysAfter(today(), -1);
  return endsOn < yesterday ? endsOn : yesterday;
};

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const grants = await context.execute(actor, listReportedGrants, {});
  const grant = grants.find(({ id }) => id === form.get("grantId"));
  // Left empty, the day is the last one possible.
  if (grant && !form.get("cutOffOn")) form.set("cutOffOn", lastDay(grant));
  const parsed = parseForm(newReportSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, createImpactReport, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.impactReport(outcome.id)}?fait=rapport-commence`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  const refusal = impactReportRefusals[outcome.reason];
  if (outcome.reason !== "outside_period" || !grant) return refuseField(form, refusal);
  const period = `du ${formatDate(grant.startsOn)} au ${formatDate(grant.endsOn)}`;
  return refuseField(form, {
    ...refusal,
    message: `Choisissez un jour de la période du financement, ${period}.`,
  });
}

export default function NewReport() {
  const { grants, chosen, day, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title="Préparer un rapport"
        breadcrumb={[{ label: "Rapports d’impact", href: paths.impactReports() }]}
      />
      {grants.length === 0 ? (
        <EmptyState title="Aucun financement acquis">
          Un rapport dit les chiffres d’un financement. Notez d’abord qu’il est acquis.
        </EmptyState>
      ) : (
        <RecordForm
          state={state}
          submissionId={answer?.key ?? submissionId}
          submitLabel="Commencer ce rapport"
          cancelHref={paths.impactReports()}
          resetKey={answer?.key}
        >
          <Select
            label="Financement"
            options={grants.map((grant) => ({
              value: grant.id,
              label: `${grant.title}, ${grant.funderName} (${formatDate(grant.startsOn)} – ${formatDate(grant.endsOn)})`,
            }))}
            width="long"
            {...fieldProps(state, "grantId", chosen)}
          />
          <TextField
            label="Titre du rapport"
            hint="Sans nommer personne."
            maxLength={200}
            {...fieldProps(state, "title")}
          />
          <DateField
            label="Jour d’arrêté des chiffres"
            hint="Les chiffres vont du début du financement à ce jour. Laissez vide pour le dernier jour possible."
            optional
            {...fieldProps(state, "cutOffOn", day)}
          />
          <CheckboxGroup
            label="Parties du rapport"
            hint="Vous pourrez en ajouter, en retirer et changer leur ordre. La méthode et les définitions y sont toujours."
            optional
            options={sectionKinds.map((kind) => ({
              value: kind,
              label: sectionKindLabels[kind].title,
              hint: sectionKindLabels[kind].shows,
            }))}
            {...fieldListProps(
              state,
              "kinds",
              sectionKinds.filter((kind) => kind !== "free" && kind !== "stories"),
            )}
          />
        </RecordForm>
      )}
    </>
  );
}
