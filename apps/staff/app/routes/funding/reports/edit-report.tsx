import { editReport, removeReport } from "@essaim/funding/report/report.commands";
import { getReport } from "@essaim/funding/report/report.queries";
import {
  reportEditSchema,
  reportRefusals,
  reportStepSchema,
} from "@essaim/funding/report/report.schema";
import { can } from "@essaim/identity/actor";
import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ReportFields, reportInWords } from "./report-form";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.report.label}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const grantId = recordId(params.id);
  const { report } = await context.execute(actor, getReport, {
    grantId,
    id: recordId(params.reportId),
  });
  if (report.sentOn) throw redirect(paths.grantReport(grantId, report.id));
  const { frozen: _frozen, answers: _answers, ...shown } = report;
  return { report: shown, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const ids = { grantId: recordId(params.id), id: recordId(params.reportId) };
  await context.execute(actor, getReport, ids);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  if (form.get("intent") === "remove") {
    form.set("id", ids.id);
    const step = parseForm(reportStepSchema, form);
    if (!step.ok) throw new Response(null, { status: 400 });
    const removed = await context.execute(actor, removeReport, step.value, { submissionId });
    if (removed.ok) throw redirect(`${paths.reports(ids.grantId)}?fait=supprime`);
    if (removed.reason === "form_already_used") return refuseUsed(form);
    if (removed.reason !== "conflict") return refuseField(form, reportRefusals[removed.reason]);
    return refuseConflict(form, removed, differing([], []));
  }
  const parsed = parseForm(reportEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id: ids.id };
  const outcome = await context.execute(actor, editReport, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.grantReport(ids.grantId, ids.id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, reportRefusals[outcome.reason]);
  return refuseConflict(
    form,
    outcome,
    differing(reportInWords(parsed.value), reportInWords(outcome.current)),
  );
}

export default function EditReport() {
  const { report, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const back = paths.grantReport(report.grantId, report.id);
  const key = answer?.key ?? submissionId;
  return (
    <>
      <PageHeader
        title={`Modifier «\u202f${report.label}\u202f»`}
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: report.grantTitle, href: paths.grant(report.grantId) },
          { label: "Comptes rendus", href: paths.reports(report.grantId) },
          { label: report.label, href: back },
        ]}
      />
      <Conflict
        conflict={answer?.conflict}
        reloadHref={paths.editReport(report.grantId, report.id)}
      />
      <RecordForm
        state={answer?.state}
        submissionId={key}
        version={versionFor(answer, report.version)}
        submitLabel="Enregistrer"
        cancelHref={back}
        resetKey={answer?.key}
      >
        <ReportFields state={answer?.state} initial={report} />
      </RecordForm>
      <Disclosure summary="Le supprimer, s’il a été prévu par erreur">
        <p className="mb-3">Ce qui y est écrit sera perdu.</p>
        <Form method="post">
          <input type="hidden" name="submissionId" value={key} />
          <input type="hidden" name="version" value={report.version} />
          <Button type="submit" name="intent" value="remove" variant="danger" icon="delete">
            Supprimer ce compte rendu
          </Button>
        </Form>
      </Disclosure>
    </>
  );
}
