import { assessSkills, removeAssessment } from "@essaim/accompaniment/plan/skill.commands";
import { getSkills } from "@essaim/accompaniment/plan/skill.queries";
import {
  type Assessment,
  fingerprint,
  latestLevels,
  marksOf,
  type Skill,
  tellSkills,
} from "@essaim/accompaniment/plan/skill.rules";
import {
  assessmentRefusals,
  assessmentSchema,
  removeAssessmentSchema,
  type SkillLevel,
  skillField,
  skillLevelLabels,
  skillLevels,
} from "@essaim/accompaniment/plan/skill.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Button, ButtonLink } from "@essaim/ui/button";
import { RadarChart } from "@essaim/ui/chart-radar";
import { DateField } from "@essaim/ui/date-field";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { Table } from "@essaim/ui/table";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { PlanViews } from "./plan-views";

/** Columns of the table: the first assessment and the latest ones. */
const COLUMNS = 6;

const querySchema = z.object({ jour: z.iso.date().optional() });

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Compétences · ${page.worker.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getSkills, { workerId: recordId(params.id) });
  const { jour } = parseQuery(querySchema, request);
  return {
    ...page,
    /** The assessment to correct; none for a new one. */
    corrected: page.assessments.find((one) => one.assessedOn === jour) ?? null,
    today: today(),
    mayWrite: can(actor, "worker:write") && !page.worker.isErased,
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  const isRemoval = form.get("intent") === "remove";
  const outcome = isRemoval ? await remove() : await assess();
  if ("state" in outcome) return refuseTyped(outcome.state);
  if (outcome.ok) {
    throw redirect(`${paths.workerSkills(workerId)}?fait=${isRemoval ? "supprime" : "enregistre"}`);
  }
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, assessmentRefusals[outcome.reason]);

  async function assess() {
    const parsed = parseForm(assessmentSchema, form);
    if (!parsed.ok) return parsed;
    const input = { ...parsed.value, workerId };
    return await context.execute(actor, assessSkills, input, { submissionId });
  }
  async function remove() {
    form.set("workerId", workerId);
    const parsed = parseForm(removeAssessmentSchema, form);
    if (!parsed.ok) return parsed;
    return await context.execute(actor, removeAssessment, parsed.value, { submissionId });
  }
}

export default function PersonSkills() {
  const page = useLoaderData<typeof loader>();
  const { worker, skills, assessments, mayWrite } = page;
  return (
    <>
      <PlanViews workerId={worker.id} current="skills" />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        <div className="min-w-0">
          {assessments.length === 0 ? (
            <EmptyState level={2} icon="chart" title="Aucun point sur les compétences">
              Faites un premier point avec {worker.name}&#8239;: au suivant, le chemin parcouru se
              verra d’un coup d’œil.
            </EmptyState>
          ) : (
            <Progress {...page} />
          )}
        </div>
        {mayWrite &&
          (skills.length > 0 ? (
            <AssessmentForm page={page} />
          ) : (
            <p className="max-w-measure text-muted">
              La liste des compétences de votre organisation est vide. Une personne de
              l’administration peut y ajouter des réponses.
            </p>
          ))}
      </div>
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** Where the person began, where they are. */
function Progress({ worker, skills, assessments, mayWrite }: Page) {
  const first = assessments[0];
  const latest = assessments.at(-1);
  if (!first || !latest) return null;
  const drawn = skills.filter(
    ({ id }) => first.levels[id] !== undefined || latest.levels[id] !== undefined,
  );
  const shape = ({ assessedOn, levels }: Assessment, note: string) => ({
    label: `${formatDate(assessedOn)}${note}`,
    values: drawn.map(({ id }) => levels[id] ?? null),
  });
  return (
    <RadarChart
      level={2}
      title="Compétences"
      description={tellSkills(skills, assessments, formatDate)}
      axes={drawn.map(({ label }) => label)}
      series={
        assessments.length > 1
          ? [shape(first, " (premier point)"), shape(latest, " (dernier point)")]
          : [shape(latest, "")]
      }
      steps={skillLevels.map((level) => skillLevelLabels[level])}
      table={<Levels {...{ worker, skills, assessments, mayWrite }} />}
    />
  );
}

function Levels({
  worker,
  skills,
  assessments,
  mayWrite,
}: Pick<Page, "worker" | "skills" | "assessments" | "mayWrite">) {
  const first = assessments[0];
  const isCut = assessments.length > COLUMNS && first;
  const shown = isCut ? [first, ...assessments.slice(1 - COLUMNS)] : assessments;
  return (
    <div className="flex flex-col gap-3">
      <Table
        caption="Niveau de chaque compétence, point après point"
        hideCaption
        stack={shown.length > 3 ? "lg" : "sm"}
        rows={skills}
        rowKey={({ id }) => id}
        columns={[
          { key: "skill", header: "Compétence", lead: true, cell: ({ label }: Skill) => label },
          ...shown.map(({ assessedOn, levels }) => ({
            key: assessedOn,
            header: shortDate(assessedOn),
            cell: ({ id }: Skill) => <Level level={levels[id]} />,
          })),
        ]}
      />
      {isCut && (
        <p className="text-sm text-muted">
          Le premier point et les {COLUMNS - 1} derniers, sur {assessments.length}.
        </p>
      )}
      {mayWrite && (
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm print:hidden">
          <span className="text-muted">Corriger un point&#8239;:</span>
          {shown.map(({ assessedOn, assessedByName }) => (
            <Link
              key={assessedOn}
              href={`${paths.workerSkills(worker.id, { jour: assessedOn })}`}
              title={assessedByName ? `Fait par ${assessedByName}` : undefined}
            >
              {formatDate(assessedOn)}
            </Link>
          ))}
        </p>
      )}
    </div>
  );
}

const shortDates = new Intl.DateTimeFormat("fr-FR", { dateStyle: "medium", timeZone: "UTC" });
/** « 3 mars 2026 », « 11 nov. 2026 »: a column is narrow. */
const shortDate = (day: string) =>
  shortDates.format(new Date(`${day}T00:00Z`)).replaceAll(" ", "\u00a0");

function Level({ level }: { level: SkillLevel | undefined }) {
  if (level === undefined) return <span className="text-muted">Non renseigné</span>;
  return (
    <>
      <span className="figures text-muted">{level}</span> {skillLevelLabels[level]}
    </>
  );
}

/** One assessment: a day, and a level per skill, as they were last known. */
function AssessmentForm({ page }: { page: Page }) {
  const { worker, corrected, skills, assessments } = page;
  const answer = useActionData<typeof action>();
  const isSending = useNavigation().state !== "idle";
  const state = answer?.state;
  const key = answer?.key ?? page.submissionId;
  const levels = corrected?.levels ?? latestLevels(assessments);
  const seen = corrected ? fingerprint(marksOf(corrected)) : "";
  // A retired skill is asked again only where it was assessed.
  const options = skillLevels.map((level) => ({
    value: String(level),
    label: skillLevelLabels[level],
  }));
  return (
    <Section
      title={
        corrected ? `Corriger le point du ${formatDate(corrected.assessedOn)}` : "Faire le point"
      }
      rule={false}
      className="print:hidden"
      lead={
        !corrected &&
        assessments.length > 0 &&
        "Les niveaux sont ceux du dernier point\u202f: changez ce qui a bougé."
      }
    >
      <Form method="post" noValidate key={`${corrected?.assessedOn}-${key}`}>
        <ErrorSummary errors={state?.errors} formError={state?.formError} />
        <input type="hidden" name="submissionId" value={key} />
        <input type="hidden" name="replaces" value={corrected?.assessedOn ?? ""} />
        <input type="hidden" name="seen" value={seen} />
        <FormLayout>
          <DateField
            label="Jour du point"
            max={page.today}
            {...fieldProps(state, "assessedOn", corrected?.assessedOn ?? page.today)}
          />
          {skills
            .filter(({ id, isRetired }) => !isRetired || corrected?.levels[id] !== undefined)
            .map(({ id, label }) => (
              <Select
                key={id}
                label={label}
                optional="unmarked"
                width="full"
                placeholder="Non renseigné"
                options={options}
                {...fieldProps(state, skillField(id), levels[id])}
              />
            ))}
          <FormActions>
            <SubmitButton pending={isSending}>Enregistrer</SubmitButton>
            {corrected && (
              <ButtonLink href={paths.workerSkills(worker.id)} variant="quiet">
                Annuler
              </ButtonLink>
            )}
          </FormActions>
        </FormLayout>
      </Form>
      {corrected && (
        <Disclosure summary="Supprimer ce point">
          <p className="mb-3">Rien n’en restera. Les autres points ne changent pas.</p>
          <Form method="post">
            <input type="hidden" name="submissionId" value={key} />
            <input type="hidden" name="assessedOn" value={corrected.assessedOn} />
            <input type="hidden" name="seen" value={seen} />
            <Button type="submit" name="intent" value="remove" variant="danger" icon="delete">
              Supprimer ce point
            </Button>
          </Form>
        </Disclosure>
      )}
    </Section>
  );
}
