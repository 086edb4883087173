import { isAfterAll, shownCell } from "../disclosure/ledger.rules.ts";
import { decideNeighbourhoods, type MapShown } from "../disclosure/neighbourhoods.rules.ts";
import { type Release as Decided, decideRelease } from "../disclosure/release.rules.ts";
import type { ReleaseShown } from "../disclosure/release.schema.ts";
import type { Solver } from "../disclosure/solver.ts";
import { sayFigure } from "./figure.rules.ts";
import { chooseLedger, countsOf, type Made, shownByDay, tellPeople } from "./ledger.rules.ts";
import type {
  ReleaseContent,
  ReleaseDetails,
  ReleasedFigure,
  ReleaseRefusal,
} from "./release.schema.ts";
import type { ReleaseSource } from "./release-source.queries.ts";

export type WrittenRelease = { content: ReleaseContent; details: ReleaseDetails };

/**
 * What a release of a grant at a day says, or why there is none.
 * @returns for the team alone: `kept`, why figures of people are not said anew, and `standIn`, the grant that shows them
 */
export function writeRelease(
  source: ReleaseSource,
  cutOffOn: string,
  today: string,
  solver: Solver,
):
  | ({
      ok: true;
      kept: Decided["kept"];
      standIn: ReturnType<typeof chooseLedger>["standIn"];
    } & WrittenRelease)
  | { ok: false; reason: ReleaseRefusal } {
  const { grant, organisation } = source;
  if (grant.status !== "awarded" && grant.status !== "closed") {
    return { ok: false, reason: "not_awarded" };
  }
  if (cutOffOn < grant.startsOn) return { ok: false, reason: "before_period" };
  if (cutOffOn > grant.endsOn) return { ok: false, reason: "after_period" };
  // What is entered until the evening of its day is in it.
  if (cutOffOn >= today) return { ok: false, reason: "in_future" };
  const { standIn, ledger: all } = chooseLedger(
    { startsOn: grant.startsOn, endsOn: cutOffOn },
    source.made,
  );
  const own = source.made.filter((one) => one.grantId === grant.id);
  if (
    !isAfterAll(
      own.map(({ content }) => content),
      cutOffOn,
    )
  ) {
    return { ok: false, reason: "not_forward" };
  }
  const ledger = all.filter((one) => one.endsOn <= cutOffOn);
  // Of this day or a later one, another grant that began on the same day has said what there was to say.
  const isSaid = !isAfterAll(
    all.map(({ content }) => content),
    cutOffOn,
  );

  // What was hidden under a higher threshold goes on being hidden under it.
  const threshold = Math.max(
    organisation.threshold,
    ...ledger.map(({ content }) => content.threshold),
  );
  const former = shownByDay(ledger);
  const decided: Decided =
    standIn || isSaid
      ? { total: null, tables: {}, kept: standIn ? { total: "total" } : {} }
      : decideRelease({ history: former, counts: countsOf(source.people), threshold, solver });
  const shown: ReleaseShown[] =
    standIn || isSaid
      ? former
      : [...former, { cutOffOn, total: decided.total, tables: decided.tables }];

  const figures = source.definitions.map((definition) => ({
    audience: definition.audience,
    figure: {
      key: definition.key,
      name: definition.name,
      definition: definition.definition,
      unit: { fr: [...definition.unit.fr], en: [...definition.unit.en] },
      counted: definition.counted,
      source: definition.source,
      countsPeople: definition.countsPeople,
      ...sayFigure(definition, {
        cutOffOn,
        shown,
        isElsewhere: standIn !== null,
        isSaid,
        former: ledger.map(({ content, details }) => ({
          cutOffOn: content.cutOffOn,
          figures: [...content.figures, ...details.figures],
        })),
        exact: source.exact,
        threshold,
      }),
      ...promiseOf(source, definition.key),
    } satisfies ReleasedFigure,
  }));
  const of = (audience: string) =>
    figures.filter((one) => one.audience === audience).map(({ figure }) => figure);
  const monthsOf = (audience: string) =>
    Object.fromEntries(
      of(audience).flatMap(({ key }) => {
        const months = source.months[key];
        return months ? [[key, months]] : [];
      }),
    );

  return {
    ok: true,
    kept: decided.kept,
    standIn,
    content: {
      edition: 1,
      cutOffOn,
      threshold,
      header: {
        organisationName: organisation.name,
        grantTitle: grant.title,
        funderName: grant.funderName,
        programmeName: grant.programmeName,
        programmeDescription: source.programme.description,
        startsOn: grant.startsOn,
        endsOn: grant.endsOn,
      },
      actions: grant.actions,
      people: {
        ...tellPeople(shown),
        neighbourhoods: mapOf(source, ledger, decided, cutOffOn, threshold),
        isElsewhere: standIn !== null,
      },
      figures: of("public"),
      months: monthsOf("public"),
      contributions: source.contributions,
    },
    details: {
      edition: 1,
      money: source.money,
      figures: of("funder"),
      months: monthsOf("funder"),
    },
  };
}

function promiseOf({ promises }: ReleaseSource, key: string) {
  const promise = promises.get(key);
  return {
    target: promise?.target ?? null,
    milestones: promise?.milestones ?? [],
    actionId: promise?.actionId ?? null,
  };
}

/** The neighbourhoods that may be shown anew, or those of the last release that showed some. */
function mapOf(
  source: ReleaseSource,
  ledger: readonly Made[],
  decided: Decided,
  cutOffOn: string,
  threshold: number,
): ReleaseContent["people"]["neighbourhoods"] {
  const history = ledger.flatMap(({ content: { cutOffOn: on, people } }): MapShown[] => {
    const priority = shownCell(people.tables.residence?.classes ?? null, "priority");
    const map = people.neighbourhoods;
    return map?.asOf === on && priority !== null ? [{ people: map.people, priority }] : [];
  });
  const { unknown: _, outside: __, ...counts } = source.people.neighbourhood;
  const people = decideNeighbourhoods({
    history,
    counts,
    places: source.places,
    priority: shownCell(decided.tables.residence ?? null, "priority"),
    threshold,
  });
  if (people === null) return ledger.at(-1)?.content.people.neighbourhoods ?? null;
  const names = Object.fromEntries(
    Object.keys(people).map((code) => [code, source.names[code] ?? code]),
  );
  return { people: { ...people }, names, asOf: cutOffOn };
}
