import { editEvent } from "@essaim/accompaniment/event/event.commands";
import { getEventForm } from "@essaim/accompaniment/event/event.queries";
import {
  type EventInput,
  eventEditSchema,
  eventRefusals,
} from "@essaim/accompaniment/event/event.schema";
import { sessionKindLabels } from "@essaim/accompaniment/workshop/workshop.schema";
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
import { sessionInWords } from "../meetings/session-words";
import { EventForm } from "./event-form";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier · ${page.event.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { event, ...page } = await context.execute(actor, getEventForm, { id });
  if (!event) throw new Response(null, { status: 404 });
  return { ...page, event, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(eventEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, editEvent, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.event(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, eventRefusals[outcome.reason]);
  const { hosts, campaigns } = await context.execute(actor, getEventForm, { id });
  const words = (event: EventInput): Words => [
    ["Événement", sessionKindLabels[event.kind]],
    ["Pour qui", event.audience],
    ...sessionInWords(event, hosts, "Ce qui s’y passe"),
    ["Campagne", campaigns.find((one) => one.id === event.campaignId)?.name ?? ""],
  ];
  return refuseConflict(form, outcome, differing(words(parsed.value), words(outcome.current)));
}

export default function EditEvent() {
  const { event, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Modifier l’événement"
        breadcrumb={[
          { label: "Événements", href: paths.events() },
          { label: event.title, href: paths.event(event.id) },
        ]}
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.editEvent(event.id)} />
      <EventForm
        hosts={page.hosts}
        campaigns={page.campaigns}
        initial={event}
        state={shown?.state}
        submissionId={shown?.key ?? page.submissionId}
        version={versionFor(shown, event.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.event(event.id)}
      />
    </>
  );
}
