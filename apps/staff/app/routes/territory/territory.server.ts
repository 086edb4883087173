import {
  countContributionsByNeighbourhood,
  countPeopleByNeighbourhood,
  findMainEpci,
  listContributionYears,
} from "@essaim/accompaniment/worker/by-neighbourhood.queries";
import { today } from "@essaim/database/today";
import { can, type MemberActor } from "@essaim/identity/actor";
import { getMyPlaces, type MyPlaces } from "@essaim/impact/portal/portal.queries";
import type { Generation } from "@essaim/territory/contours/contours.schema";
import type { TerritoryIndicator } from "@essaim/territory/indicators/indicator.schema";
import type { Shade } from "@essaim/territory/map/classes.rules";
import {
  listIndicatorsOf,
  listNeighbourhoodsOnMap,
  listScopes,
  type NeighbourhoodOnMap,
  readFiguresOf,
} from "@essaim/territory/map/neighbourhood-map.queries";
import type { Scope } from "@essaim/territory/map/scope.schema";
import type { AppLoadContext } from "@remix-run/node";
import { type Measure, writeShade } from "./measure-words";
import type { TerritoryQuery } from "./territory-query";

type Door = Pick<AppLoadContext, "execute">;

/** Whose figures are read: the team's own, exactly; for a funder, what was released; nobody's, for an editor or an admin. */
export type Reading = "team" | "funder" | "none";

export function readingOf(actor: MemberActor): Reading {
  if (can(actor, "portal:read")) return "funder";
  return can(actor, "worker:read") ? "team" : "none";
}

/** The neighbourhoods of the release that the address asks for. */
export const readPlaces = (
  { execute }: Door,
  actor: MemberActor,
  { financement, arrete }: TerritoryQuery,
) => execute(actor, getMyPlaces, { grantId: financement, cutOffOn: arrete });

/** What the map, its table and its files show: one reading for all of them, so that none shows what another hides. */
export async function readTerritory({ execute }: Door, actor: MemberActor, query: TerritoryQuery) {
  const reading = readingOf(actor);
  const ofFunder = reading === "funder" ? await readPlaces({ execute }, actor, query) : null;
  const scopes = await execute(actor, listScopes, {});
  const all = [...scopes.epcis, ...scopes.departments];
  const mainEpci = reading === "team" && !query.ou ? await execute(actor, findMainEpci, {}) : null;
  const scope =
    all.find(({ code }) => code === query.ou) ??
    all.find(({ code }) => code === mainEpci) ??
    largest(scopes.epcis) ??
    largest(scopes.departments);
  const base = { scopes, reading, ofFunder };
  if (!scope) return { ...base, scope: null };

  const generation = generationOf(scope, query);
  const neighbourhoods = await execute(actor, listNeighbourhoodsOnMap, {
    scope: scope.code,
    generation,
  });
  const codes = neighbourhoods.map(({ code }) => code);
  const indicators = await execute(actor, listIndicatorsOf, { codes });
  const day = lastDayOf(neighbourhoods);
  const contributionYears =
    reading === "team" ? await execute(actor, listContributionYears, {}) : [];
  const shownPeople: Readonly<Record<string, number>> = ofFunder?.people ?? {};
  const choices = {
    ...{ reading, indicators, contributionYears, day },
    isAllMasked: reading === "funder" && codes.every((code) => shownPeople[code] === undefined),
  };
  const measure = measureOf(query, choices);

  const counts =
    reading === "team" && measure.kind === "people"
      ? await execute(actor, countPeopleByNeighbourhood, { day })
      : null;
  const people = counts?.people ?? {};
  const shadeOf = await readShades({ execute }, actor, measure, { ...base, codes, people });
  const rows = neighbourhoods.map(
    ({ code, name, communes, isApproximate, source, importedOn }) => ({
      ...{ code, name, shade: shadeOf(code) },
      communes: communes.map((one) => one.name),
      origin: { isApproximate, source, importedOn },
    }),
  );
  return {
    ...base,
    scope,
    generation,
    day,
    measure,
    indicators,
    contributionYears,
    neighbourhoods,
    rows,
    counts,
    /** Nobody asked for this indicator: every number of people is masked here. */
    isInsteadOfPeople: choices.isAllMasked && !query.voir && measure.kind === "indicator",
  };
}
export type Territory = Extract<Awaited<ReturnType<typeof readTerritory>>, { rows: unknown }>;
export type TerritoryRow = Territory["rows"][number];

/** « Secteur Sud, Lille : 7 personnes ». */
export function rowSentence(measure: Measure, { name, communes, shade }: TerritoryRow): string {
  const said = writeShade(measure, shade);
  const place = `${name}, ${communes.join(", ")}`;
  return said ? `${place}\u202f: ${said}` : place;
}

const largest = (scopes: readonly Scope[]) => {
  const size = ({ neighbourhoods }: Scope) =>
    Math.max(neighbourhoods[2024] ?? 0, neighbourhoods[2015] ?? 0);
  return [...scopes].sort((a, b) => size(b) - size(a))[0];
};

function generationOf(scope: Scope, { quartiers }: TerritoryQuery): Generation {
  const known = (["2024", "2015"] as const).filter(
    (one) => scope.neighbourhoods[Number(one) as Generation],
  );
  const chosen = known.find((one) => one === quartiers) ?? known[0];
  return chosen === "2015" ? 2015 : 2024;
}

/** Today, or the last day of a generation that is no longer in force. */
function lastDayOf(neighbourhoods: readonly NeighbourhoodOnMap[]): string {
  const now = today();
  const [last = now] = neighbourhoods
    .map(({ validUntil }) => validUntil ?? now)
    .sort()
    .reverse();
  return [last, now].sort()[0] ?? now;
}

type IndicatorOnMap = TerritoryIndicator & { isApproximate: boolean };

function measureOf(
  query: TerritoryQuery,
  {
    reading,
    indicators,
    contributionYears,
    day,
    isAllMasked,
  }: {
    reading: Reading;
    indicators: readonly IndicatorOnMap[];
    contributionYears: readonly number[];
    day: string;
    isAllMasked: boolean;
  },
): Measure {
  const years = indicators.filter(({ code }) => code === query.voir);
  const indicator = years.find(({ year }) => year === query.annee) ?? years[0];
  if (indicator) return { kind: "indicator", key: indicator.code, indicator };
  if (query.voir === "contributions" && reading === "team") {
    const year =
      contributionYears.find((one) => one === query.annee) ??
      contributionYears[0] ??
      Number(day.slice(0, 4));
    return { kind: "contributions", key: "contributions", year };
  }
  const [first] = indicators;
  // A map masked from end to end teaches nobody anything: it is there for whoever asks for it.
  const opensElsewhere = isAllMasked && !query.voir && first;
  if (reading !== "none" && !opensElsewhere) return { kind: "people", key: "personnes" };
  return first
    ? { kind: "indicator", key: first.code, indicator: first }
    : { kind: "none", key: "quartiers" };
}

async function readShades(
  { execute }: Door,
  actor: MemberActor,
  measure: Measure,
  read: {
    reading: Reading;
    ofFunder: MyPlaces | null;
    codes: string[];
    /** Of the team, exactly. */
    people: Readonly<Record<string, number>>;
  },
): Promise<(code: string) => Shade> {
  switch (measure.kind) {
    case "people": {
      if (read.reading === "funder") {
        const people: Readonly<Record<string, number>> = read.ofFunder?.people ?? {};
        return (code) => (people[code] === undefined ? "secret" : { value: people[code] });
      }
      return (code) => ({ value: read.people[code] ?? 0 });
    }
    case "contributions": {
      const { year } = measure;
      const counts = await execute(actor, countContributionsByNeighbourhood, { year });
      return (code) => ({ value: counts[code] ?? 0 });
    }
    case "indicator": {
      const { code: indicator, year } = measure.indicator;
      const figures = await execute(actor, readFiguresOf, { codes: read.codes, indicator, year });
      return (code) => {
        const value = figures[code];
        return value === undefined ? "unknown" : value === null ? "secret" : { value };
      };
    }
    case "none":
      return () => ({ value: 0 });
  }
}
