import { reachedPercent } from "@essaim/impact/release/release.words";
import { formatNumber, formatPercent, plural } from "@essaim/ui/format";

/** What was done of a target; null when nothing says. */
type Figure = { actual: number | null; target: number };

/** The day after a day, both 'YYYY-MM-DD'. */
const dayAfter = (day: string) =>
  new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Whole months from one day to another. */
function monthsBetween(from: string, to: string): number {
  const [y1 = 0, m1 = 0, d1 = 0] = from.split("-").map(Number);
  const [y2 = 0, m2 = 0, d2 = 0] = to.split("-").map(Number);
  return (y2 - y1) * 12 + m2 - m1 - (d2 < d1 ? 1 : 0);
}

/** Where a grant is in its period: « 11 mois sur 12 », the month under way counted; days are 'YYYY-MM-DD'. */
export function periodSentence(startsOn: string, endsOn: string, today: string): string {
  if (today > endsOn) return "Période terminée";
  if (today < startsOn) return "Période à venir";
  const elapsed = monthsBetween(startsOn, today) + 1;
  const all = Math.max(elapsed, monthsBetween(startsOn, dayAfter(endsOn)));
  return `${elapsed}\u00a0mois sur ${all}`;
}

/** « à 74 % », « entre 74 % et 85 % »: parts of targets not reached yet, never rounded up to the whole. */
function range(figures: readonly Figure[]): string {
  const parts = figures.map((figure) => reachedPercent(figure.actual ?? 0, figure.target));
  const write = (part: number) => formatPercent(part / 100);
  const [least, most] = [Math.min(...parts), Math.max(...parts)];
  return least === most ? `à ${write(least)}` : `entre ${write(least)} et ${write(most)}`;
}

/**
 * « Chaque objectif est réalisé entre 74 % et 85 %. », « 2 objectifs sur 7 sont atteints… »: what a drawing of
 * targets against actuals shows.
 */
export function targetsSentence(figures: readonly Figure[]): string {
  const known = figures.filter((figure) => figure.actual !== null);
  const reached = known.filter((figure) => (figure.actual ?? 0) >= figure.target).length;
  const silent = figures.length - known.length;
  const all = formatNumber(figures.length);
  const ongoing = known.filter((figure) => (figure.actual ?? 0) < figure.target);
  const first =
    known.length === 0
      ? `Aucun des ${plural(figures.length, "objectif", "objectifs")} n’a de chiffre à montrer`
      : reached === 0
        ? known.length === figures.length
          ? `${capital(range(ongoing))} de chaque objectif est réalisé`
          : `${plural(known.length, "objectif", "objectifs")} sur ${all} ${known.length === 1 ? "est réalisé" : "sont réalisés"} ${range(ongoing)}`
        : reached === figures.length
          ? `Les ${plural(reached, "objectif", "objectifs")} sont atteints`
          : reached === 1
            ? `1\u00a0objectif sur ${all} est atteint`
            : `${plural(reached, "objectif", "objectifs")} sur ${all} sont atteints`;
  const others = [
    reached > 0 &&
      ongoing.length > 0 &&
      `${formatNumber(ongoing.length)} ${ongoing.length === 1 ? "l’est" : "le sont"} ${range(ongoing)}`,
    silent > 0 && `${formatNumber(silent)} n’${silent === 1 ? "a" : "ont"} pas encore de chiffre`,
  ].filter(Boolean);
  if (figures.length === 1) {
    return oneTarget(figures[0], reached === 1);
  }
  return [first, ...others].join(", ").concat(".");
}

/** « entre 74 % et 85 % » or « à 74 % » as the beginning of a sentence. */
const capital = (text: string) =>
  text.startsWith("à ") ? text.slice(2) : text.charAt(0).toUpperCase() + text.slice(1);

function oneTarget(figure: Figure | undefined, isReached: boolean): string {
  if (isReached) return "Le seul objectif de ce financement est atteint.";
  return figure?.actual === null
    ? "Le seul objectif de ce financement n’a pas encore de chiffre."
    : `Le seul objectif de ce financement est réalisé ${figure ? range([figure]) : ""}.`;
}

/** « 25 personnes accompagnées pendant la période, dont 13 en quartier prioritaire (52 %). » */
export function peopleSentence(people: { total: number | null; priority: number | null }): string {
  const { total, priority } = people;
  if (!total) return "Personne n’a encore été accompagné pendant cette période.";
  const accompanied = plural(total, "personne accompagnée", "personnes accompagnées");
  const share = formatPercent((priority ?? 0) / total);
  return `${accompanied} pendant la période, dont ${formatNumber(priority ?? 0)} en quartier prioritaire (${share}).`;
}
