import { cancelEvent } from "@essaim/accompaniment/event/event.commands";
import { getEvent } from "@essaim/accompaniment/event/event.queries";
import { workshopVersionSchema } from "@essaim/accompaniment/workshop/workshop.schema";
import { formatClock, formatDate, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { rereadAfterConflict } from "~/reread";
import { pageTitle } from "~/title";
import { CancelSession } from "../meetings/cancel-session";

export const shouldRevalidate = rereadAfterConflict;

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Annuler · ${page.event.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getEvent, { id: recordId(params.id) });
  return {
    event: page.event,
    reachable: page.participants.filter(({ email }) => email !== null).length,
    others: page.participants.filter(({ email }) => email === null).length,
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const parsed = parseForm(workshopVersionSchema.pick({ version: true }), await readForm(request));
  if (!parsed.ok) throw new Response(null, { status: 400 });
  const outcome = await context.execute(actor, cancelEvent, { ...parsed.value, id });
  if (outcome.ok) throw redirect(`${paths.event(id)}?fait=atelier-annule`);
  return data({ hasChanged: true }, { status: 409 });
}

export default function CancelEvent() {
  const { event, reachable, others } = useLoaderData<typeof loader>();
  const hasChanged = useActionData<typeof action>()?.hasChanged;
  return (
    <>
      <PageHeader
        title={"Annuler cet événement\u202f?"}
        breadcrumb={[
          { label: "Événements", href: paths.events() },
          { label: event.title, href: paths.event(event.id) },
        ]}
        lead={`${event.title}, le ${formatDate(event.heldOn)} à ${formatClock(event.startTime)}.`}
      />
      <CancelSession
        version={event.version}
        hasChanged={hasChanged}
        keepHref={paths.event(event.id)}
      >
        {reachable > 0 &&
          `${plural(reachable, "personne inscrite", "personnes inscrites")} avec une adresse\u202f: un message les prévient. `}
        {others > 0 &&
          `${plural(others, "personne attendue", "personnes attendues")} sans adresse\u202f: prévenez-les vous-même. `}
        Vous pourrez rétablir l’événement.
      </CancelSession>
    </>
  );
}
