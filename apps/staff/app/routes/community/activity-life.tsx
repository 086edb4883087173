import { today } from "@essaim/database/today";
import { getActivity } from "@essaim/directory/activity.queries";
import {
  forgetExperience,
  republishExperience,
  withdrawExperience,
} from "@essaim/directory/community/experience.commands";
import { listExperiences } from "@essaim/directory/community/experience.queries";
import { experienceTargetSchema } from "@essaim/directory/community/experience.schema";
import { getRecordFreshness } from "@essaim/directory/community/freshness.queries";
import { Badge } from "@essaim/ui/badge";
import { Button, ButtonLink } from "@essaim/ui/button";
import { Card } from "@essaim/ui/card";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { refuseTyped } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { FreshnessSection } from "./freshness-section";
import { changeLife } from "./life.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Vie de la fiche, ${page.activity.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const [activity, experiences, freshness] = await Promise.all([
    context.execute(actor, getActivity, { id }),
    context.execute(actor, listExperiences, { activityId: id }),
    context.execute(actor, getRecordFreshness, { kind: "activity", id }),
  ]);
  const fresh = () => crypto.randomUUID();
  return {
    activity: { id, title: activity.title },
    experiences,
    freshness,
    day: today(),
    submissionIds: [fresh(), fresh(), fresh()] as const,
  };
}

const steps = {
  withdraw: withdrawExperience,
  republish: republishExperience,
  erase: forgetExperience,
} as const;

export async function action(args: ActionFunctionArgs) {
  const { request, context, params } = args;
  const form = await readForm(request);
  const step = String(form.get("step"));
  if (!Object.hasOwn(steps, step)) return changeLife(args, "activity", form);
  const actor = await context.requireActor(request);
  const parsed = parseForm(experienceTargetSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const command = steps[step as keyof typeof steps];
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, command, parsed.value, { submissionId });
  const page = paths.activityLife(recordId(params.id));
  // Changed meanwhile: the page shows it as it is.
  throw redirect(outcome.ok ? `${page}?fait=enregistre` : page);
}

/** What those who did it say, when it was last confirmed, and by whom. */
export default function ActivityLife() {
  const { activity, experiences, freshness, day, submissionIds } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const add = (
    <ButtonLink href={paths.newExperience(activity.id)} icon="plus">
      Ajouter une expérience
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Vie de la fiche"
        breadcrumb={[
          { label: "Activités", href: paths.activities() },
          { label: activity.title, href: paths.activity(activity.id) },
        ]}
        lead="Ce qu’en disent celles et ceux qui l’ont pratiquée, et jusqu’à quand elle est vraie."
      />
      <Section title="Expériences vécues" action={experiences.length > 0 && add}>
        {experiences.length === 0 ? (
          <EmptyState
            icon="users"
            level={3}
            title="Personne n’a encore raconté la sienne"
            action={add}
          >
            Une expérience proposée depuis la page publique paraît ici une fois acceptée.
          </EmptyState>
        ) : (
          <ul className="flex max-w-3xl flex-col gap-5">
            {experiences.map((experience) => (
              <li key={experience.id}>
                <Experience experience={experience} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <FreshnessSection
        freshness={freshness}
        day={day}
        state={answer?.state}
        submissionIds={submissionIds}
      />
    </>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>["experiences"][number];

const contacts = {
  none: null,
  open: "On peut lui écrire par l’annuaire.",
  closed: "On ne peut plus lui écrire\u202f: son adresse n’existe plus.",
} as const;

function Experience({ experience }: { experience: Shown }) {
  const { displayName, communeName, sinceYear, publishedAt, contact } = experience;
  const place = [communeName, sinceYear && `depuis ${sinceYear}`].filter(Boolean).join(", ");
  return (
    <Card
      title={displayName}
      meta={
        <>
          <Badge tone={publishedAt ? "success" : "neutral"}>
            {publishedAt ? "Publiée" : "Retirée"}
          </Badge>
          {place && <span>{place}</span>}
        </>
      }
    >
      <p className="max-w-measure whitespace-pre-line">
        <span className="text-muted">Ce qui a marché&#8239;: </span>
        {experience.worked}
      </p>
      {experience.didNot && (
        <p className="max-w-measure whitespace-pre-line">
          <span className="text-muted">Ce qui n’a pas marché&#8239;: </span>
          {experience.didNot}
        </p>
      )}
      {contacts[contact] && <p className="text-sm">{contacts[contact]}</p>}
      {experience.consentNote && (
        <p className="text-sm text-muted">Accord&#8239;: {experience.consentNote}</p>
      )}
      <div className="flex flex-wrap items-start gap-3">
        <Step experience={experience} step={publishedAt ? "withdraw" : "republish"}>
          {publishedAt ? "Retirer de la page" : "Remettre sur la page"}
        </Step>
        <Disclosure summary="Effacer">
          <div className="flex flex-col items-start gap-2">
            <p className="text-sm">
              Le texte, l’adresse et les messages échangés sont effacés, sans retour possible.
            </p>
            <Step experience={experience} step="erase">
              Oui, effacer
            </Step>
          </div>
        </Disclosure>
      </div>
    </Card>
  );
}

function Step({
  experience,
  step,
  children,
}: {
  experience: Shown;
  step: keyof typeof steps;
  children: string;
}) {
  return (
    <Form method="post">
      <input type="hidden" name="id" value={experience.id} />
      <input type="hidden" name="version" value={experience.version} />
      <Button
        type="submit"
        name="step"
        value={step}
        variant={step === "erase" ? "danger" : "quiet"}
        size="small"
      >
        {children}
        <span className="sr-only"> l’expérience de {experience.displayName}</span>
      </Button>
    </Form>
  );
}
