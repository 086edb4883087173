import { createHash } from "node:crypto";
import { listContributionChoices } from "@essaim/commons/contribution/contribution.queries";
import { announceExport } from "@essaim/commons/import/export-file.commands";
import { isExportAwaited } from "@essaim/commons/import/export-file.queries";
import { listContributionImports } from "@essaim/commons/import/import-record.queries";
import { readExport } from "@essaim/commons/import/read-export";
import {
  contributionSourceLabels,
  contributionSources,
  type Fault,
  longestExport,
  sourceSchema,
} from "@essaim/commons/import/source.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatSize } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, refuseForm } from "@essaim/web/form";
import { readUpload } from "@essaim/web/upload";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { type Answer, answer } from "~/answer";
import { refuseFields, refuseUsed } from "~/answer.server";
import { fileRefused } from "~/file-refused";
import { paths } from "~/paths";
import { putFile } from "~/put-file.server";
import { pageTitle } from "~/title";
import { importCrumbs } from "./export-gone";
import { FaultsTable } from "./faults-table";
import { HowToExport } from "./how-to-export";
import { ImportsTable } from "./imports-table";

export const meta: MetaFunction = () => pageTitle("Importer des contributions");

const sendSchema = z.object({
  source: sourceSchema,
  openResourceId: z.uuid({ error: "Choisissez le commun qui reçoit ces contributions." }),
});

type Shown = Answer & { faults?: Fault[] };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "commons:write")) throw new Response(null, { status: 403 });
  const { resources } = await context.execute(actor, listContributionChoices, {});
  const chosen = new URL(request.url).searchParams.get("commun") ?? undefined;
  const imports = await context.execute(actor, listContributionImports, {});
  return { resources, imports, chosen, fileId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "commons:write")) throw new Response(null, { status: 403 });
  const { form, file, tooLarge } = await readUpload(request, { maxBytes: longestExport });
  const parsed = parseForm(sendSchema, form);
  const complaint = tooLarge
    ? `Ce fichier dépasse ${formatSize(longestExport)}. Limitez l’export à quelques années, par exemple avec --since=2024-01-01.`
    : file
      ? undefined
      : "Choisissez un fichier.";
  if (!parsed.ok || !file || complaint) {
    return refuseFields(form, {
      ...(parsed.ok ? {} : parsed.state.errors),
      ...(complaint ? { file: complaint } : {}),
    });
  }
  const { source, openResourceId } = parsed.value;
  const read = await readExport(source, file.bytes, today());
  if (!read.ok) {
    const message = "Ce fichier ne se lit pas\u202f: voyez ci-dessous où, et pourquoi.";
    const state = refuseForm(form, { errors: { file: message } });
    return data<Shown>({ ...answer({ state }), faults: read.faults }, { status: 422 });
  }
  if (read.items.length === 0) {
    return refuseFields(form, { file: "Ce fichier ne dit aucune contribution de personne." });
  }
  const announced = await context.execute(
    actor,
    announceExport,
    { sha256: createHash("sha256").update(file.bytes).digest("hex") },
    { submissionId: z.uuid().safeParse(form.get("fileId")).data },
  );
  if (!announced.ok) return refuseUsed(form);
  await putFile(context, actor, announced.key, file.bytes, isExportAwaited);
  const name = announced.key.split("/").at(-1) ?? "";
  throw redirect(paths.exportAuthors(name, { source, commun: openResourceId }));
}

export default function SendExport() {
  const { resources, imports, chosen, fileId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>() as Shown | undefined;
  const state = shown?.state;
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      <PageHeader
        title="Importer des contributions"
        breadcrumb={importCrumbs.slice(0, 1)}
        lead="Les commits, les demandes d’intégration et les dons d’un commun deviennent des contributions, une par personne et par mois. Vous dites qui est qui, un essai montre tout, et rien n’est écrit avant votre accord."
      />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-2">
        <Section title="Envoyer un fichier" rule={false}>
          <ErrorSummary
            errors={state?.errors}
            formError={state?.formError}
            {...fileRefused(state?.errors)}
          />
          <Form method="post" encType="multipart/form-data" noValidate key={shown?.key}>
            <input type="hidden" name="fileId" value={shown?.key ?? fileId} />
            <FormLayout>
              <RadioGroup
                label="D’où vient ce fichier"
                options={contributionSources.map((value) => ({
                  value,
                  label: contributionSourceLabels[value],
                }))}
                {...fieldProps(state, "source")}
              />
              <Select
                label="Commun qui reçoit ces contributions"
                width="long"
                options={resources.map((one) => ({ value: one.id, label: one.name }))}
                {...fieldProps(state, "openResourceId", chosen)}
              />
              <FileField
                name="file"
                label="Fichier"
                hint={`${formatSize(longestExport)} au plus.`}
                accept=".txt,.log,.json,.csv"
                maxBytes={longestExport}
                error={state?.errors.file}
              />
              <FormActions>
                <SubmitButton pending={isSending}>Envoyer et lire</SubmitButton>
              </FormActions>
            </FormLayout>
          </Form>
          {shown?.faults && <FaultsTable faults={shown.faults} />}
        </Section>
        <HowToExport />
      </div>
      <ImportsTable imports={imports} />
    </>
  );
}
