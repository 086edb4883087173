import type {
  Effect,
  EffectMonth,
  MonthState,
  Phase,
} from "@essaim/outreach/campaign/effect.rules";
import { formatDate, formatMonth, formatNumber, formatPercent, plural } from "@essaim/ui/format";

/** « Du 1er au 30 mars 2026 », by its first and last days. */
export const spanInWords = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }) =>
  startsOn === endsOn
    ? `Le ${formatDate(startsOn)}`
    : `Du ${formatDate(startsOn)} au ${formatDate(endsOn)}`;

export const phaseLabels: Record<Phase, string> = {
  before: "Avant",
  during: "Pendant",
  after: "Après",
};

/** What is said of a month besides its figure. */
export const stateLabels: Record<MonthState, string> = {
  known: "",
  partial: "Un contenu au moins n’est pas relevé\u202f: c’est un minimum",
  untold: "Pas encore relevé",
  unpublished: "Rien n’était encore publié",
  running: "Mois en cours, hors des moyennes",
  ahead: "À venir",
};

/** « 1 250 », or why there is no figure. */
export const viewsInWords = ({ views }: EffectMonth) =>
  views === null ? "–" : formatNumber(views);

const rounded = (mean: number) => formatNumber(Math.round(mean));

/** « 110 de plus, soit +55 % », between two means as they are written. */
export function differenceInWords(before: number, other: number): string {
  const by = Math.round(other) - Math.round(before);
  if (by === 0) return "autant";
  const said = `${formatNumber(Math.abs(by))} de ${by > 0 ? "plus" : "moins"}`;
  if (Math.round(before) === 0) return said;
  return `${said}, soit ${by > 0 ? "+" : "−"}${formatPercent(Math.abs(by) / Math.round(before))}`;
}

/** What the figures say, and no more: a difference is not a cause. */
export function effectInWords({ means }: Effect): string {
  const before = means.before.mean;
  if (before === null) {
    return means.during.mean === null
      ? "On ne peut encore rien comparer\u202f: aucun mois d’avant ni de pendant n’est à la fois terminé et relevé."
      : `${rounded(means.during.mean)} vues et visites par mois en moyenne pendant la campagne. On ne sait pas ce qu’il en était avant\u202f: aucun des trois mois d’avant n’est relevé, ou rien n’était publié.`;
  }
  const start = `${rounded(before)} vues et visites par mois en moyenne avant la campagne`;
  const then = (["during", "after"] as const).flatMap((phase) => {
    const { mean } = means[phase];
    if (mean === null) return [];
    const name = phaseLabels[phase].toLowerCase();
    return [`${rounded(mean)} ${name} (${differenceInWords(before, mean)})`];
  });
  return then.length === 0
    ? `${start}. Aucun mois de la campagne n’est encore à la fois terminé et relevé.`
    : `${[start, ...then].join(", ")}.`;
}

/** How much of each phase the means are made of, where it is not all of it. */
export function missingInWords({ means }: Effect): string[] {
  return (["before", "during", "after"] as const).flatMap((phase) => {
    const { months, counted } = means[phase];
    if (counted === months) return [];
    return counted === 0
      ? [
          `${phaseLabels[phase].toLowerCase()}\u202f: aucun mois sur ${formatNumber(months)} n’entre dans une moyenne`,
        ]
      : [
          `${phaseLabels[phase].toLowerCase()}\u202f: ${formatNumber(counted)} sur ${plural(months, "mois", "mois")}`,
        ];
  });
}

export const monthLabel = ({ month, phase }: EffectMonth) =>
  `${formatMonth(month)} (${phaseLabels[phase].toLowerCase()})`;
