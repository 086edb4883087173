import { can } from "@essaim/identity/actor";
import { editSeries } from "@essaim/media/piece/series.commands";
import { getSeries } from "@essaim/media/piece/series.queries";
import { editSeriesSchema, seriesTaken } from "@essaim/media/piece/series.schema";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { SeriesFields } from "./series-fields";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => pageTitle(page?.series.title);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  return {
    series: await context.execute(actor, getSeries, { id: recordId(params.id) }),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  form.set("id", recordId(params.id));
  const parsed = parseForm(editSeriesSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, editSeries, parsed.value, {
    submissionId: submissionIdOf(form),
  });
  if (outcome.ok) throw redirect(`${paths.pieceSeries()}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "title_taken") return refuseField(form, seriesTaken);
  const inWords = ({ title, summary }: { title: string; summary: string }) =>
    [
      ["Titre", title],
      ["Résumé", summary],
    ] as const;
  return refuseConflict(form, outcome, differing(inWords(parsed.value), inWords(outcome.current)));
}

/** A series, whose new title shows at once on the public pages of its pieces. */
export default function EditSeries() {
  const { series, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={series.title}
        breadcrumb={[{ label: "Séries", href: paths.pieceSeries() }]}
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.oneSeries(series.id)} />
      <RecordForm
        state={shown?.state}
        submissionId={shown?.key ?? submissionId}
        version={versionFor(shown, series.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.pieceSeries()}
        resetKey={shown?.key}
      >
        <SeriesFields state={shown?.state} saved={series} />
      </RecordForm>
    </>
  );
}
