import { listPeopleOfNeighbourhood } from "@essaim/accompaniment/worker/by-neighbourhood.queries";
import { listPartnersIn } from "@essaim/commons/partner/partner.queries";
import { today } from "@essaim/database/today";
import { listActivitiesIn } from "@essaim/directory/activity-places.queries";
import { can, type MemberActor } from "@essaim/identity/actor";
import type { MyPlaces } from "@essaim/impact/portal/portal.queries";
import {
  describeBesideCommune,
  describeEvolution,
  writeFigure,
} from "@essaim/territory/indicators/compare.rules";
import type { Figure, TerritoryIndicator } from "@essaim/territory/indicators/indicator.schema";
import { drawMap } from "@essaim/territory/map/draw";
import {
  type FigureOfPlace,
  getFiguresOfNeighbourhood,
  getNeighbourhood,
  listIndicatorsOf,
} from "@essaim/territory/map/neighbourhood-map.queries";
import { scaleInWords } from "@essaim/territory/map/scale.words";
import type { AppLoadContext } from "@remix-run/node";
import { readingOf, readPlaces } from "./territory.server";
import type { TerritoryQuery } from "./territory-query";

type Door = Pick<AppLoadContext, "execute">;

/** The page of a neighbourhood, for whoever reads it. @throws Response 404 */
export async function readNeighbourhood(
  { execute }: Door,
  actor: MemberActor,
  code: string,
  query: TerritoryQuery & { indicateur?: string },
) {
  const found = await execute(actor, getNeighbourhood, { code });
  const { geometry, ...neighbourhood } = found;
  const reading = readingOf(actor);
  const now = today();
  const day = found.validUntil && found.validUntil < now ? found.validUntil : now;
  const communeCodes = found.communes.map((commune) => commune.code);
  return {
    neighbourhood,
    reading,
    day,
    isInForce: day === now && found.validFrom <= now,
    map: geometry ? draw({ code, geometry }) : null,
    people:
      reading === "team" ? await execute(actor, listPeopleOfNeighbourhood, { code, day }) : null,
    ofFunder:
      reading === "funder" ? ofFunder(await readPlaces({ execute }, actor, query), code) : null,
    activities: can(actor, "directory:read")
      ? await execute(actor, listActivitiesIn, { communeCodes })
      : null,
    partners: can(actor, "partner:read")
      ? await execute(actor, listPartnersIn, { communeCodes })
      : null,
    mayWritePartners: can(actor, "partner:write"),
    ...indicatorsOf(
      await execute(actor, listIndicatorsOf, { codes: [code] }),
      await execute(actor, getFiguresOfNeighbourhood, { code }),
      found,
      query.indicateur,
    ),
  };
}
export type NeighbourhoodPage = Awaited<ReturnType<typeof readNeighbourhood>>;

/** Of one neighbourhood, and of nothing else that was released. */
function ofFunder({ people, grant, asOf, threshold }: MyPlaces, code: string) {
  return {
    people: people[code] ?? null,
    grantTitle: grant?.title ?? null,
    ...{ asOf, threshold },
  };
}

function draw(contour: Parameters<typeof drawMap>[0][number]) {
  const map = drawMap([contour], { metresAtLeast: 900, flattest: 0.5, tallest: 0.9 });
  return {
    width: map.width,
    height: map.height,
    shapes: map.contours.map(({ code, path, at }) => ({ code, path, at, isChosen: true })),
    scale: scaleInWords(map.scale),
  };
}

type Place = { code: string; communes: readonly { code: string; name: string }[] };

function indicatorsOf(
  indicators: readonly (TerritoryIndicator & { isApproximate: boolean })[],
  figures: readonly FigureOfPlace[],
  place: Place,
  asked: string | undefined,
) {
  const figureOf = (placeCode: string, { code, year }: TerritoryIndicator): Figure => {
    const found = figures.find(
      (one) => one.placeCode === placeCode && one.indicatorCode === code && one.year === year,
    );
    if (!found) return null;
    return found.value === null ? { secret: true } : { value: found.value };
  };
  // The query gives the latest year of each first.
  const byCode = new Map<string, (typeof indicators)[number][]>();
  for (const indicator of indicators) {
    byCode.set(indicator.code, [...(byCode.get(indicator.code) ?? []), indicator]);
  }
  const latest = [...byCode.values()].flatMap(([first]) => first ?? []);
  const isOnly = place.communes.length === 1;
  const rows = latest.map((indicator) => {
    const figure = figureOf(place.code, indicator);
    return {
      code: indicator.code,
      label: indicator.label,
      year: indicator.year,
      source: indicator.source,
      said: writeFigure(indicator, figure),
      isKnown: figure !== null && "value" in figure,
      ofCommunes: place.communes.map(({ code, name }) => ({
        name,
        said: writeFigure(indicator, figureOf(code, indicator)),
      })),
      sentences: place.communes.map(
        ({ code, name }) =>
          `${describeBesideCommune(indicator, figure, figureOf(code, indicator), isOnly ? undefined : name)}.`,
      ),
    };
  });
  const chosen =
    byCode.get(asked ?? "") ??
    [...byCode.values()].sort((a, b) => b.length - a.length).find((years) => years.length > 0);
  const series = [...(chosen ?? [])].reverse();
  const last = series.at(-1);
  const inhabitants = latest.find(({ unit, kind }) => kind === "count" && unit === "habitants");
  const population = inhabitants && figureOf(place.code, inhabitants);
  return {
    indicators: rows,
    isInvented: indicators.some(({ isApproximate }) => isApproximate),
    population:
      inhabitants && population && "value" in population
        ? { value: population.value, year: inhabitants.year }
        : null,
    evolution: last && {
      code: last.code,
      label: last.label,
      unit: last.unit,
      kind: last.kind,
      source: last.source,
      sentence: `${describeEvolution(
        last,
        series.map((one) => ({ year: one.year, figure: figureOf(place.code, one) })),
      )}.`,
      years: series.map((one) => {
        const figure = figureOf(place.code, one);
        return {
          year: String(one.year),
          value: figure && "value" in figure ? figure.value : null,
          isSecret: figure !== null && "secret" in figure,
          said: writeFigure(one, figure),
          ofCommunes: place.communes.map(({ code }) => writeFigure(one, figureOf(code, one))),
        };
      }),
      choices: latest.map(({ code, label }) => ({ value: code, label })),
    },
  };
}
