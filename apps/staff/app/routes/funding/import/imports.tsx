import { createHash } from "node:crypto";
import {
  announceSpendingImport,
  receiveSpendingImport,
} from "@essaim/funding/import/import.commands";
import { type ImportLine, listSpendingImports } from "@essaim/funding/import/import.queries";
import {
  importRefusals,
  importStatusLabels,
  receiveSchema,
  sourceLabels,
  sources,
  spendingFileLimit,
} from "@essaim/funding/import/spending-import.schema";
import { can } from "@essaim/identity/actor";
import { Badge, type Tone } from "@essaim/ui/badge";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDateTime, formatSize, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { type Column, Table } from "@essaim/ui/table";
import { parseForm } from "@essaim/web/form";
import { readUpload } from "@essaim/web/upload";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { fileRefused } from "~/file-refused";
import { paths } from "~/paths";
import { putFile } from "~/put-file.server";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { SpendingSteps } from "./spending-steps";

export const meta: MetaFunction = () => pageTitle("Reprendre des dépenses");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return {
    imports: await context.execute(actor, listSpendingImports, {}),
    submissionId: crypto.randomUUID(),
    fileId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "spending:write")) throw new Response(null, { status: 403 });
  const { form, file, tooLarge } = await readUpload(request, { maxBytes: spendingFileLimit });
  const parsed = parseForm(receiveSchema.pick({ source: true }), form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  if (tooLarge || !file) {
    const message = tooLarge
      ? `Ce fichier dépasse ${formatSize(spendingFileLimit)}. Envoyez-le en plusieurs parties.`
      : "Choisissez un fichier.";
    return refuseField(form, { field: "file", message });
  }
  const sha256 = createHash("sha256").update(file.bytes).digest("hex");
  // The same form sent twice puts its file in the same place.
  const announced = await context.execute(
    actor,
    announceSpendingImport,
    { sha256 },
    { submissionId: z.uuid().safeParse(form.get("fileId")).data },
  );
  if (!announced.ok) return refuseUsed(form);
  await putFile(context, actor, announced.key, file.bytes);
  const { source } = parsed.value;
  const input = receiveSchema.parse({ source, fileName: file.name, storageKey: announced.key });
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, receiveSpendingImport, input, { submissionId });
  if (outcome.ok) throw redirect(paths.job(outcome.jobId));
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, { field: "file", message: importRefusals[outcome.reason] });
}

const hints = {
  fec: "L’export que tout logiciel de comptabilité sait faire, pour une année ou un mois.",
  table: "Un classeur ou un fichier .csv de votre banque, ou votre propre tableau.",
  hours: "Qui, quel mois, combien d’heures, à quel coût.",
} as const;

export default function SpendingImports() {
  const { imports, submissionId, fileId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const navigation = useNavigation();
  return (
    <>
      <PageHeader
        title="Reprendre des dépenses"
        breadcrumb={[{ label: "Dépenses", href: paths.expenses() }]}
        lead="Votre comptabilité, un tableau ou les heures de l’équipe deviennent des dépenses, en une fois. Un essai montre ce qui serait créé et ce que les conventions refusent, et rien n’est écrit avant votre accord."
      />
      <SpendingSteps current="file" />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <Section title="Envoyer un fichier" rule={false}>
          <ErrorSummary
            errors={answer?.state.errors}
            formError={answer?.state.formError}
            {...fileRefused(answer?.state.errors)}
          />
          <Form method="post" encType="multipart/form-data" noValidate key={answer?.key}>
            <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
            <input type="hidden" name="fileId" value={fileId} />
            <FormLayout>
              <RadioGroup
                label="Ce que contient le fichier"
                options={sources.map((value) => ({
                  value,
                  label: sourceLabels[value],
                  hint: hints[value],
                }))}
                {...fieldProps(answer?.state, "source")}
              />
              <FileField
                name="file"
                label="Fichier"
                hint={`${formatSize(spendingFileLimit)} au plus.`}
                accept=".txt,.csv,.tsv,.xlsx,.ods"
                maxBytes={spendingFileLimit}
                error={answer?.state.errors.file}
              />
              <FormActions>
                <SubmitButton pending={navigation.state !== "idle"}>Envoyer et lire</SubmitButton>
              </FormActions>
            </FormLayout>
          </Form>
        </Section>
        <Section title="Ce qui est accepté" rule={false}>
          <ul className="flex list-disc flex-col gap-1.5 pl-5">
            <li>
              Un FEC de 18 champs, séparés par des tabulations ou des barres verticales, aux
              écritures équilibrées (article A47 A-1 du livre des procédures fiscales). Seuls les
              comptes de classe 6 sont repris, hors taxe récupérable.
            </li>
            <li>
              Un tableau de 20&#8239;000 lignes au plus, avec une ligne de titres&#8239;: une date,
              un libellé ou un fournisseur, un montant.
            </li>
            <li>
              Ce qui est déjà là est reconnu&#8239;: un fichier renvoyé n’ajoute rien deux fois.
            </li>
          </ul>
          <p>
            Pour partir d’un modèle&#8239;:{" "}
            <a href={paths.spendingModel("depenses")} download>
              dépenses
            </a>{" "}
            ou{" "}
            <a href={paths.spendingModel("heures")} download>
              heures
            </a>
            .
          </p>
        </Section>
      </div>
      <Section title="Reprises précédentes">
        <Table
          caption="Reprises, de la plus récente à la plus ancienne"
          hideCaption
          columns={columns}
          rows={imports}
          rowKey={(one) => one.id}
          empty={
            <EmptyState level={3} icon="upload" title="Aucune reprise pour l’instant">
              Le premier fichier envoyé apparaîtra ici, avec ce qu’il est devenu.
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}

const tones: Partial<Record<ImportLine["status"], Tone>> = {
  written: "success",
  read: "accent",
  tried: "accent",
};

const columns: Column<ImportLine>[] = [
  {
    key: "file",
    header: "Fichier",
    lead: true,
    cell: (one) => (
      <>
        <Link href={paths.spendingImport(one.id)} className="wrap-anywhere">
          {one.fileName}
        </Link>
        <span className="block text-sm font-normal text-muted">{sourceLabels[one.source]}</span>
      </>
    ),
  },
  {
    key: "sent",
    header: "Envoyé",
    cell: (one) => (
      <>
        le {formatDateTime(one.createdAt)}
        {one.createdByName && (
          <span className="block text-sm text-muted">par {one.createdByName}</span>
        )}
      </>
    ),
  },
  {
    key: "status",
    header: "État",
    cell: (one) => (
      <Badge tone={tones[one.status]}>
        {one.isRefused ? "Refusée" : importStatusLabels[one.status]}
      </Badge>
    ),
  },
  {
    key: "result",
    header: "Résultat",
    cell: ({ written }) => {
      if (!written) return "Rien d’écrit";
      return written.removed === undefined
        ? `${plural(written.created, "dépense créée", "dépenses créées")}, ${formatCents(written.cents)}`
        : plural(written.removed, "dépense retirée", "dépenses retirées");
    },
  },
];
