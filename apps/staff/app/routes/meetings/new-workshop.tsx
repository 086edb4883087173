import { planWorkshop } from "@essaim/accompaniment/workshop/workshop.commands";
import { getWorkshopForm } from "@essaim/accompaniment/workshop/workshop.queries";
import {
  USUAL_WORKSHOP_MINUTES,
  workshopRefusals,
  workshopSchema,
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
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { WorkshopForm } from "./workshop-form";

export const meta: MetaFunction = () => pageTitle("Nouvelle séance · Ateliers");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getWorkshopForm, { id: null });
  const isCoach = page.coaches.some((coach) => coach.id === actor.membershipId);
  return {
    ...page,
    coachId: isCoach ? actor.membershipId : undefined,
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(workshopSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, planWorkshop, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.workshop(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, workshopRefusals[outcome.reason]);
}

export default function NewWorkshop() {
  const { coaches, themes, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouvelle séance"
        breadcrumb={[{ label: "Ateliers", href: paths.workshops() }]}
      />
      <WorkshopForm
        coaches={coaches}
        themes={themes}
        initial={{
          kind: "workshop",
          coachId: page.coachId,
          durationMinutes: USUAL_WORKSHOP_MINUTES,
        }}
        state={shown?.state}
        submissionId={shown?.key ?? page.submissionId}
        submitLabel="Prévoir cette séance"
        cancelHref={paths.workshops()}
      />
    </>
  );
}
