import { impactReportRefusals, reportEditSchema } from "@essaim/impact/report/impact-report.schema";
import { editImpactReport } from "@essaim/impact/report/report.commands";
import { getReportToEdit } from "@essaim/impact/report/report.queries";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.report.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const report = await context.execute(actor, getReportToEdit, { id: recordId(params.id) });
  if (report.approvedAt) throw redirect(paths.impactReport(report.id));
  const { id, title, cutOffOn, grantTitle, grantStartsOn, grantEndsOn, version } = report;
  return {
    report: { id, title, cutOffOn, grantTitle, grantStartsOn, grantEndsOn, version },
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(reportEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(
    actor,
    editImpactReport,
    { ...parsed.value, id },
    { submissionId: submissionIdOf(form) },
  );
  if (outcome.ok) throw redirect(`${paths.impactReport(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, impactReportRefusals[outcome.reason]);
  const words = (one: { title: string; cutOffOn: string }) =>
    [
      ["Titre du rapport", one.title],
      ["Jour d’arrêté des chiffres", formatDate(one.cutOffOn)],
    ] as const;
  return refuseConflict(form, outcome, differing(words(parsed.value), words(outcome.current)));
}

export default function EditReport() {
  const { report, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const back = paths.impactReport(report.id);
  return (
    <>
      <PageHeader
        title="Modifier le titre et le jour"
        breadcrumb={[
          { label: "Rapports d’impact", href: paths.impactReports() },
          { label: report.title, href: back },
        ]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editImpactReport(report.id)} />
      <RecordForm
        state={answer?.state}
        submissionId={answer?.key ?? submissionId}
        version={versionFor(answer, report.version)}
        submitLabel="Enregistrer"
        cancelHref={back}
        resetKey={answer?.key}
      >
        <TextField
          label="Titre du rapport"
          hint="Sans nommer personne."
          maxLength={200}
          {...fieldProps(answer?.state, "title", report.title)}
        />
        <DateField
          label="Jour d’arrêté des chiffres"
          hint={`Les chiffres vont du début du financement à ce jour. ${report.grantTitle}\u202f: du ${formatDate(report.grantStartsOn)} au ${formatDate(report.grantEndsOn)}.`}
          min={report.grantStartsOn}
          max={report.grantEndsOn}
          {...fieldProps(answer?.state, "cutOffOn", report.cutOffOn)}
        />
      </RecordForm>
    </>
  );
}
