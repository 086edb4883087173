import { planEvent } from "@essaim/accompaniment/event/event.commands";
import { getEventForm } from "@essaim/accompaniment/event/event.queries";
import {
  eventRefusals,
  eventSchema,
  USUAL_EVENT_PLACES,
} from "@essaim/accompaniment/event/event.schema";
import { USUAL_WORKSHOP_MINUTES } from "@essaim/accompaniment/workshop/workshop.schema";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { EventForm } from "./event-form";

export const meta: MetaFunction = () => pageTitle("Nouvel événement");

const querySchema = z.object({ campagne: z.uuid().optional().catch(undefined) });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { campagne } = parseQuery(querySchema, request);
  const { hosts, campaigns } = await context.execute(actor, getEventForm, { id: null });
  return {
    ...{ hosts, campaigns },
    campaign: campaigns.find(({ id }) => id === campagne) ?? null,
    hostId: hosts.some(({ id }) => id === actor.membershipId) ? actor.membershipId : undefined,
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(eventSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, planEvent, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.event(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, eventRefusals[outcome.reason]);
}

export default function NewEvent() {
  const { hosts, campaigns, campaign, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouvel événement"
        breadcrumb={
          campaign
            ? [
                { label: "Communication", href: paths.campaigns() },
                { label: campaign.name, href: paths.campaign(campaign.id) },
              ]
            : [{ label: "Événements", href: paths.events() }]
        }
      />
      <EventForm
        hosts={hosts}
        campaigns={campaigns}
        initial={{
          kind: "meetup",
          coachId: page.hostId,
          campaignId: campaign?.id,
          durationMinutes: USUAL_WORKSHOP_MINUTES,
          capacity: USUAL_EVENT_PLACES,
          isPublic: true,
        }}
        state={shown?.state}
        submissionId={shown?.key ?? page.submissionId}
        submitLabel="Prévoir cet événement"
        cancelHref={campaign ? paths.campaign(campaign.id) : paths.events()}
      />
    </>
  );
}
