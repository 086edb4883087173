import { can } from "@essaim/identity/actor";
import {
  approveFormSchema,
  impactReportRefusals,
} from "@essaim/impact/report/impact-report.schema";
import { approveReport } from "@essaim/impact/report/report.commands";
import { getImpactReport } from "@essaim/impact/report/report.queries";
import { stops } from "@essaim/impact/report/report-checks.rules";
import { Alert } from "@essaim/ui/alert";
import { Checkbox } from "@essaim/ui/checkbox";
import { fieldListProps } from "@essaim/ui/form-state";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { lackWords } from "./report-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Approuver ${page.report.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "impact:publish")) throw new Response(null, { status: 403 });
  const { report, lacks, isFrozen } = await context.execute(actor, getImpactReport, {
    id: recordId(params.id),
  });
  if (report.approvedAt) throw redirect(paths.impactReport(report.id));
  const { id, title, cutOffOn, funderName, version } = report;
  return {
    report: { id, title, cutOffOn, funderName, version },
    lacks: lacks.map((lack) => ({ ...lackWords(lack, report), stops: stops(lack) })),
    isFrozen,
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(approveFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(
    actor,
    approveReport,
    { ...parsed.value, id, seal: context.seal },
    { submissionId: submissionIdOf(form) },
  );
  if (outcome.ok) {
    throw redirect(`${paths.impactReport(id)}?fait=rapport-approuve&tache=${outcome.jobId}`);
  }
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "conflict") return refuseConflict(form, outcome, []);
  if (outcome.reason !== "names_somebody") {
    return refuseField(form, impactReportRefusals[outcome.reason]);
  }
  const list = new Intl.ListFormat("fr-FR", { type: "conjunction" });
  const people = outcome.named.map(
    ({ name, places }) => `${name} se reconnaît dans ${list.format(places)}.`,
  );
  const formError = `Un rapport scellé ne peut plus être corrigé, et ne doit nommer personne d’accompagné. ${people.join(" ")} Retirez ce qui désigne ${people.length > 1 ? "ces personnes" : "cette personne"}, puis approuvez de nouveau.`;
  return refuseTyped(refuseForm(form, { formError }));
}

export default function Approve() {
  const { report, lacks, isFrozen, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const back = paths.impactReport(report.id);
  const stopping = lacks.filter((lack) => lack.stops);
  const doubts = lacks.filter((lack) => !lack.stops);
  const lines = (some: typeof lacks) => (
    <ul className="flex list-disc flex-col gap-1.5 pl-5">
      {some.map(({ sentence, href, label }) => (
        <li key={sentence} className="max-w-measure">
          {sentence} <Link href={href}>{label}</Link>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <PageHeader
        title={`Approuver «\u202f${report.title}\u202f»`}
        breadcrumb={[
          { label: "Rapports d’impact", href: paths.impactReports() },
          { label: report.title, href: back },
        ]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.approveImpactReport(report.id)} />
      {stopping.length > 0 ? (
        <Alert tone="warning" title="Il manque encore quelque chose">
          {lines(stopping)}
        </Alert>
      ) : (
        <>
          {doubts.length > 0 && (
            <Section title="À vérifier" rule={false}>
              {lines(doubts)}
            </Section>
          )}
          <p className="max-w-measure">
            {isFrozen
              ? `Les chiffres du ${formatDate(report.cutOffOn)} sont déjà arrêtés. `
              : `Les chiffres seront arrêtés au ${formatDate(report.cutOffOn)}, sous secret statistique. `}
            Le rapport recevra un numéro, une empreinte et une signature. Il ne pourra plus être
            changé ni supprimé, et {report.funderName} pourra le lire.
          </p>
          <RecordForm
            state={answer?.state}
            submissionId={answer?.key ?? submissionId}
            version={versionFor(answer, report.version)}
            submitLabel="Approuver et sceller"
            cancelHref={back}
            resetKey={answer?.key}
          >
            {doubts.length > 0 ? (
              <Checkbox
                name="isRead"
                label="J’ai lu ce qui est à vérifier, et j’approuve ainsi"
                error={answer?.state.errors.isRead}
                defaultChecked={fieldListProps(answer?.state, "isRead").defaultValue.length > 0}
                mustTick
              />
            ) : (
              <input type="hidden" name="isRead" value="on" />
            )}
          </RecordForm>
        </>
      )}
    </>
  );
}
