import { filterQuery, workerFilterSchema } from "@essaim/accompaniment/worker/worker-filter.schema";
import { getExportForm, type PastExport } from "@essaim/accompaniment/worker/worker-list.commands";
import { listColumnsByKey } from "@essaim/accompaniment/worker/worker-list-columns.schema";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { formatDateTime, formatNumber, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { type Column, Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Exporter la liste");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(workerFilterSchema, request);
  return { ...(await context.execute(actor, getExportForm, filter)), filter };
}

/** Takes the list away as a spreadsheet: the people and the columns that it shows. */
export default function ExportWorkers() {
  const { total, columns, past, filter } = useLoaderData<typeof loader>();
  const query = filterQuery(filter);
  const headers = ["Nom", "Prénom", ...columns.map((key) => listColumnsByKey[key].header)];
  const sensitive = columns.filter((key) => listColumnsByKey[key].isSensitive);
  return (
    <>
      <PageHeader
        title="Exporter la liste"
        breadcrumb={[{ label: "Personnes", href: paths.workers(query) }]}
        lead={`${plural(total, "personne", "personnes")}, dans l’ordre et avec les colonnes de la liste\u202f: ${headers.join(", ")}.`}
      />
      {sensitive.length > 0 && (
        <Alert tone="warning" title="Ce fichier contiendra des données sensibles">
          {sensitive.map((key) => listColumnsByKey[key].header).join(", ")}. Ne l’envoyez pas par
          courriel, et supprimez-le dès qu’il a servi.
        </Alert>
      )}
      {/* Answered by a file: the page stays as it is. */}
      <Form method="post" action={paths.exportFile(query)} reloadDocument>
        <FormLayout>
          <RadioGroup
            name="format"
            label="Format"
            defaultValue="xlsx"
            options={[
              {
                value: "xlsx",
                label: "Classeur (XLSX)",
                hint: "Pour Excel ou LibreOffice. Les dates sont des dates, les téléphones du texte.",
              },
              {
                value: "csv",
                label: "Texte (CSV)",
                hint: "Séparé par des points-virgules, pour reprendre la liste dans un autre logiciel.",
              },
            ]}
          />
          <p className="max-w-measure text-sm text-muted">
            Le journal de l’organisation note qui exporte, quand, et combien de lignes. Pour
            d’autres colonnes, choisissez-les d’abord dans la liste.
          </p>
          <FormActions>
            <SubmitButton>Télécharger le fichier</SubmitButton>
            <ButtonLink href={paths.workers(query)} variant="quiet">
              Revenir à la liste
            </ButtonLink>
          </FormActions>
        </FormLayout>
      </Form>
      {past.length > 0 && (
        <Section title="Derniers exports">
          <Table
            caption="Derniers exports"
            hideCaption
            columns={pastColumns}
            rows={past}
            rowKey={(one) => one.id}
            stack="sm"
          />
        </Section>
      )}
    </>
  );
}

const pastColumns: readonly Column<PastExport>[] = [
  { key: "when", header: "Quand", lead: true, cell: (one) => formatDateTime(one.createdAt) },
  { key: "who", header: "Par", cell: (one) => one.byName ?? "Un ancien collègue" },
  { key: "format", header: "Format", cell: (one) => one.format.toUpperCase() },
  { key: "lines", header: "Lignes", numeric: true, cell: (one) => formatNumber(one.lineCount) },
];
