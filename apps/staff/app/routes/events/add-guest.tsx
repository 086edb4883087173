import { getEvent } from "@essaim/accompaniment/event/event.queries";
import { guestSchema } from "@essaim/accompaniment/event/event.schema";
import { addGuest } from "@essaim/accompaniment/event/guest.commands";
import { placesLeft, placesTaken } from "@essaim/accompaniment/workshop/workshop.rules";
import { can } from "@essaim/identity/actor";
import { fieldProps } from "@essaim/ui/form-state";
import { formatClock, formatDate, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
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
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Inscrire · ${page.event.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "event:write")) throw new Response(null, { status: 403 });
  const { event, participants } = await context.execute(actor, getEvent, {
    id: recordId(params.id),
  });
  return {
    event,
    left: event.capacity === null ? null : placesLeft(event.capacity, placesTaken(participants)),
    submissionId: crypto.randomUUID(),
  };
}

const refusals = {
  full: "Toutes les places sont prises. Ajoutez des places à l’événement, ou désinscrivez quelqu’un.",
  cancelled: "Cet événement est annulé. Rétablissez-le d’abord.",
};

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const eventId = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(guestSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, eventId };
  const outcome = await context.execute(actor, addGuest, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.event(eventId)}?fait=inscrits`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "already_expected") {
    const message = "Quelqu’un est déjà inscrit avec cette adresse.";
    return refuseField(form, { field: "email", message });
  }
  return refuseTyped(refuseForm(form, { formError: refusals[outcome.reason] }));
}

/** Somebody who told us that they come, or who came without a word. */
export default function AddGuest() {
  const { event, left, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const state = shown?.state;
  return (
    <>
      <PageHeader
        title="Inscrire quelqu’un"
        breadcrumb={[
          { label: "Événements", href: paths.events() },
          { label: event.title, href: paths.event(event.id) },
        ]}
        lead={`${event.title}, le ${formatDate(event.heldOn)} à ${formatClock(event.startTime)}.`}
        meta={left !== null && <span>{plural(left, "place libre", "places libres")}</span>}
      />
      <RecordForm
        state={state}
        submissionId={shown?.key ?? submissionId}
        submitLabel="Inscrire"
        cancelHref={paths.event(event.id)}
      >
        <TextField
          label="Prénom"
          maxLength={80}
          autoComplete="off"
          {...fieldProps(state, "givenName")}
        />
        <TextField
          label="Nom"
          maxLength={80}
          autoComplete="off"
          {...fieldProps(state, "familyName")}
        />
        <TextField
          label="Adresse électronique"
          hint="Un message lui confirmera son inscription, avec un lien pour l’annuler."
          type="email"
          optional
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...fieldProps(state, "email")}
        />
        <TextField
          label="Téléphone"
          type="tel"
          optional
          width="medium"
          autoComplete="off"
          {...fieldProps(state, "phone")}
        />
      </RecordForm>
    </>
  );
}
