import type { ListValue } from "@essaim/accompaniment/list/value-list.schema";
import type { Coach } from "@essaim/accompaniment/worker/worker.queries";
import { editWorkshop } from "@essaim/accompaniment/workshop/workshop.commands";
import { getWorkshopForm } from "@essaim/accompaniment/workshop/workshop.queries";
import {
  sessionKindLabels,
  type WorkshopInput,
  workshopEditSchema,
  workshopRefusals,
} from "@essaim/accompaniment/workshop/workshop.schema";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor, type Words } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { themesInWords } from "./meeting-words";
import { sessionInWords } from "./session-words";
import { WorkshopForm } from "./workshop-form";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier · ${page.workshop.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { workshop, ...page } = await context.execute(actor, getWorkshopForm, {
    id: recordId(params.id),
  });
  if (!workshop) throw new Response(null, { status: 404 });
  return { ...page, workshop, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(workshopEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, editWorkshop, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.workshop(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, workshopRefusals[outcome.reason]);
  const { coaches, themes } = await context.execute(actor, getWorkshopForm, { id });
  const theirs = {
    ...outcome.current,
    meeting_theme: outcome.current.themes.map((theme) => theme.id),
  };
  const words = (workshop: WorkshopInput) => inWords(workshop, coaches, themes);
  return refuseConflict(form, outcome, differing(words(parsed.value), words(theirs)));
}

export default function EditWorkshop() {
  const { workshop, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Modifier la séance"
        breadcrumb={[
          { label: "Ateliers", href: paths.workshops() },
          { label: workshop.title, href: paths.workshop(workshop.id) },
        ]}
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.editWorkshop(workshop.id)} />
      <WorkshopForm
        coaches={page.coaches}
        themes={page.themes}
        initial={{ ...workshop, themeIds: workshop.themes.map((theme) => theme.id) }}
        state={shown?.state}
        submissionId={shown?.key ?? page.submissionId}
        version={versionFor(shown, workshop.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.workshop(workshop.id)}
      />
    </>
  );
}

function inWords(
  workshop: WorkshopInput,
  coaches: readonly Coach[],
  themes: readonly ListValue[],
): Words {
  return [
    ["Séance", sessionKindLabels[workshop.kind]],
    ...sessionInWords(workshop, coaches),
    ["Thèmes", themesInWords(themes, workshop.meeting_theme)],
  ];
}
