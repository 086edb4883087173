import { releaseRefusals } from "@essaim/impact/release/release.schema";
import type { Lack } from "@essaim/impact/report/report-checks.rules";
import { formatMonth } from "@essaim/ui/format";
import { paths } from "~/paths";

/** What a report lacks, and the page where it is mended. */
export function lackWords(
  lack: Lack,
  report: { id: string; grantId: string },
): { sentence: string; href: string; label: string } {
  switch (lack.kind) {
    case "release_refused":
      return {
        sentence: `Les chiffres de ce jour ne peuvent pas être arrêtés. ${releaseRefusals[lack.reason]}`,
        href: paths.editImpactReport(report.id),
        label: "Changer le jour d’arrêté",
      };
    case "no_section":
      return {
        sentence: "Le rapport n’a aucune partie.",
        href: "#parties",
        label: "Ajouter une partie",
      };
    case "no_text":
      return {
        sentence: `La partie «\u202f${lack.title}\u202f» n’a pas de texte.`,
        href: paths.editReportSection(report.id, lack.sectionId),
        label: "L’écrire",
      };
    case "no_story":
      return {
        sentence: `La partie «\u202f${lack.title}\u202f» ne reprend aucune expérience publiée.`,
        href: paths.editReportSection(report.id, lack.sectionId),
        label: "En choisir, ou retirer cette partie",
      };
    case "no_agreement":
      return {
        sentence: "La convention de ce financement n’est pas notée.",
        href: paths.grant(report.grantId),
        label: "Voir le financement",
      };
    case "no_target":
      return {
        sentence: "Ce financement n’a aucun objectif chiffré.",
        href: paths.targets(report.grantId),
        label: "Fixer des objectifs",
      };
    case "no_figure":
      return {
        sentence: `«\u202f${lack.name}\u202f» a un objectif, mais aucun chiffre.`,
        href: lack.isDeclared ? paths.newFigure() : paths.grant(report.grantId),
        label: lack.isDeclared ? "Déclarer un chiffre" : "Voir le financement",
      };
    case "months_missing":
      return {
        sentence: `«\u202f${lack.name}\u202f»\u202f: rien n’est déclaré pour ${monthsInWords(lack.months)}.`,
        href: paths.newFigure(),
        label: "Déclarer un chiffre",
      };
    case "number_of_people":
      return {
        sentence: `Des nombres de personnes sont écrits sans être des chiffres du rapport\u202f: ${list.format(lack.found.slice(0, 10).map(({ words, place }) => `«\u202f${words}\u202f» dans ${place}`))}. Gardez-les seulement s’ils ne laissent reconnaître personne.`,
        href: `${paths.impactReport(report.id)}#parties`,
        label: "Relire le rapport",
      };
    case "unreadable":
      return {
        sentence: `Le PDF ne sait pas écrire ${list.format(lack.signs.slice(0, 20))}, dans ${list.format(lack.places)}\u202f: il mettra «\u202f?\u202f» à la place, et le dira. Les autres fichiers gardent tout.`,
        href: `${paths.impactReport(report.id)}#parties`,
        label: "Relire le rapport",
      };
  }
}

const list = new Intl.ListFormat("fr-FR", { type: "conjunction" });

/** The first months by their names, the others by their number. */
function monthsInWords(months: readonly string[]): string {
  const named = months.slice(0, months.length > 4 ? 3 : 4).map((month) => formatMonth(month));
  const left = months.length - named.length;
  return list.format(left > 0 ? [...named, `${left} autres mois`] : named);
}
