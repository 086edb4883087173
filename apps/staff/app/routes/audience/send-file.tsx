import { can } from "@essaim/identity/actor";
import { listAudienceServices } from "@essaim/media/audience/audience.queries";
import { sendAudienceFile } from "@essaim/media/audience/audience-import.commands";
import {
  audienceFileLimit,
  sendAudienceSchema,
} from "@essaim/media/audience/audience-import.schema";
import { readAudienceTable } from "@essaim/media/audience/audience-table";
import { listAudienceImports } from "@essaim/media/audience/plan-import.queries";
import { platformLabels, platforms } from "@essaim/media/piece/published-piece.schema";
import { Unreadable } from "@essaim/territory/spreadsheet/unreadable";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatSize } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm } from "@essaim/web/form";
import { readUpload } from "@essaim/web/upload";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { refuseFields, refuseUsed } from "~/answer.server";
import { fileRefused } from "~/file-refused";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { audienceCrumbs } from "./audience-words";
import { ImportsTable } from "./imports-table";
import { ServiceField } from "./service-field";

export const meta: MetaFunction = () => pageTitle("Importer des chiffres d’audience");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const [imports, services] = await Promise.all([
    context.execute(actor, listAudienceImports, {}),
    context.execute(actor, listAudienceServices, {}),
  ]);
  return { imports, services, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const { form, file, tooLarge } = await readUpload(request, { maxBytes: audienceFileLimit });
  const parsed = parseForm(sendAudienceSchema, form);
  const complaint = tooLarge
    ? `Ce fichier dépasse ${formatSize(audienceFileLimit)}. Envoyez-le en plusieurs fois, par année par exemple.`
    : file
      ? undefined
      : "Choisissez un fichier.";
  if (!parsed.ok || !file || complaint) {
    return refuseFields(form, {
      ...(parsed.ok ? {} : parsed.state.errors),
      ...(complaint ? { file: complaint } : {}),
    });
  }
  const table = await readAudienceTable(file.bytes).catch((error: unknown) => {
    if (error instanceof Unreadable) return error;
    throw error;
  });
  if (table instanceof Unreadable) return refuseFields(form, { file: table.message });
  const input = { ...parsed.value, fileName: file.name.slice(0, 200) || "Fichier", table };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, sendAudienceFile, input, { submissionId });
  if (!outcome.ok) return refuseUsed(form);
  throw redirect(paths.audienceImport(outcome.id));
}

export default function SendFile() {
  const { imports, services, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const state = shown?.state;
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      <PageHeader
        title="Importer des chiffres d’audience"
        breadcrumb={audienceCrumbs}
        lead="Un essai montre ce que le fichier changerait, ligne par ligne. Rien n’est écrit avant votre accord, et tout peut être annulé."
      />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-2">
        <Section title="Envoyer un fichier" rule={false}>
          <ErrorSummary
            errors={state?.errors}
            formError={state?.formError}
            {...fileRefused(state?.errors)}
          />
          <Form method="post" encType="multipart/form-data" noValidate key={shown?.key}>
            <input type="hidden" name="submissionId" value={shown?.key ?? submissionId} />
            <FormLayout>
              <Select
                label="Plateforme d’où vient ce fichier"
                width="medium"
                placeholder="Choisir"
                options={platforms.map((value) => ({ value, label: platformLabels[value].fr }))}
                {...fieldProps(state, "platform")}
              />
              <ServiceField services={services} state={state} />
              <FileField
                name="file"
                label="Fichier"
                hint={`CSV, XLSX ou ODS, ${formatSize(audienceFileLimit)} au plus.`}
                accept=".csv,.txt,.xlsx,.ods"
                maxBytes={audienceFileLimit}
                error={state?.errors.file}
              />
              <FormActions>
                <SubmitButton pending={isSending}>Envoyer et lire</SubmitButton>
              </FormActions>
            </FormLayout>
          </Form>
        </Section>
        <HowToExport />
      </div>
      <ImportsTable imports={imports} />
    </>
  );
}

function HowToExport() {
  return (
    <Section title="Obtenir ce fichier" rule={false}>
      <div className="prose max-w-measure">
        <p>
          <strong>YouTube.</strong> Dans YouTube Studio, ouvrez Données analytiques, puis Mode
          avancé. Choisissez un mois entier et l’onglet Contenu, et exportez en CSV. Ouvrez
          l’archive&#8239;: le fichier à envoyer est «&#8239;Données du tableau.csv&#8239;»
          («&#8239;Table data.csv&#8239;» en anglais), dont la colonne «&#8239;Vues&#8239;» est lue,
          et non «&#8239;Vues engagées&#8239;».
        </p>
        <p>
          <strong>Une autre plateforme.</strong> Il faut une colonne qui nomme le contenu (son
          adresse ou son titre) et une colonne du nombre de vues ou de visites. Le mois est dans une
          colonne, ou se dit à l’étape suivante. Des jours s’additionnent dans leur mois.
        </p>
      </div>
    </Section>
  );
}
