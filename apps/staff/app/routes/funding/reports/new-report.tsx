import { getGrant } from "@essaim/funding/grant/grant.queries";
import { createReport } from "@essaim/funding/report/report.commands";
import { listReports } from "@essaim/funding/report/report.queries";
import { usualReport } from "@essaim/funding/report/report.rules";
import { newReportSchema, reportRefusals } from "@essaim/funding/report/report.schema";
import { can } from "@essaim/identity/actor";
import { PageHeader } from "@essaim/ui/page-header";
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
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ReportFields } from "./report-form";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Prévoir un compte rendu · ${page.grant.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const id = recordId(params.id);
  const [grant, earlier] = await Promise.all([
    context.execute(actor, getGrant, { id }),
    context.execute(actor, listReports, { grantId: id }),
  ]);
  return {
    grant: { id, title: grant.title },
    earlier,
    usual: usualReport(grant),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(newReportSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, grantId };
  const outcome = await context.execute(actor, createReport, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.grantReport(grantId, outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, reportRefusals[outcome.reason]);
}

export default function NewReport() {
  const { grant, earlier, usual, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Prévoir un compte rendu"
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: grant.title, href: paths.grant(grant.id) },
          { label: "Comptes rendus", href: paths.reports(grant.id) },
        ]}
      />
      <RecordForm
        state={answer?.state}
        submissionId={answer?.key ?? submissionId}
        submitLabel="Prévoir ce compte rendu"
        cancelHref={paths.reports(grant.id)}
        resetKey={answer?.key}
      >
        <ReportFields state={answer?.state} initial={usual} earlier={earlier} />
      </RecordForm>
    </>
  );
}
