import { partnerStatusLabels } from "@essaim/commons/partner/partner.schema";
import { writeFigure } from "@essaim/territory/indicators/compare.rules";
import { Button, ButtonLink } from "@essaim/ui/button";
import { Chart, type ChartPoint } from "@essaim/ui/chart";
import { DescriptionList } from "@essaim/ui/description-list";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PlaceMap } from "@essaim/ui/map";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { contoursNote } from "./contour-words";
import { SUPPRESSED } from "./measure-words";
import { type NeighbourhoodPage, readNeighbourhood } from "./neighbourhood.server";
import { territoryQuerySchema } from "./territory-query";

const querySchema = territoryQuerySchema.extend({
  indicateur: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,60}$/)
    .optional(),
});

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.neighbourhood.name} · Territoire`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const code = params.code ?? "";
  if (!/^Q[PN][0-9A-Z]{6}$/.test(code)) throw new Response(null, { status: 404 });
  const query = parseQuery(querySchema, request);
  const page = await readNeighbourhood(context, actor, code, query);
  return { ...page, kept: { financement: query.financement, arrete: query.arrete } };
}

export default function NeighbourhoodPageView() {
  const page = useLoaderData<typeof loader>();
  const { neighbourhood, kept } = page;
  const { name, code, generation, communes, origin } = neighbourhood;
  const where = communes.length > 1 ? "dans ses communes" : "dans sa commune";
  const communeNames = communes.map((commune) => commune.name).join(", ");
  return (
    <>
      <PageHeader
        title={name}
        breadcrumb={[{ label: "Territoire", href: paths.territory(kept) }]}
        meta={
          <>
            <span>{communeNames}</span>
            <span>Quartier prioritaire de {generation}</span>
            <span>{code}</span>
          </>
        }
      />
      <div className="grid items-start gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <DescriptionList
          items={[
            { term: communes.length > 1 ? "Communes" : "Commune", value: communeNames },
            { term: "Délimitation", value: validity(page) },
            { term: "Code", value: code },
            ...(page.population
              ? [
                  {
                    term: `Habitants en ${page.population.year}`,
                    value: formatNumber(page.population.value, "fr", 0),
                  },
                ]
              : []),
          ]}
        />
        {page.map ? (
          <PlaceMap
            label={`Le contour du quartier ${name}, ${communeNames}.`}
            {...page.map}
            note={origin && contoursNote([origin])}
          />
        ) : (
          <p className="text-sm text-muted">Les contours de ce quartier ne sont pas chargés.</p>
        )}
      </div>
      <People page={page} />
      <Indicators page={page} />
      <Comparison page={page} />
      {page.activities && (
        <Activities title={`Activités présentes ${where}`} activities={page.activities} />
      )}
      {page.partners && (
        <Partners
          title={`Partenaires présents ${where}`}
          partners={page.partners}
          mayWrite={page.mayWritePartners}
        />
      )}
    </>
  );
}

type Page = NeighbourhoodPage & { kept: Record<string, string | undefined> };

function validity({ neighbourhood }: Page): string {
  const { validFrom, validUntil, generation } = neighbourhood;
  return validUntil
    ? `Génération ${generation}, du ${formatDate(validFrom)} au ${formatDate(validUntil)}`
    : `Génération ${generation}, en vigueur depuis le ${formatDate(validFrom)}`;
}

function People({ page }: { page: Page }) {
  const { people, ofFunder, day } = page;
  if (ofFunder) {
    const { grantTitle, asOf, threshold } = ofFunder;
    if (asOf === null) {
      return (
        <Section title="Personnes accompagnées">
          <p className="text-muted">La coopérative n’a pas encore arrêté de chiffres pour vous.</p>
        </Section>
      );
    }
    return (
      <Section
        title="Personnes accompagnées"
        lead={`${grantTitle}, chiffres arrêtés au ${formatDate(asOf)}.`}
      >
        <p className="text-lg">
          {ofFunder.people === null ? (
            <span className="text-muted">{SUPPRESSED}</span>
          ) : (
            plural(ofFunder.people, "personne", "personnes")
          )}
        </p>
        <p className="max-w-measure text-sm text-muted">
          Un nombre inférieur à {threshold}, ou qui permettrait d’en retrouver un, n’est pas montré.
          Un quartier masqué peut aussi bien n’avoir personne.
        </p>
      </Section>
    );
  }
  if (!people) return null;
  const others = people.total - people.people.length;
  return (
    <Section
      title="Personnes accompagnées"
      lead={
        people.total === 0
          ? `Personne n’est accompagné dans ce quartier au ${formatDate(day)}.`
          : `${plural(people.total, "personne accompagnée vit", "personnes accompagnées vivent")} dans ce quartier, au ${formatDate(day)}.`
      }
    >
      {people.people.length > 0 && (
        <Table
          caption="Personnes accompagnées dans ce quartier"
          hideCaption
          rows={people.people}
          rowKey={(person) => person.id}
          stack="sm"
          columns={[
            {
              key: "name",
              header: "Personne",
              lead: true,
              cell: (person) => <Link href={paths.worker(person.id)}>{person.name}</Link>,
            },
            {
              key: "coach",
              header: "Accompagnée par",
              cell: (person) =>
                person.coachName ?? <span className="text-muted">Personne pour l’instant</span>,
            },
            {
              key: "since",
              header: "Depuis le",
              cell: (person) => formatDate(person.supportedFrom),
            },
          ]}
        />
      )}
      {others > 0 && (
        <p>
          Et {plural(others, "autre personne", "autres personnes")}&#8239;: la liste des{" "}
          <Link href={paths.workers()}>personnes accompagnées</Link> les montre toutes.
        </p>
      )}
    </Section>
  );
}

function Indicators({ page }: { page: Page }) {
  const { indicators, evolution, neighbourhood, kept, isInvented } = page;
  if (indicators.length === 0) {
    return (
      <Section title="Indicateurs du quartier">
        <EmptyState title="Aucun indicateur pour l’instant" icon="chart" level={3}>
          Les indicateurs de ce quartier apparaîtront ici quand l’administration aura importé leur
          fichier.
        </EmptyState>
      </Section>
    );
  }
  const { communes } = neighbourhood;
  const sources = [...new Set(indicators.map(({ source }) => source))];
  return (
    <Section
      title="Indicateurs du quartier"
      lead={[
        isInvented && "Chiffres inventés pour la démonstration.",
        `${sources.length > 1 ? "Sources" : "Source"}\u202f: ${sources.join("\u202f; ")}.`,
      ]
        .filter(Boolean)
        .join(" ")}
    >
      {evolution && (
        <>
          {evolution.choices.length > 1 && (
            <Form
              method="get"
              aria-label="Choisir un indicateur"
              className="flex flex-wrap items-end gap-3 print:hidden"
            >
              {Object.entries(kept).map(([name, value]) =>
                value ? <input key={name} type="hidden" name={name} value={value} /> : null,
              )}
              <Select
                key={evolution.code}
                name="indicateur"
                label="Indicateur dans le temps"
                optional="unmarked"
                placeholder={false}
                defaultValue={evolution.code}
                className="min-w-0 flex-1 sm:max-w-xl"
                width="full"
                options={evolution.choices}
              />
              <Button type="submit">Afficher</Button>
            </Form>
          )}
          <Evolution evolution={evolution} communes={communes} />
        </>
      )}
      {communes.length === 1 && <Beside rows={indicators} />}
      <Table
        caption={`Le quartier à côté de ${communes.length > 1 ? "ses communes" : "sa commune"}, dernière année connue`}
        rows={indicators}
        rowKey={(row) => row.code}
        stack="md"
        columns={[
          {
            key: "label",
            header: "Indicateur",
            lead: true,
            cell: (row) => (
              <>
                {row.label} <span className="font-normal text-muted">({row.year})</span>
              </>
            ),
          },
          {
            key: "here",
            header: "Quartier",
            numeric: true,
            cell: (row) => (
              <span className={row.isKnown ? undefined : "text-muted"}>{row.said}</span>
            ),
          },
          ...communes.map(({ name }, index) => ({
            key: `commune-${index}`,
            header: name,
            numeric: true,
            cell: (row: (typeof indicators)[number]) => row.ofCommunes[index]?.said ?? "",
          })),
        ]}
      />
    </Section>
  );
}

/** In sentences, where one commune is enough to compare with. */
function Beside({ rows }: { rows: Page["indicators"] }) {
  return (
    <ul className="flex max-w-measure list-disc flex-col gap-1 pl-5">
      {rows.flatMap((row) => row.sentences.map((sentence) => <li key={sentence}>{sentence}</li>))}
    </ul>
  );
}

function Evolution({
  evolution,
  communes,
}: {
  evolution: NonNullable<Page["evolution"]>;
  communes: readonly { name: string }[];
}) {
  const { years, unit, kind, code, label, source } = evolution;
  const indicator = { code, label, unit, kind, source, year: 0 };
  const byYear = new Map(years.map((one) => [one.year, one]));
  const numbers = (point: ChartPoint) => byYear.get(point.label);
  return (
    <Chart
      title={label}
      description={evolution.sentence}
      unit={unit || "nombre"}
      kind={years.length > 1 ? "line" : "bars"}
      labelHeader="Année"
      source={source}
      format={(value) => writeFigure(indicator, { value })}
      series={years.map(({ year, value, isSecret }) => ({
        label: year,
        value,
        suppressed: isSecret,
      }))}
      columns={[
        {
          key: "here",
          header: "Quartier",
          numeric: true,
          cell: (point) => numbers(point)?.said ?? "",
        },
        ...communes.map(({ name }, index) => ({
          key: `commune-${index}`,
          header: name,
          numeric: true,
          cell: (point: ChartPoint) => numbers(point)?.ofCommunes[index] ?? "",
        })),
      ]}
    />
  );
}

/** What can be compared honestly: a part of the inhabitants, never a rate of all its inhabitants with a handful of people. */
function Comparison({ page }: { page: Page }) {
  const { population, indicators } = page;
  const people = page.people ? page.people.total : (page.ofFunder?.people ?? null);
  if (indicators.length === 0 || people === null || people === 0) return null;
  return (
    <Section title="Au regard des personnes accompagnées ici">
      <div className="prose">
        {population && population.value > 0 && (
          <p>
            {plural(people, "personne accompagnée", "personnes accompagnées")} pour{" "}
            {plural(Math.round(population.value), "habitant", "habitants")} en {population.year}
            {people > 1 && (
              <>&#8239;: une sur {formatNumber(Math.round(population.value / people), "fr", 0)}</>
            )}
            .
          </p>
        )}
        <p>
          Ces indicateurs portent sur tous les habitants du quartier, ou sur tous ses
          ménages&#8239;: ils disent dans quel quartier vivent les personnes accompagnées, pas ce
          que vit chacune d’elles. Sur quelques personnes, un pourcentage ne se compare pas à ces
          taux.
        </p>
      </div>
    </Section>
  );
}

function Activities({
  title,
  activities,
}: {
  title: string;
  activities: NonNullable<Page["activities"]>;
}) {
  return (
    <Section title={title} lead="D’après les lieux de l’annuaire.">
      {activities.length === 0 ? (
        <p className="text-muted">
          Aucune activité de l’annuaire ne dit fonctionner ici.{" "}
          <Link href={paths.activities()}>Voir l’annuaire</Link>
        </p>
      ) : (
        <ul className="flex flex-col gap-3">
          {activities.map((activity) => (
            <li key={activity.id} className="max-w-measure">
              <Link href={paths.activity(activity.id)} className="font-semibold">
                {activity.title}
              </Link>
              {activity.status !== "published" && <span className="text-muted"> (brouillon)</span>}
              <p className="text-sm text-muted">{activity.summary}</p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Partners({
  title,
  partners,
  mayWrite,
}: {
  title: string;
  partners: NonNullable<Page["partners"]>;
  mayWrite: boolean;
}) {
  return (
    <Section
      title={title}
      action={
        partners.length === 0 &&
        mayWrite && (
          <ButtonLink href={paths.partners()} icon="partner">
            Voir les partenaires
          </ButtonLink>
        )
      }
    >
      {partners.length === 0 ? (
        <p className="text-muted">
          Aucun partenaire ne dit intervenir ici. Les communes d’intervention se notent sur la fiche
          de chaque partenaire.
        </p>
      ) : (
        <ul className="flex flex-col gap-3">
          {partners.map((partner) => (
            <li key={partner.id} className="max-w-measure">
              {mayWrite ? (
                <Link href={paths.partner(partner.id)} className="font-semibold">
                  {partner.name}
                </Link>
              ) : (
                <span className="font-semibold">{partner.name}</span>
              )}{" "}
              <span className="text-muted">
                ({partnerStatusLabels[partner.status].toLowerCase()})
              </span>
              {partner.role && <p className="text-sm text-muted">{partner.role}</p>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
