import { today } from "@essaim/database/today";
import { sendReport } from "@essaim/funding/report/report.commands";
import { getReport } from "@essaim/funding/report/report.queries";
import { reportRefusals, sendFormSchema } from "@essaim/funding/report/report.schema";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { formatCents } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { parseForm, readForm } from "@essaim/web/form";
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
import { doubtSentence } from "./report-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Envoyer ${page.report.label}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const ids = { grantId: recordId(params.id), id: recordId(params.reportId) };
  const { report, figures, missing, doubts } = await context.execute(actor, getReport, ids);
  if (report.sentOn) throw redirect(paths.grantReport(ids.grantId, ids.id));
  const { grantId, id, label, grantTitle, funderName, version } = report;
  return {
    report: { grantId, id, label, grantTitle, funderName, version },
    charges: figures.charges,
    products: figures.products,
    missing,
    doubts,
    today: today(),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const ids = { grantId: recordId(params.id), id: recordId(params.reportId) };
  await context.execute(actor, getReport, ids);
  const form = await readForm(request);
  const parsed = parseForm(sendFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id: ids.id };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, sendReport, input, { submissionId });
  if (outcome.ok)
    throw redirect(`${paths.grantReport(ids.grantId, ids.id)}?fait=compte-rendu-envoye`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, reportRefusals[outcome.reason]);
  return refuseConflict(form, outcome, []);
}

export default function SendReport() {
  const page = useLoaderData<typeof loader>();
  const { report, missing, doubts } = page;
  const answer = useActionData<typeof action>();
  const at = [report.grantId, report.id] as const;
  const back = paths.grantReport(...at);
  return (
    <>
      <PageHeader
        title={`Envoyer «\u202f${report.label}\u202f»`}
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: report.grantTitle, href: paths.grant(report.grantId) },
          { label: "Comptes rendus", href: paths.reports(report.grantId) },
          { label: report.label, href: back },
        ]}
        lead={`Charges réalisées\u202f: ${formatCents(page.charges.realisedCents)}. Produits réalisés\u202f: ${formatCents(page.products.realisedCents)}.`}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.sendReport(...at)} />
      {missing.length > 0 ? (
        <Alert
          tone="warning"
          title="Il manque encore des réponses"
          action={
            <ButtonLink href={paths.writeReport(...at)} icon="edit">
              Les compléter
            </ButtonLink>
          }
        >
          <ul className="list-disc pl-5">
            {missing.map(({ field, message }) => (
              <li key={field}>
                <Link href={`${paths.writeReport(...at)}#${field}`}>{message}</Link>
              </li>
            ))}
          </ul>
        </Alert>
      ) : (
        <>
          {doubts.length > 0 && (
            <Section title="À vérifier" rule={false}>
              <ul className="list-disc pl-5">
                {doubts.map((doubt) => (
                  <li key={doubtSentence(doubt)} className="max-w-measure">
                    {doubtSentence(doubt)}
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <p className="max-w-measure">
            Essaim n’envoie rien à {report.funderName}&#8239;: téléchargez le fichier depuis la page
            du compte rendu, signez-le, envoyez-le, puis notez ici le jour de l’envoi. Dès lors, le
            compte rendu reste tel qu’il est parti, même si les données changent.
          </p>
          <RecordForm
            state={answer?.state}
            submissionId={answer?.key ?? page.submissionId}
            version={versionFor(answer, report.version)}
            submitLabel="Noter l’envoi et figer le compte rendu"
            cancelHref={back}
            resetKey={answer?.key}
          >
            <DateField
              label="Envoyé le"
              {...fieldProps(answer?.state, "sentOn", page.today)}
              max={page.today}
            />
            {doubts.length > 0 && (
              <Checkbox
                name="isRead"
                label="J’ai lu ce qui est à vérifier, et je l’envoie ainsi"
                error={answer?.state.errors.isRead}
                defaultChecked={fieldListProps(answer?.state, "isRead").defaultValue.length > 0}
                mustTick
              />
            )}
          </RecordForm>
        </>
      )}
    </>
  );
}
