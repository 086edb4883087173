import { can } from "@essaim/identity/actor";
import { type Dimension, dimensions } from "@essaim/impact/registry/dimension.schema";
import { dimensionsOf, periodRuleOf } from "@essaim/impact/registry/indicator.schema";
import { retireOwnIndicator } from "@essaim/impact/registry/own-indicator.commands";
import { getOwnIndicator } from "@essaim/impact/registry/own-indicator.queries";
import { idOfKey, isOwnKey, retireFormSchema } from "@essaim/impact/registry/own-indicator.schema";
import { getIndicator, indicatorFilterSchema } from "@essaim/impact/registry/trace.queries";
import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { FigureCard } from "@essaim/ui/card";
import { DescriptionList } from "@essaim/ui/description-list";
import { FilterBar } from "@essaim/ui/filter-bar";
import { formatDate, formatMonth, formatPeriod, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { Table } from "@essaim/ui/table";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { audienceLabels, methodWords, sourceWords, writeFigure } from "./indicator-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page ? `${page.definition.name.fr} · Indicateur` : "Indicateur");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(indicatorFilterSchema, request);
  const key = params.key ?? "";
  const page = await context.execute(actor, getIndicator, { ...filter, key });
  const canEdit = isOwnKey(key) && can(actor, "impact:write");
  return {
    ...page,
    submissionId: crypto.randomUUID(),
    version: canEdit
      ? (await context.execute(actor, getOwnIndicator, { id: idOfKey(key) })).version
      : null,
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(idOfKey(params.key ?? ""));
  const form = await readForm(request);
  const parsed = parseForm(retireFormSchema, form);
  if (!parsed.ok) throw new Response(null, { status: 400 });
  const input = { ...parsed.value, id };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, retireOwnIndicator, input, { submissionId });
  if (!outcome.ok && outcome.reason === "form_already_used") return refuseUsed(form);
  // Somebody changed it since: the page, drawn again, shows what they made of it.
  const done = !outcome.ok
    ? ""
    : parsed.value.isRetired
      ? "?fait=indicateur-retire"
      : "?fait=indicateur-repris";
  throw redirect(`${paths.indicator(params.key ?? "")}${done}`);
}

export default function Indicator() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { definition } = page;
  return (
    <>
      <PageHeader
        title={definition.name.fr}
        breadcrumb={[{ label: "Indicateurs", href: paths.indicators() }]}
        lead={definition.definition.fr}
        action={
          page.version !== null && (
            <ButtonLink href={paths.editIndicator(definition.key)} icon="edit">
              Modifier
            </ButtonLink>
          )
        }
      />
      {answer?.state.formError && <Alert title={answer.state.formError} />}
      {definition.retiredOn ? (
        <Alert
          title={`Cet indicateur n’est plus suivi depuis le ${formatDate(definition.retiredOn)}`}
        >
          Aucun chiffre n’en est montré. Ce qui a été arrêté ou rapporté avant ne change pas.
        </Alert>
      ) : (
        <FigureSection {...page} />
      )}
      <DefinitionSection {...page} />
      {page.version !== null && <Retire {...page} version={page.version} answerKey={answer?.key} />}
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function FigureSection({ definition, figure, grants, grant, scope, by, shares, mayCount }: Page) {
  if (!grant) return null;
  const dividedBy = dimensionsOf(definition);
  const period = scope && formatPeriod(scope.from, scope.to);
  return (
    <Section
      title="Le chiffre"
      lead={period ? `Exact, pour l’équipe, ${period}.` : undefined}
      rule={false}
    >
      <FilterBar
        action={paths.indicator(definition.key)}
        label="Choisir le financement"
        submit="Afficher"
      >
        <Select
          key={grant.id}
          name="financement"
          label="Période du financement"
          optional="unmarked"
          placeholder={false}
          defaultValue={grant.id}
          options={grants.map(({ id, title, funderName }) => ({
            value: id,
            label: `${funderName} – ${title}`,
          }))}
        />
        {dividedBy.length > 0 && (
          <Select
            name="selon"
            label="Diviser selon"
            optional="unmarked"
            placeholder="Rien"
            defaultValue={by ?? undefined}
            options={dividedBy.map((one) => ({ value: one, label: dimensions[one].name.fr }))}
          />
        )}
      </FilterBar>
      {!scope ? (
        <p>Ce financement n’a pas commencé&#8239;: il n’y a rien à compter.</p>
      ) : !mayCount ? (
        <p>Ce chiffre se compte dans des enregistrements que votre rôle ne lit pas.</p>
      ) : (
        <>
          <Figure {...{ definition, figure }} />
          <p>
            <Link href={paths.indicatorTrace(definition.key, { financement: grant.id })}>
              Voir ce qu’il y a derrière ce chiffre
            </Link>
          </p>
          {by && <Shares {...{ definition, by, shares }} />}
        </>
      )}
    </Section>
  );
}

function Figure({ definition, figure }: Pick<Page, "definition" | "figure">) {
  const value = figure?.value ?? null;
  return (
    <div className="flex max-w-md flex-col gap-3">
      <FigureCard
        value={value === null ? "–" : writeFigure(definition, value)}
        label={definition.name.fr}
        note={figureNote(definition, figure)}
      />
    </div>
  );
}

/** What a figure is not read without: its two numbers, on how many it rests, and how many are not known. */
function figureNote(definition: Page["definition"], figure: Page["figure"]): string | undefined {
  if (!figure || (figure.value === null && !figure.parts)) {
    return definition.source === "declared"
      ? "Rien n’a été déclaré pour cette période."
      : "Rien à compter sur cette période.";
  }
  const notes: string[] = [];
  if (figure.parts && definition.source === "ratio") {
    const { numerator, denominator } = figure.parts;
    const above = numerator ?? 0;
    notes.push(
      definition.counted === "euros"
        ? `${writeFigure({ ...definition, counted: "euros" }, above)} pour ${plural(denominator ?? 0, "personne", "personnes")}`
        : `${above} sur ${denominator ?? 0}`,
    );
  }
  if (definition.source === "records" && definition.formula.measure === "median") {
    notes.push(`Médiane de ${plural(figure.records, "attente", "attentes")}`);
  }
  if (definition.source === "declared") {
    notes.push(`Somme de ${plural(figure.records, "relevé", "relevés")}`);
  }
  if (figure.unknown > 0) {
    notes.push(`${plural(figure.unknown, "réponse inconnue", "réponses inconnues")} en plus`);
  }
  return notes.length > 0 ? notes.join(" · ") : undefined;
}

function Shares({
  definition,
  by,
  shares,
}: Pick<Page, "definition" | "shares"> & { by: Dimension }) {
  const name = dimensions[by].name.fr;
  return (
    <div className="max-w-2xl">
      <Table
        caption={`${definition.name.fr}, selon\u202f: ${name.toLowerCase()}`}
        rows={shares}
        rowKey={({ value }) => value}
        stack="never"
        empty={<p>Rien à compter sur cette période.</p>}
        columns={[
          {
            key: "value",
            header: name,
            lead: true,
            cell: ({ value, label }) => label ?? (by === "month" ? formatMonth(value) : value),
          },
          {
            key: "count",
            header: definition.name.fr,
            numeric: true,
            cell: ({ count }) => writeFigure(definition, count),
          },
        ]}
      />
    </div>
  );
}

function DefinitionSection({ definition, conditions }: Page) {
  return (
    <Section title="Définition">
      <DescriptionList
        items={[
          { term: "D’où vient le chiffre", value: sourceWords(definition) },
          { term: "Comment il est compté", value: methodWords(definition) },
          ...conditions.map(({ dimension, labels }) => ({
            term: dimensions[dimension].name.fr,
            value: labels.join(", "),
          })),
          { term: "Période", value: periodRuleOf(definition).fr },
          { term: "Unité", value: definition.unit.fr[1] },
          { term: "Qui le lit", value: audienceLabels[definition.audience] },
          {
            term: "Secret statistique",
            value: definition.countsPeople
              ? "Il compte des personnes\u202f: hors de l’équipe, un petit nombre est masqué."
              : "Il ne compte pas de personnes.",
          },
          { term: "Ce qui peut le fausser", value: definition.quality.fr },
          ...(definition.name.en === definition.name.fr
            ? []
            : [
                {
                  term: "En anglais",
                  value: (
                    <span lang="en">
                      {definition.name.en}. {definition.definition.en}
                    </span>
                  ),
                },
              ]),
        ]}
      />
    </Section>
  );
}

function Retire({
  definition,
  version,
  submissionId,
  answerKey,
}: Page & { version: number; answerKey: string | undefined }) {
  const isRetired = definition.retiredOn !== null;
  return (
    <Section
      title={isRetired ? "Le suivre de nouveau" : "Ne plus le suivre"}
      lead={
        isRetired
          ? "Son chiffre sera montré de nouveau partout où il est demandé."
          : "Il reste défini, et chaque page qui le demande dit qu’il n’est plus suivi."
      }
    >
      <Form method="post">
        <input type="hidden" name="submissionId" value={answerKey ?? submissionId} />
        <input type="hidden" name="version" value={version} />
        <input type="hidden" name="isRetired" value={String(!isRetired)} />
        <Button type="submit">
          {isRetired ? "Suivre de nouveau cet indicateur" : "Ne plus suivre cet indicateur"}
        </Button>
      </Form>
    </Section>
  );
}
