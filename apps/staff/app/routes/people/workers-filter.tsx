import { workerListKeys } from "@essaim/accompaniment/list/value-list.schema";
import { filterQuery, workerFilterSchema } from "@essaim/accompaniment/worker/worker-filter.schema";
import {
  type ConditionGroup,
  type CriterionKey,
  criteria,
  filterLimits,
  readGroups,
  writeGroup,
} from "@essaim/accompaniment/worker/worker-filter-condition.schema";
import {
  type FilterChoices,
  getFilterChoices,
} from "@essaim/accompaniment/worker/worker-list.queries";
import { Button, ButtonLink } from "@essaim/ui/button";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions } from "@essaim/ui/form-actions";
import { plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { RadioGroup } from "@essaim/ui/radio-group";
import { type Option, type OptionGroup, Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useLocation, useNavigation } from "@remix-run/react";
import { useEffect } from "react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { ConditionFields, type DayAnswers } from "./condition-fields";
import { readConditionForm, type Step } from "./condition-form.server";

export const meta: MetaFunction = () => pageTitle("Combiner des conditions");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(workerFilterSchema, request);
  const texts = new URL(request.url).searchParams.getAll("groupe");
  const { total, ...choices } = await context.execute(actor, getFilterChoices, filter);
  return {
    filter,
    groups: readGroups(texts, { keepIncomplete: true }),
    between: new URL(request.url).searchParams.get("entre") === "ou" ? "any" : "all",
    total,
    choices,
    isManager: actor.role === "manager",
    mayImport: actor.permissions.has("worker:import"),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  await context.requireActor(request);
  const filter = parseQuery(workerFilterSchema, request);
  const { groups, next, between, step, typed, errors } = readConditionForm(await readForm(request));
  if (Object.keys(errors).length > 0) {
    return data({ groups, between, typed, errors, key: crypto.randomUUID() }, { status: 422 });
  }
  if (step.do === "search") {
    const groups = next.filter(({ conditions }) => conditions.length > 0);
    throw redirect(paths.workers(filterQuery(filter, { groups, between })));
  }
  // Conditions without an answer yet are in the address of this page only.
  const base = new URLSearchParams(filterQuery(filter, { groups: [], between: "all" }));
  for (const group of next) base.append("groupe", writeGroup(group));
  if (between === "any") base.set("entre", "ou");
  throw redirect(`${paths.workersFilter(`?${base}`)}#${whereNext(step, next)}`);
}

/** The condition that was just added, or the group that one was taken from. */
function whereNext(step: Step, groups: readonly ConditionGroup[]): string {
  if (step.do === "remove") return `groupe-${Math.min(step.group, Math.max(0, groups.length - 1))}`;
  const group = step.do === "add" ? step.group : groups.length - 1;
  return `condition-${group}-${(groups[group]?.conditions.length ?? 1) - 1}`;
}

/** Conditions that combine with « et » and « ou », chosen one by one; it works without JavaScript. */
export default function WorkersFilter() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const isSending = useNavigation().state === "submitting";
  const { filter, total } = page;
  const groups = refused?.groups ?? page.groups;
  const between = refused?.between ?? page.between;
  const answers = { typed: refused?.typed ?? {}, errors: refused?.errors ?? {} };
  const offered = criteriaOptions(page);
  const { search, hash } = useLocation();
  // The page stays, so the browser does not go where the address points.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same place may be pointed at again.
  useEffect(() => {
    if (hash) document.getElementById(hash.slice(1))?.focus();
  }, [search, hash]);
  return (
    <>
      <PageHeader
        title="Combiner des conditions"
        breadcrumb={[{ label: "Personnes", href: paths.workers(filterQuery(filter)) }]}
        lead="Les conditions d’un groupe vont ensemble, ou bien une seule suffit. Les groupes s’ajoutent aux filtres de la liste."
      />
      <ErrorSummary
        errors={answers.errors}
        title="Il manque quelque chose à ces conditions"
        intro="Ce que vous avez choisi est gardé. Corrigez ces points, puis continuez."
      />
      {/* Another address, other conditions: what was chosen to add one does not stay chosen. */}
      <Form
        method="post"
        noValidate
        className="flex max-w-3xl flex-col gap-6"
        key={refused?.key ?? search}
      >
        {/* The first button of a form is the one that the Enter key presses. */}
        <button type="submit" name="faire" value="chercher" className="sr-only" tabIndex={-1}>
          Voir la liste
        </button>
        {groups.length > 1 && (
          <RadioGroup
            name="between"
            label="Entre les groupes"
            inline
            defaultValue={between}
            options={[
              { value: "all", label: "Tous doivent être vrais (et)" },
              { value: "any", label: "Un seul suffit (ou)" },
            ]}
          />
        )}
        {groups.map((group, index) => (
          <GroupFields
            // biome-ignore lint/suspicious/noArrayIndexKey: groups have no other name than their place.
            key={index}
            {...{ group, index, answers, offered }}
            between={index > 0 ? between : null}
            choices={page.choices}
            isManager={page.isManager}
          />
        ))}
        <div className="flex flex-col gap-3 rounded-lg border border-dashed border-edge p-4 sm:flex-row sm:items-end">
          {groups.length < filterLimits.groups ? (
            <>
              <Select
                name="newGroup"
                label={groups.length === 0 ? "Première condition" : "Un autre groupe, à partir de"}
                optional="unmarked"
                options={offered}
                error={answers.errors.newGroup}
                className="min-w-0 flex-1"
                width="full"
              />
              <Button type="submit" name="faire" value="groupe" icon="plus">
                {groups.length === 0 ? "Choisir cette condition" : "Ajouter un groupe"}
              </Button>
            </>
          ) : (
            <p className="text-muted">Six groupes&nbsp;: au-delà, plus personne ne s’y retrouve.</p>
          )}
        </div>
        <FormActions>
          <SubmitButton pending={isSending} name="faire" value="chercher">
            Voir la liste
          </SubmitButton>
          <ButtonLink href={paths.workers(filterQuery(filter))} variant="quiet">
            Annuler
          </ButtonLink>
          {filter.groups.length > 0 && (
            <span className="figures text-sm text-muted">
              {plural(total, "personne correspond", "personnes correspondent")} pour l’instant
            </span>
          )}
        </FormActions>
      </Form>
    </>
  );
}

function GroupFields({
  group,
  index,
  between,
  answers,
  offered,
  choices,
  isManager,
}: {
  group: ConditionGroup;
  index: number;
  between: string | null;
  answers: DayAnswers;
  offered: OptionGroup[];
  choices: FilterChoices;
  isManager: boolean;
}) {
  return (
    <>
      {between && (
        <p className="-my-2 text-lg font-semibold text-muted" aria-hidden="true">
          {between === "all" ? "et" : "ou"}
        </p>
      )}
      <fieldset
        id={`groupe-${index}`}
        tabIndex={-1}
        className="flex min-w-0 flex-col gap-4 rounded-lg border border-line bg-surface p-4 outline-none"
      >
        <legend className="float-left w-full text-lg font-semibold">Groupe {index + 1}</legend>
        <div className="clear-both">
          {group.conditions.length > 1 ? (
            <RadioGroup
              name={`g${index}.needs`}
              label="Dans ce groupe"
              inline
              defaultValue={group.needs}
              options={[
                { value: "all", label: "Toutes les conditions doivent être vraies (et)" },
                { value: "any", label: "Une seule suffit (ou)" },
              ]}
            />
          ) : (
            <input type="hidden" name={`g${index}.needs`} value={group.needs} />
          )}
        </div>
        {group.conditions.map((condition, at) => (
          <ConditionFields
            // biome-ignore lint/suspicious/noArrayIndexKey: neither have conditions.
            key={`${at} ${condition.about}`}
            {...{ condition, answers, choices, isManager }}
            place={{ group: index, condition: at }}
            joint={at > 0 ? (group.needs === "all" ? "et" : "ou") : null}
          />
        ))}
        <div className="flex flex-col gap-3 border-t border-line pt-4 sm:flex-row sm:items-end">
          <Select
            name={`g${index}.add`}
            label="Une condition de plus dans ce groupe"
            optional="unmarked"
            options={offered}
            error={answers.errors[`g${index}.add`]}
            className="min-w-0 flex-1"
            width="full"
          />
          <Button type="submit" name="faire" value={`ajouter:${index}`} icon="plus">
            Ajouter
          </Button>
        </div>
      </fieldset>
    </>
  );
}

const sections: { label: string; keys: CriterionKey[] }[] = [
  { label: "Parcours", keys: ["stage", "contractEnds", "supported", "arrived", "left"] },
  { label: "Suivi", keys: ["coach", "metSince", "notMetSince", "toReview", "overdue", "absences"] },
  {
    label: "Activité et lieu de vie",
    keys: ["kind", "resource", "commune", "nearby", "residence", "neighbourhood"],
  },
  { label: "Situation", keys: [...workerListKeys] },
  {
    label: "Situation à l’arrivée",
    keys: ["entry_income_support", "entry_unemployment", "entry_turnover", "entry_disability"],
  },
  { label: "Fiche", keys: ["import"] },
];

/** What one may choose from: nothing that this member could not read, and no list without a choice. */
function criteriaOptions({
  choices,
  mayImport,
}: {
  choices: FilterChoices;
  mayImport: boolean;
}): OptionGroup[] {
  const isOffered = (key: CriterionKey) => {
    if (key === "import") return mayImport && choices.imports.length > 0;
    if (key === "neighbourhood") return choices.neighbourhoods.length > 0;
    if (key === "resource") return choices.resources.length > 0;
    return true;
  };
  return sections
    .map(({ label, keys }) => ({
      label,
      options: keys
        .filter(isOffered)
        .map((key): Option => ({ value: key, label: criteria[key].label })),
    }))
    .filter(({ options }) => options.length > 0);
}
