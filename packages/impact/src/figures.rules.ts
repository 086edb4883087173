import {
  exactPeople,
  nobodyShown,
  type PeopleCounts,
  protectDeclaredPeople,
  protectPeople,
  type ShownPeople,
  shownCell,
} from "./disclosure.rules.ts";
import {
  type DeclaredKey,
  declaredKeys,
  findIndicator,
  type RecordsKey,
} from "./indicator.schema.ts";

/** What the records and the declared figures say of one grant's period, before disclosure control. */
export type Facts = {
  people: PeopleCounts;
  contributions: readonly { kind: string; contributions: number }[];
  publishedActivities: number;
  declared: Readonly<Partial<Record<string, number>>>;
};

export type TargetRow = { indicatorKey: string; actionId: string | null; value: number };

/** Why a figure is not shown: too few people, or a grant whose period overlaps shows its own. */
export type Withheld = "small" | "overlap";

export type Figure = {
  indicatorKey: string;
  target: number;
  /** null: withheld when `withheld` says why, otherwise nothing was declared yet. */
  actual: number | null;
  withheld: Withheld | null;
};

export type FigureGroup = {
  action: { id: string; name: string; description: string } | null;
  figures: Figure[];
};

/** Who reads: the team sees all; a funder what disclosure control leaves. */
export type Reader = { kind: "team" } | { kind: "funder"; overlaps: boolean };

type ShownFigures = {
  groups: FigureGroup[];
  people: ShownPeople;
  /** Why figures of people are missing, when some are. */
  withheld: Withheld | null;
  contributions: { kind: string; contributions: number }[];
};

/** How each indicator counted from records is read. One that the registry gains does not compile without. */
const fromRecords: Record<RecordsKey, (people: ShownPeople, facts: Facts) => number | null> = {
  supported_workers: (people) => people.total,
  supported_workers_in_priority_neighbourhood: (people) => shownCell(people.residence, "priority"),
  contributions_to_commons: (_, facts) =>
    facts.contributions.reduce((sum, row) => sum + row.contributions, 0),
  published_activities: (_, facts) => facts.publishedActivities,
};

/** Targets against what was done, by action in the programme's order, then those of no action. */
export function showFigures(
  facts: Facts,
  targets: readonly TargetRow[],
  actions: readonly { id: string; name: string; description: string }[],
  reader: Reader,
): ShownFigures {
  const people =
    reader.kind === "team"
      ? exactPeople(facts.people)
      : reader.overlaps
        ? nobodyShown
        : protectPeople(facts.people);
  const reason: Withheld = reader.kind === "funder" && reader.overlaps ? "overlap" : "small";

  const figureOf = (target: TargetRow): Figure[] => {
    const indicator = findIndicator(target.indicatorKey);
    // A target on an indicator retired since: nothing true can be said of it.
    if (!indicator) return [];
    const { indicatorKey } = target;
    const actual = actualOf(indicatorKey);
    const isWithheld = indicator.countsPeople && reader.kind === "funder" && actual === null;
    return [{ indicatorKey, target: target.value, actual, withheld: isWithheld ? reason : null }];
  };

  const actualOf = (key: string): number | null => {
    if (!(declaredKeys as readonly string[]).includes(key)) {
      return fromRecords[key as RecordsKey](people, facts);
    }
    const declared = facts.declared[key as DeclaredKey] ?? null;
    if (reader.kind === "team" || !findIndicator(key)?.countsPeople) return declared;
    return reader.overlaps ? null : protectDeclaredPeople(declared);
  };

  const groupOf = (action: FigureGroup["action"]): FigureGroup => ({
    action: action && { id: action.id, name: action.name, description: action.description },
    figures: targets.filter((target) => target.actionId === (action?.id ?? null)).flatMap(figureOf),
  });
  const isIncomplete =
    people.total === null ||
    people.residence?.some(({ cells }) => cells.length > 1) !== false ||
    people.kind?.some(({ cells }) => cells.length > 1) !== false;
  return {
    groups: [...actions, null].map(groupOf).filter(({ figures }) => figures.length > 0),
    people,
    withheld: reader.kind === "funder" && isIncomplete ? reason : null,
    contributions: facts.contributions.map(({ kind, contributions }) => ({ kind, contributions })),
  };
}
