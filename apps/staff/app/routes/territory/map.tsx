import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { ChoroplethMap } from "@essaim/ui/map";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { isConfidential } from "./confidential";
import { contoursNote } from "./contour-words";
import { drawTerritory } from "./drawing.server";
import { FunderNotice } from "./funder-notice";
import { MapFilters } from "./map-filters";
import { extremesSentence, measureTitle, writeCell } from "./measure-words";
import { readTerritory, type Territory } from "./territory.server";
import { territoryQuerySchema } from "./territory-query";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page?.shown ? `${page.shown.title} · Territoire` : "Territoire");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, organisationName } = await context.requireSignedIn(request);
  const query = parseQuery(territoryQuerySchema, request);
  const territory = await readTerritory(context, actor, query);
  const rights = {
    organisationName,
    today: today(),
    mayImport: can(actor, "territory:import"),
    isFunder: territory.reading === "funder",
  };
  if (!territory.scope) return { ...rights, shown: null };
  const { scope, measure, reading, rows, generation } = territory;
  const words = {
    ou: scope.code,
    quartiers: String(generation),
    voir: measure.key,
    annee:
      measure.kind === "indicator"
        ? String(measure.indicator.year)
        : measure.kind === "contributions"
          ? String(measure.year)
          : undefined,
    financement: query.financement,
    arrete: query.arrete,
  };
  // What leads to the page of a neighbourhood: who reads, and nothing of the map itself.
  const kept = { financement: query.financement, arrete: query.arrete };
  return {
    ...rights,
    shown: {
      title: `${measureTitle(measure)}, ${scope.name}`,
      measureTitle: measureTitle(measure),
      description: describe(territory),
      words,
      reading,
      scope,
      generation,
      generations: Object.keys(scope.neighbourhoods).reverse(),
      measureKey: measure.key,
      isOfPeople: measure.kind === "people",
      isInsteadOfPeople: territory.isInsteadOfPeople,
      isConfidential: isConfidential(territory),
      source: measure.kind === "indicator" ? measure.indicator.source : null,
      isInvented:
        measure.kind === "indicator" &&
        territory.indicators.some(
          ({ code, year, isApproximate }) =>
            isApproximate && code === measure.indicator.code && year === measure.indicator.year,
        ),
      measures: measuresOf(territory),
      years: yearsOf(territory),
      scopes: [
        { label: "Intercommunalités", options: optionsOf(territory.scopes.epcis) },
        { label: "Départements", options: optionsOf(territory.scopes.departments) },
      ].filter(({ options }) => options.length > 0),
      map: drawTerritory(territory, kept),
      contoursNote: contoursNote(rows.map(({ origin }) => origin)),
      rows: rows.map((row) => ({
        code: row.code,
        name: row.name,
        communes: row.communes,
        href: paths.neighbourhood(row.code, kept),
        said: writeCell(measure, row.shade),
        isKnown: typeof row.shade === "object",
      })),
      hasFigures: measure.kind !== "none",
      funder: territory.ofFunder && {
        grantId: territory.ofFunder.grant?.id ?? null,
        grantTitle: territory.ofFunder.grant?.title ?? null,
        choices: territory.ofFunder.choices.map(({ id, title }) => ({ value: id, label: title })),
        isElsewhere: territory.ofFunder.isElsewhere,
        asOf: territory.ofFunder.asOf,
        threshold: territory.ofFunder.threshold,
        why: territory.ofFunder.why,
      },
    },
  };
}

const optionsOf = (scopes: readonly { code: string; name: string }[]) =>
  scopes.map(({ code, name }) => ({ value: code, label: name }));

function measuresOf({ reading, indicators }: Territory) {
  const accompanied = [
    reading !== "none" && { value: "personnes", label: "Personnes accompagnées" },
    reading === "team" && { value: "contributions", label: "Contributions aux communs" },
  ].filter((one) => typeof one === "object");
  const told = new Map(indicators.map(({ code, label }) => [code, label]));
  const ofPlaces = [...told].map(([value, label]) => ({ value, label }));
  return [
    { label: "L’accompagnement", options: accompanied },
    { label: "Les quartiers", options: ofPlaces },
  ].filter(({ options }) => options.length > 0);
}

function yearsOf({ indicators, contributionYears, measure }: Territory): string[] {
  if (measure.kind === "people" || measure.kind === "none") return [];
  const years =
    measure.kind === "contributions"
      ? [measure.year, ...contributionYears]
      : indicators.filter(({ code }) => code === measure.key).map(({ year }) => year);
  return [...new Set(years)].sort((a, b) => b - a).map(String);
}

/** One sentence saying what the map shows, from what is shown alone. */
function describe({ measure, reading, rows, counts, day, ofFunder }: Territory): string {
  const known = rows.flatMap(({ shade }) => (typeof shade === "object" ? [shade.value] : []));
  const some = known.filter((value) => value > 0);
  const places = plural(rows.length, "quartier prioritaire", "quartiers prioritaires");
  switch (measure.kind) {
    case "people": {
      if (reading === "funder") {
        const at = ofFunder?.asOf ? `, au ${formatDate(ofFunder.asOf)}` : "";
        return known.length === 0
          ? `Aucun nombre n’est montré dans ces ${places}${at}.`
          : `Le nombre est montré dans ${known.length} des ${places}${at}.`;
      }
      const total = some.reduce((sum, value) => sum + value, 0);
      const first =
        total === 0
          ? `Personne n’est accompagné dans ces ${places} au ${formatDate(day)}.`
          : `${plural(total, "personne accompagnée vit", "personnes accompagnées vivent")} dans ${some.length} des ${places}, au ${formatDate(day)}.`;
      if (!counts) return first;
      const elsewhere = [
        counts.priority > total && `${counts.priority - total} dans un autre quartier prioritaire`,
        counts.outside > 0 && `${counts.outside} hors quartier prioritaire`,
        counts.unknown > 0 && `${counts.unknown} sans quartier connu`,
      ].filter(Boolean);
      return elsewhere.length > 0 ? `${first} Ailleurs\u202f: ${elsewhere.join(", ")}.` : first;
    }
    case "contributions": {
      const total = some.reduce((sum, value) => sum + value, 0);
      return `${plural(total, "contribution", "contributions")} en ${measure.year}, là où vivait son auteur ce jour-là. Une contribution sans auteur connu n’est pas sur la carte.`;
    }
    case "indicator":
      return extremesSentence(measure.indicator, rows);
    case "none":
      return `${places}.`;
  }
}

export default function TerritoryPage() {
  const page = useLoaderData<typeof loader>();
  const { shown } = page;
  if (!shown) return <NoContours mayImport={page.mayImport} isFunder={page.isFunder} />;
  const { words, funder } = shown;
  return (
    <>
      <p className="hidden justify-between gap-6 border-b border-line pb-2 text-sm print:flex">
        <span>{page.organisationName}</span>
        <span>Imprimé le {formatDate(page.today)}</span>
      </p>
      <PageHeader
        title="Territoire"
        lead={`${shown.scope.name}\u202f: les quartiers prioritaires délimités en ${shown.generation}.`}
        action={
          <div className="flex flex-col gap-2">
            <div className="flex flex-wrap gap-3">
              <ButtonLink href={paths.territoryCsv(words)} icon="download" download>
                Tableur (CSV)
              </ButtonLink>
              <ButtonLink href={paths.territoryGeojson(words)} icon="download" download>
                Carte (GeoJSON)
              </ButtonLink>
            </div>
            {shown.isConfidential && (
              <p className="max-w-96 text-sm text-warning">
                Fichiers à ne pas diffuser&#8239;: leurs nombres sont exacts, rien n’y est masqué.
              </p>
            )}
          </div>
        }
      />
      <MapFilters shown={shown} />
      {funder && (shown.isOfPeople || shown.isInsteadOfPeople) && (
        <FunderNotice funder={funder} instead={shown.isInsteadOfPeople ? shown : null} />
      )}
      <ChoroplethMap
        title={shown.title}
        description={shown.description}
        {...shown.map}
        keysTitle={shown.measureTitle}
        tableId="tableau"
        note={
          <>
            {shown.source && `Source\u202f: ${shown.source}. `}
            {shown.isInvented && "Chiffres inventés pour la démonstration. "}
            {shown.contoursNote}
          </>
        }
      />
      <Section title="Les mêmes chiffres, quartier par quartier" id="tableau">
        <Table
          caption={shown.title}
          hideCaption
          rows={shown.rows}
          rowKey={(row) => row.code}
          stack="sm"
          columns={[
            {
              key: "name",
              header: "Quartier",
              lead: true,
              cell: (row) => <Link href={row.href}>{row.name}</Link>,
            },
            { key: "communes", header: "Communes", cell: (row) => row.communes.join(", ") },
            ...(shown.hasFigures
              ? [
                  {
                    key: "value",
                    header: shown.measureTitle,
                    numeric: true,
                    className: "whitespace-normal",
                    cell: (row: (typeof shown.rows)[number]) => (
                      <span className={row.isKnown ? undefined : "text-muted"}>{row.said}</span>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
    </>
  );
}

export type Shown = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["shown"]>;

function NoContours({ mayImport, isFunder }: { mayImport: boolean; isFunder: boolean }) {
  return (
    <>
      <PageHeader title="Territoire" />
      <EmptyState title="Aucune carte pour l’instant" icon="place">
        {mayImport
          ? "Importez le fichier officiel des contours des quartiers prioritaires\u202f: la carte se dessinera d’elle-même."
          : isFunder
            ? "La coopérative n’a pas encore chargé les contours des quartiers prioritaires. La carte apparaîtra ici ensuite."
            : "Les contours des quartiers prioritaires ne sont pas encore chargés. Demandez à l’administration d’importer le fichier officiel\u202f: tout le reste marche sans lui."}
      </EmptyState>
    </>
  );
}
