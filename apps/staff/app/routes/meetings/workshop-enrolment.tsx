import { enrolWorkers } from "@essaim/accompaniment/workshop/enrolment.commands";
import {
  findWorkersToEnrol,
  getWorkshopForm,
} from "@essaim/accompaniment/workshop/workshop.queries";
import { enrolmentSchema } from "@essaim/accompaniment/workshop/workshop.schema";
import { ButtonLink } from "@essaim/ui/button";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions } from "@essaim/ui/form-actions";
import { fieldListProps } from "@essaim/ui/form-state";
import { formatClock, formatDate, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { SearchField } from "@essaim/ui/search-field";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { peopleToChoose } from "./people.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Inscrire · ${page.workshop.title}`);

const querySchema = z.object({ q: z.string().trim().max(100).default("") });

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { q } = parseQuery(querySchema, request);
  const { workshop } = await context.execute(actor, getWorkshopForm, { id });
  if (!workshop) throw new Response(null, { status: 404 });
  const { people, hasMore } = await peopleToChoose(context, actor, q);
  const enrolled = await context.execute(actor, findWorkersToEnrol, {
    workshopId: id,
    workerIds: people.map((person) => person.id),
  });
  return {
    workshop,
    q,
    hasMore,
    people: people
      .map((person) => ({ ...person, isEnrolled: enrolled.has(person.id) }))
      .sort((one, other) => one.name.localeCompare(other.name, "fr")),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workshopId = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(enrolmentSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, workshopId };
  const outcome = await context.execute(actor, enrolWorkers, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.workshop(workshopId)}?fait=inscrits`);
  switch (outcome.reason) {
    case "form_already_used":
      return refuseUsed(form);
    case "full":
      return refuseFields(form, {
        workerIds: `Il reste ${plural(outcome.left, "place", "places")}. Cochez moins de personnes, ou augmentez le nombre de places de la séance.`,
      });
    case "cancelled":
      return refuseFields(form, {
        workerIds: "Cette séance est annulée. Rétablissez-la avant d’inscrire quelqu’un.",
      });
  }
}

/** People of one's own first; the others by their name. Several at once. */
export default function WorkshopEnrolment() {
  const { workshop, people, q, hasMore, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      <PageHeader
        title="Inscrire des personnes"
        breadcrumb={[
          { label: "Ateliers", href: paths.workshops() },
          { label: workshop.title, href: paths.workshop(workshop.id) },
        ]}
        lead={`${workshop.title}, le ${formatDate(workshop.heldOn)} à ${formatClock(workshop.startTime)}.`}
      />
      <Form method="get" role="search" className="max-w-xl">
        <SearchField label="Chercher une personne" defaultValue={q} />
      </Form>
      <ErrorSummary errors={shown?.state.errors} formError={shown?.state.formError} />
      {people.length > 0 ? (
        <Form method="post" noValidate className="flex max-w-2xl flex-col gap-6">
          <input type="hidden" name="submissionId" value={shown?.key ?? submissionId} />
          <CheckboxGroup
            label={q ? `Résultats pour «\u202f${q}\u202f»` : "Les personnes que vous accompagnez"}
            columns
            options={people.map((person) => ({
              value: person.id,
              label: person.name,
              hint: person.isEnrolled ? "Déjà inscrit·e" : (person.commune ?? undefined),
              disabled: person.isEnrolled,
            }))}
            {...fieldListProps(shown?.state, "workerIds")}
          />
          {hasMore && (
            <p className="text-sm text-muted">
              Les autres se trouvent par la recherche&nbsp;: quelques lettres du nom suffisent.
            </p>
          )}
          <FormActions>
            <SubmitButton pending={isSending}>Inscrire</SubmitButton>
            <ButtonLink href={paths.workshop(workshop.id)} variant="quiet">
              Annuler
            </ButtonLink>
          </FormActions>
        </Form>
      ) : (
        <EmptyState
          icon="users"
          title={q ? "Personne ne correspond" : "Vous n’accompagnez personne pour l’instant"}
        >
          {q
            ? "Quelques lettres suffisent, avec ou sans accents."
            : "Cherchez ci-dessus une personne que quelqu’un d’autre accompagne."}
        </EmptyState>
      )}
    </>
  );
}
