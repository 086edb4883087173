import { enrolWorkers } from "@essaim/accompaniment/workshop/enrolment.commands";
import { getEnrolment, type WorkerToEnrol } from "@essaim/accompaniment/workshop/workshop.queries";
import { enrolmentSchema } from "@essaim/accompaniment/workshop/workshop.schema";
import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions } from "@essaim/ui/form-actions";
import { fieldListProps } from "@essaim/ui/form-state";
import { formatClock, formatDate, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { SearchField } from "@essaim/ui/search-field";
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

/** Those ticked before a search go with it, and come back first. */
const querySchema = z.object({
  q: z.string().trim().max(100).default(""),
  workerIds: z.array(z.uuid()).max(200).default([]),
});

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { q, workerIds: tickedIds } = parseQuery(querySchema, request);
  const { people, hasMore } = await peopleToChoose(context, actor, q);
  const { workshop, left, workers } = await context.execute(actor, getEnrolment, {
    workshopId: id,
    workerIds: [...tickedIds, ...people.map((person) => person.id)],
  });
  const isTicked = ({ id: workerId, isEnrolled }: WorkerToEnrol) =>
    tickedIds.includes(workerId) && !isEnrolled;
  const found = new Set(people.map((person) => person.id));
  const hasLeft = (one: WorkerToEnrol) =>
    one.supportedUntil !== null && one.supportedUntil < workshop.heldOn;
  const offered = workers.filter((one) => found.has(one.id) && !isTicked(one));
  return {
    workshop,
    left,
    q,
    hasMore,
    ticked: workers.filter(isTicked),
    // Whoever will have left by then comes after the others, and is told.
    people: [...offered.filter((one) => !hasLeft(one)), ...offered.filter(hasLeft)],
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

/** People of one's own first; the others by their name. Several at once, from several searches. */
export default function WorkshopEnrolment() {
  const { workshop, left, people, ticked, q, hasMore, submissionId } =
    useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const { state, formMethod } = useNavigation();
  const isSending = state !== "idle" && formMethod === "POST";
  const choices = fieldListProps(shown?.state, "workerIds");
  const hasChoice = people.length + ticked.length > 0;
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
      {left !== null && <Places left={left} capacity={workshop.capacity} />}
      <ErrorSummary errors={shown?.state.errors} formError={shown?.state.formError} />
      {/* One form: a search takes along what is ticked. */}
      <Form method="get" noValidate className="flex max-w-2xl flex-col gap-6" key={shown?.key ?? q}>
        <SearchField
          label="Chercher une personne"
          defaultValue={q}
          hint={hasChoice ? "Ce qui est coché le reste." : undefined}
          className="max-w-xl"
        />
        {ticked.length > 0 && (
          <CheckboxGroup
            label="Déjà cochées"
            id={people.length > 0 ? "deja" : undefined}
            error={people.length > 0 ? undefined : choices.error}
            columns
            optional="unmarked"
            name={choices.name}
            options={optionsOf(ticked, workshop.heldOn)}
            defaultValue={shown ? choices.defaultValue : ticked.map((person) => person.id)}
          />
        )}
        {people.length > 0 ? (
          <CheckboxGroup
            label={q ? `Résultats pour «\u202f${q}\u202f»` : "Les personnes que vous accompagnez"}
            columns
            options={optionsOf(people, workshop.heldOn)}
            {...choices}
          />
        ) : (
          <Nobody q={q} hasTicked={ticked.length > 0} />
        )}
        {hasMore && (
          <p className="text-sm text-muted">
            Les autres se trouvent par la recherche&nbsp;: quelques lettres du nom suffisent.
          </p>
        )}
        {hasChoice && (
          <FormActions>
            {/* Its own value, so that a search does not carry it in its address. */}
            <Button
              type="submit"
              variant="primary"
              formMethod="post"
              name="submissionId"
              value={shown?.key ?? submissionId}
              aria-disabled={isSending || undefined}
              onClick={(event) => isSending && event.preventDefault()}
            >
              Inscrire
            </Button>
            <ButtonLink href={paths.workshop(workshop.id)} variant="quiet">
              Annuler
            </ButtonLink>
          </FormActions>
        )}
      </Form>
    </>
  );
}

/** Said before anybody is ticked: not everybody may fit. */
function Places({ left, capacity }: { left: number; capacity: number | null }) {
  if (left === 0) {
    return (
      <Alert tone="warning" title="Toutes les places sont prises">
        Désinscrivez quelqu’un, ou augmentez le nombre de places de la séance.
      </Alert>
    );
  }
  return (
    <p>
      Il reste <strong>{plural(left, "place", "places")}</strong> sur {capacity}.
    </p>
  );
}

function optionsOf(people: readonly WorkerToEnrol[], heldOn: string) {
  return people.map(({ id, name, communeName, supportedUntil, isEnrolled }) => ({
    value: id,
    label: name,
    hint: isEnrolled
      ? "Déjà inscrit·e"
      : supportedUntil !== null && supportedUntil < heldOn
        ? `Accompagnement terminé le ${formatDate(supportedUntil)}`
        : (communeName ?? undefined),
    disabled: isEnrolled,
  }));
}

function Nobody({ q, hasTicked }: { q: string; hasTicked: boolean }) {
  if (q) {
    return (
      <EmptyState icon="users" title="Personne ne correspond">
        Quelques lettres suffisent, avec ou sans accents.
      </EmptyState>
    );
  }
  if (hasTicked) return null;
  return (
    <EmptyState icon="users" title="Vous n’accompagnez personne pour l’instant">
      Cherchez ci-dessus une personne que quelqu’un d’autre accompagne.
    </EmptyState>
  );
}
