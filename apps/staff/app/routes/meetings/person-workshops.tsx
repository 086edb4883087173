import { enrolInWorkshop } from "@essaim/accompaniment/workshop/enrolment.commands";
import { listWorkshopsFor } from "@essaim/accompaniment/workshop/workshop.queries";
import { placesLeft } from "@essaim/accompaniment/workshop/workshop.rules";
import {
  sessionKindLabels,
  workerEnrolmentSchema,
  workshopPlaceLabels,
} from "@essaim/accompaniment/workshop/workshop.schema";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatClock, formatDate, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { RadioGroup } from "@essaim/ui/radio-group";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Inscrire à un atelier · ${page.worker.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, listWorkshopsFor, { workerId: recordId(params.id) });
  return { ...page, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(workerEnrolmentSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, workerId };
  const outcome = await context.execute(actor, enrolInWorkshop, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.worker(workerId)}?fait=inscrits`);
  switch (outcome.reason) {
    case "form_already_used":
      return refuseUsed(form);
    case "full":
      return refuseFields(form, {
        workshopId: "Cette séance est complète. Choisissez-en une autre.",
      });
    case "cancelled":
      return refuseFields(form, {
        workshopId: "Cette séance vient d’être annulée. Choisissez-en une autre.",
      });
  }
}

/** The sessions to come, from a person's own page. */
export default function PersonWorkshops() {
  const { worker, workshops, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      <PageHeader
        title="Inscrire à un atelier"
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: worker.name, href: paths.worker(worker.id) },
        ]}
        lead={`${worker.name}, à l’une des séances à venir.`}
      />
      <ErrorSummary errors={shown?.state.errors} formError={shown?.state.formError} />
      {workshops.length > 0 ? (
        <Form method="post" noValidate className="flex max-w-2xl flex-col gap-6">
          <input type="hidden" name="submissionId" value={shown?.key ?? submissionId} />
          <RadioGroup
            label="Séances à venir"
            options={workshops.map((workshop) => {
              const left = placesLeft(workshop.capacity, workshop.taken);
              const where = workshop.placeDetail || workshopPlaceLabels[workshop.place];
              const room = workshop.isEnrolled
                ? "déjà inscrit·e"
                : left === 0
                  ? "complet"
                  : workshop.capacity === null
                    ? null
                    : plural(left, "place libre", "places libres");
              return {
                value: workshop.id,
                label: `${formatDate(workshop.heldOn)}, ${formatClock(workshop.startTime)}\u202f: ${workshop.title}`,
                hint: [sessionKindLabels[workshop.kind], where, room].filter(Boolean).join(" · "),
                disabled: workshop.isEnrolled || left === 0,
              };
            })}
            {...fieldProps(shown?.state, "workshopId")}
          />
          <FormActions>
            <SubmitButton pending={isSending}>Inscrire</SubmitButton>
            <ButtonLink href={paths.worker(worker.id)} variant="quiet">
              Annuler
            </ButtonLink>
          </FormActions>
        </Form>
      ) : (
        <EmptyState
          icon="calendar"
          title="Aucune séance à venir"
          action={
            <ButtonLink href={paths.newWorkshop()} icon="plus">
              Prévoir une séance
            </ButtonLink>
          }
        >
          Prévoyez d’abord un atelier ou une réunion, puis revenez ici.
        </EmptyState>
      )}
    </>
  );
}
