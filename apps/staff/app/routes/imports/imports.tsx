import { createHash } from "node:crypto";
import { announceImport, receiveImport } from "@essaim/accompaniment/import/import.commands";
import { type ImportLine, listImports } from "@essaim/accompaniment/import/import.queries";
import {
  importRefusals,
  importStatusLabels,
  receiveImportSchema,
} from "@essaim/accompaniment/import/import.schema";
import { can } from "@essaim/identity/actor";
import { Badge, type Tone } from "@essaim/ui/badge";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { formatDateTime, formatSize, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { type Column, Table } from "@essaim/ui/table";
import { readUpload } from "@essaim/web/upload";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { refuseField, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { putFile } from "~/put-file.server";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ImportSteps } from "./import-steps";

export const meta: MetaFunction = () => pageTitle("Reprendre un tableur");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return {
    imports: await context.execute(actor, listImports, {}),
    maxBytes: context.uploadLimit,
    submissionId: crypto.randomUUID(),
    fileId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "worker:import")) throw new Response(null, { status: 403 });
  const { form, file, tooLarge } = await readUpload(request, { maxBytes: context.uploadLimit });
  if (tooLarge || !file) {
    const message = tooLarge
      ? `Ce fichier dépasse ${formatSize(context.uploadLimit)}. Ne gardez que la feuille utile, puis renvoyez-le.`
      : "Choisissez un fichier.";
    return refuseField(form, { field: "file", message });
  }
  const sha256 = createHash("sha256").update(file.bytes).digest("hex");
  // The same form sent twice puts its file in the same place.
  const announced = await context.execute(
    actor,
    announceImport,
    { sha256 },
    { submissionId: z.uuid().safeParse(form.get("fileId")).data },
  );
  if (!announced.ok) return refuseUsed(form);
  await putFile(context, actor, announced.key, file.bytes);
  const input = receiveImportSchema.parse({ fileName: file.name, storageKey: announced.key });
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, receiveImport, input, { submissionId });
  if (outcome.ok) throw redirect(paths.job(outcome.jobId));
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, { field: "file", message: importRefusals[outcome.reason] });
}

export default function Imports() {
  const { imports, maxBytes, submissionId, fileId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const navigation = useNavigation();
  return (
    <>
      <PageHeader
        title="Reprendre un tableur"
        breadcrumb={[{ label: "Personnes", href: paths.workers() }]}
        lead="Un tableur devient des fiches, en une fois. Vous dites ce que contient chaque colonne, un essai montre tous les problèmes, et rien n’est écrit avant votre accord."
      />
      <ImportSteps current="file" />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <Section title="Envoyer un fichier" rule={false}>
          <ErrorSummary errors={answer?.state.errors} formError={answer?.state.formError} />
          <Form method="post" encType="multipart/form-data" noValidate key={answer?.key}>
            <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
            <input type="hidden" name="fileId" value={fileId} />
            <FormLayout>
              <FileField
                name="file"
                label="Tableur"
                hint={`Un classeur .xlsx ou .ods, ou un fichier .csv. ${formatSize(maxBytes)} et 20\u202f000 personnes au plus.`}
                accept=".xlsx,.ods,.csv,.tsv,.txt"
                maxBytes={maxBytes}
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
              Une personne par ligne, et une ligne de titres au-dessus, aux noms de votre choix.
            </li>
            <li>Les dates sous toutes leurs formes&#8239;: 03/03/2024, 3 mars 2024, 2024-03-03.</li>
            <li>
              Vos propres mots pour les listes&#8239;: vous direz à quelle réponse ils
              correspondent.
            </li>
            <li>Pas de cellules fusionnées, et 200 colonnes au plus.</li>
          </ul>
          <p>
            Pour partir d’une feuille vide, prenez le modèle&#8239;:{" "}
            <a href={paths.importModel("xlsx")} download>
              classeur .xlsx
            </a>{" "}
            ou{" "}
            <a href={paths.importModel("csv")} download>
              fichier .csv
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
      <Link href={paths.workerImport(one.id)} className="wrap-anywhere">
        {one.fileName}
      </Link>
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
        {one.refusal ? "Refusée" : importStatusLabels[one.status]}
      </Badge>
    ),
  },
  {
    key: "result",
    header: "Résultat",
    cell: (one) => {
      const { written, status } = one;
      if (status !== "written" && status !== "undone") return "Rien d’écrit";
      // An erasure takes away whatever an import still says.
      if (!written) return <span className="text-muted">Chiffres effacés</span>;
      return written.removed === undefined
        ? plural(written.created, "fiche créée", "fiches créées")
        : plural(written.removed, "fiche retirée", "fiches retirées");
    },
  },
];
