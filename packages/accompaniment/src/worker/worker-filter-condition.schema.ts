import { communeCodePattern } from "@essaim/territory/communes/department.rules";
import { neighbourhoodCodePattern } from "@essaim/territory/contours/generation.rules";
import { type WorkerListKey, workerLists } from "../list/value-list.schema.ts";
import type { StageKind } from "../pathway/stage.schema.ts";
import { stageLabels } from "../pathway/stage.schema.ts";
import { residenceLabels, workerKindLabels } from "./worker.schema.ts";
import { isMoment } from "./worker-filter-moment.rules.ts";
import type { Moment } from "./worker-values.rules.ts";

/** The answer of those who have none. */
export const UNKNOWN = "unknown";

/** What the values of a condition are: words of a closed list, codes or ids, a period, a day, or nothing. */
type Kind =
  | {
      type: "choice";
      words: Readonly<Record<string, string>>;
      labels: Readonly<Record<string, string>>;
    }
  | { type: "coach" | "commune" | "neighbourhood" | "resource" | "import" }
  | { type: "list"; list: WorkerListKey; moment: Moment }
  | { type: "period" | "moment" | "flag" };

export type Criterion = Kind & {
  /** In the address. */
  word: string;
  label: string;
  /** Said of those who have no answer; absent where everybody has one. */
  unknownLabel?: string;
};

/** What « environs » means, in kilometres between the centres of two communes. */
export const NEARBY_KM = 15;

const NOT_KNOWN = "Non renseigné";

const stageWords: Record<Exclude<StageKind, "amendment">, string> = {
  candidate: "candidat",
  diagnosis: "diagnostic",
  cape: "cape",
  cape_renewal: "cape-renouvele",
  cesa: "cesa",
  associate: "societaire",
  exit: "sortie",
};

const list = (key: WorkerListKey, word: string, moment: Moment = "now") =>
  ({
    type: "list",
    list: key,
    moment,
    word,
    label: moment === "entry" ? `${workerLists[key].name}, à l’arrivée` : workerLists[key].name,
    unknownLabel: NOT_KNOWN,
  }) as const;

/** Everything that a condition may be about, in the order of its list. */
export const criteria = {
  stage: {
    type: "choice",
    word: "etape",
    label: "Étape du parcours",
    words: stageWords,
    labels: stageLabels,
    unknownLabel: "Aucune étape commencée",
  },
  coach: {
    type: "coach",
    word: "accompagnement",
    label: "Accompagnement par",
    unknownLabel: "À attribuer",
  },
  kind: {
    type: "choice",
    word: "profil",
    label: "Type d’activité",
    words: {
      platform_worker: "plateforme",
      commons_contributor: "commun",
      both: "plateforme-et-commun",
    },
    labels: workerKindLabels,
  },
  commune: { type: "commune", word: "commune", label: "Commune", unknownLabel: NOT_KNOWN },
  nearby: {
    type: "commune",
    word: "environs",
    label: `Commune et environs (${NEARBY_KM} km ou intercommunalité)`,
  },
  neighbourhood: { type: "neighbourhood", word: "quartier", label: "Quartier prioritaire" },
  residence: {
    type: "choice",
    word: "lieu",
    label: "Lieu de vie",
    words: { priority: "quartier-prioritaire", outside: "hors-quartier" },
    labels: residenceLabels,
    unknownLabel: NOT_KNOWN,
  },
  supported: {
    type: "period",
    word: "accompagne",
    label: "Accompagnement en cours entre deux dates",
  },
  arrived: { type: "period", word: "arrivee", label: "Arrivée entre deux dates" },
  left: { type: "period", word: "depart", label: "Sortie entre deux dates" },
  notMetSince: {
    type: "moment",
    word: "sans-rencontre-depuis",
    label: "Sans rencontre depuis",
  },
  metSince: { type: "moment", word: "rencontre-depuis", label: "Rencontrée depuis" },
  contractEnds: {
    type: "moment",
    word: "contrat-finit-avant",
    label: "CAPE qui se termine, sans suite notée, avant",
  },
  toReview: { type: "flag", word: "a-revoir", label: "À revoir" },
  overdue: { type: "flag", word: "action-en-retard", label: "Action en retard" },
  absences: { type: "flag", word: "trois-absences", label: "Trois absences de suite" },
  resource: {
    type: "resource",
    word: "commun",
    label: "Communs utilisés",
    unknownLabel: "Aucun commun noté",
  },
  gender: list("gender", "genre"),
  education: list("education", "formation"),
  language: list("language", "langue"),
  household: list("household", "foyer"),
  support_origin: list("support_origin", "premier-contact"),
  prescriber: list("prescriber", "prescripteur"),
  income_support: list("income_support", "allocation"),
  unemployment: list("unemployment", "chomage"),
  turnover: list("turnover", "chiffre-affaires"),
  disability: list("disability", "rqth"),
  mobility: list("mobility", "deplacement"),
  work_platform: list("work_platform", "plateforme"),
  skill: list("skill", "savoir-faire"),
  need: list("need", "besoin"),
  health_barrier: list("health_barrier", "sante"),
  entry_income_support: list("income_support", "allocation-arrivee", "entry"),
  entry_unemployment: list("unemployment", "chomage-arrivee", "entry"),
  entry_turnover: list("turnover", "chiffre-affaires-arrivee", "entry"),
  entry_disability: list("disability", "rqth-arrivee", "entry"),
  import: {
    type: "import",
    word: "reprise",
    label: "Reprise d’un tableur",
    unknownLabel: "Fiche saisie à la main",
  },
} as const satisfies Record<string, Criterion>;

export type CriterionKey = keyof typeof criteria;
export const criterionKeys = Object.keys(criteria) as CriterionKey[];

export function criterionOf(key: CriterionKey): Criterion {
  return criteria[key];
}

/**
 * One thing that must be so, or not be so.
 *
 * `values` are, by type: keys of a closed list; memberships, or "me"; codes of communes or neighbourhoods; ids; the
 * two days of a period, either of them maybe empty; one day; nothing. « Non renseigné » is UNKNOWN among the others,
 * and any of them is enough.
 */
export type Condition = { about: CriterionKey; not: boolean; values: string[] };

/** Conditions that must all be so, or of which one is enough. */
export type ConditionGroup = { needs: "all" | "any"; conditions: Condition[] };

/** Past these sizes nobody reads a filter any more, and its address would not be kept whole. */
export const filterLimits = { groups: 6, conditions: 20, values: 40 } as const;

const anyWord = "ou";
const notPrefix = "sauf-";
const unknownWord = "non-renseigne";
const meWord = "moi";
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const patterns = {
  coach: uuid,
  resource: uuid,
  import: uuid,
  list: uuid,
  commune: communeCodePattern,
  neighbourhood: neighbourhoodCodePattern,
} as const;

/** A value as the address writes it, read; null when it means nothing there. */
function readValue(criterion: Criterion, word: string): string | null {
  if (word === unknownWord) return criterion.unknownLabel ? UNKNOWN : null;
  switch (criterion.type) {
    case "choice":
      return Object.entries(criterion.words).find(([, one]) => one === word)?.[0] ?? null;
    case "coach":
      return word === meWord ? "me" : uuid.test(word) ? word : null;
    case "period":
    case "moment":
      return isMoment(word) ? word : null;
    case "flag":
      return null;
    default:
      return patterns[criterion.type].test(word) ? word : null;
  }
}

function writeValue(criterion: Criterion, value: string): string {
  if (value === UNKNOWN) return unknownWord;
  if (criterion.type === "choice") return criterion.words[value] ?? value;
  return criterion.type === "coach" && value === "me" ? meWord : value;
}

/** Does the condition say enough to keep anybody apart? */
export function isComplete({ about, values }: Condition): boolean {
  const { type } = criterionOf(about);
  if (type === "flag") return true;
  if (type === "period") return values.some((value) => value !== "");
  return values.length > 0;
}

/** A condition as the address writes it: `etape.cape.cesa`, `sauf-genre.non-renseigne`, `arrivee.2026-01-01.`. */
export function writeCondition(condition: Condition): string {
  const criterion = criterionOf(condition.about);
  return [
    (condition.not ? notPrefix : "") + criterion.word,
    ...condition.values.map((value) => writeValue(criterion, value)),
  ].join(".");
}

function readCondition(text: string): Condition | null {
  const [name = "", ...words] = text.split(".");
  const not = name.startsWith(notPrefix);
  const word = not ? name.slice(notPrefix.length) : name;
  const about = criterionKeys.find((key) => criteria[key].word === word);
  if (!about) return null;
  const criterion = criterionOf(about);
  if (criterion.type === "period") {
    const days = [0, 1].map((at) => readValue(criterion, words[at] ?? "") ?? "");
    return { about, not, values: days.some(Boolean) ? days : [] };
  }
  const values = words.map((one) => readValue(criterion, one)).filter((one) => one !== null);
  const kept = [...new Set(values)];
  return { about, not, values: criterion.type === "moment" ? kept.slice(0, 1) : kept };
}

/** A group as the address writes it: its conditions joined by `_`, after `ou` when one of them is enough. */
export function writeGroup({ needs, conditions }: ConditionGroup): string {
  return [...(needs === "any" ? [anyWord] : []), ...conditions.map(writeCondition)].join("_");
}

/**
 * Groups of conditions, from what the address says. Words that mean nothing are left out, and so is what goes past
 * the limits.
 * @param keepIncomplete whether to keep conditions without an answer yet, for the page where they are chosen
 */
export function readGroups(
  texts: readonly string[],
  { keepIncomplete = false } = {},
): ConditionGroup[] {
  let conditionsLeft: number = filterLimits.conditions;
  let valuesLeft: number = filterLimits.values;
  const groups: ConditionGroup[] = [];
  for (const text of texts.slice(0, filterLimits.groups)) {
    const [first, ...rest] = text.slice(0, 4000).split("_");
    const needs = first === anyWord ? "any" : "all";
    const conditions: Condition[] = [];
    for (const part of needs === "any" ? rest : [first ?? "", ...rest]) {
      const read = conditionsLeft > 0 ? readCondition(part) : null;
      if (!read) continue;
      const values = read.values.slice(0, valuesLeft);
      // Half a period is another period.
      const cut = criterionOf(read.about).type === "period" && values.length === 1 ? [] : values;
      const condition = { ...read, values: cut };
      if (!keepIncomplete && !isComplete(condition)) continue;
      conditionsLeft -= 1;
      valuesLeft -= cut.length;
      conditions.push(condition);
    }
    if (conditions.length > 0) groups.push({ needs, conditions });
  }
  return groups;
}

/** The lists that only the person's coach and managers read, among those that some conditions are about. */
export function sensitiveLists(groups: readonly ConditionGroup[]): WorkerListKey[] {
  const keys = groups.flatMap(({ conditions }) =>
    conditions.flatMap(({ about }) => {
      const criterion = criterionOf(about);
      return criterion.type === "list" && workerLists[criterion.list].isSensitive
        ? [criterion.list]
        : [];
    }),
  );
  return [...new Set(keys)];
}
