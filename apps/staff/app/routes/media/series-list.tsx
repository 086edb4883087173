import { can } from "@essaim/identity/actor";
import { addSeries } from "@essaim/media/piece/series.commands";
import { listSeries } from "@essaim/media/piece/series.queries";
import { addSeriesSchema, seriesTaken } from "@essaim/media/piece/series.schema";
import { EmptyState } from "@essaim/ui/empty-state";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
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
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { SeriesFields } from "./series-fields";

export const meta: MetaFunction = () => pageTitle("Séries");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return {
    series: await context.execute(actor, listSeries, {}),
    canWrite: can(actor, "media:write"),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(addSeriesSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, addSeries, parsed.value, {
    submissionId: submissionIdOf(form),
  });
  if (outcome.ok) throw redirect(`${paths.pieceSeries()}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, seriesTaken);
}

/** What is published episode after episode. */
export default function SeriesList() {
  const { series, canWrite, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const key = shown?.key ?? submissionId;
  return (
    <>
      <PageHeader
        title="Séries"
        lead="Ce qui se publie épisode après épisode. Une série d’émissions publiées devient un podcast."
      />
      <Table
        caption="Séries"
        hideCaption
        rows={series}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="Aucune série" icon="list">
            Créez-en une, puis choisissez-la en modifiant un contenu.
          </EmptyState>
        }
        columns={[
          {
            key: "title",
            header: "Série",
            lead: true,
            cell: ({ id, title }) =>
              canWrite ? <Link href={paths.oneSeries(id)}>{title}</Link> : title,
          },
          { key: "summary", header: "Résumé", cell: ({ summary }) => summary },
          { key: "pieces", header: "Contenus", numeric: true, cell: ({ pieces }) => pieces },
          { key: "published", header: "Publiés", numeric: true, cell: (one) => one.published },
        ]}
      />
      {canWrite && (
        <Section title="Nouvelle série">
          <RecordForm
            state={shown?.state}
            submissionId={key}
            submitLabel="Créer la série"
            resetKey={key}
          >
            <SeriesFields state={shown?.state} />
          </RecordForm>
        </Section>
      )}
    </>
  );
}
