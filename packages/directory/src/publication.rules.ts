/** Why something cannot be published, or be saved as it is: one sentence by field. */
export type FieldErrors = Record<string, string>;

export const hasErrors = (errors: FieldErrors) => Object.keys(errors).length > 0;

type ActivityTexts = { summary: string; advantages: string; limits: string };

/** What a published activity must tell. Honest limits are the promise of the directory. */
export function missingFromActivity(activity: ActivityTexts): FieldErrors {
  const errors: FieldErrors = {};
  if (!activity.summary) errors.summary = "Résumez l’activité en une phrase.";
  if (!activity.advantages) errors.advantages = "Dites ce que cette activité apporte.";
  if (!activity.limits)
    errors.limits =
      "Dites ce qui ne va pas de soi\u202f: une activité n’est pas publiée sans ses limites.";
  return errors;
}

/** What a published resource must tell. Its licence may be unknown: the page then says so. */
export function missingFromResource(resource: { summary: string }): FieldErrors {
  return resource.summary ? {} : { summary: "Résumez la ressource en une phrase." };
}

/** What could be better told about an activity. Nothing here stops its publication. */
export function adviceForActivity(activity: {
  description: string;
  steps: readonly unknown[];
  requirements: string;
  startupCostMinCents: number | null;
  monthlyCostMinCents: number | null;
  peopleMin: number | null;
  firstIncomeMinMonths: number | null;
  maturity: string | null;
  income: string;
  resources: readonly { status: string; name: string }[];
  locations: readonly unknown[];
}): string[] {
  const drafts = activity.resources.filter((resource) => resource.status === "draft");
  return [
    !activity.description && "La description est vide.",
    !activity.requirements && "Rien ne dit ce qu’il faut pour commencer.",
    activity.steps.length === 0 && "Les étapes ne sont pas décrites.",
    unknownOf(activity),
    !activity.maturity && "La maturité n’est pas indiquée.",
    !activity.income && "Rien ne dit d’où vient le revenu.",
    activity.resources.length === 0 && "Aucune ressource ouverte n’est citée.",
    activity.locations.length === 0 && "Aucun lieu où elle fonctionne déjà n’est cité.",
    drafts.length === 1 &&
      `«\u202f${drafts[0]?.name}\u202f» est un brouillon\u202f: l’annuaire public ne la montre pas.`,
    drafts.length > 1 &&
      `${drafts.length}\u00a0ressources citées sont des brouillons\u202f: l’annuaire public ne les montre pas.`,
  ].filter((sentence) => typeof sentence === "string");
}

/** The orders of magnitude that are not told, in one sentence. */
function unknownOf(activity: {
  startupCostMinCents: number | null;
  monthlyCostMinCents: number | null;
  peopleMin: number | null;
  firstIncomeMinMonths: number | null;
}): string | false {
  const missing = [
    activity.startupCostMinCents === null && "le coût de démarrage",
    activity.monthlyCostMinCents === null && "le coût par mois",
    activity.peopleMin === null && "le nombre de personnes",
    activity.firstIncomeMinMonths === null && "le délai avant un premier revenu",
  ].filter((one) => typeof one === "string");
  return missing.length > 0 && `Il reste à indiquer\u202f: ${missing.join(", ")}.`;
}

/** What could be better told about a resource. Nothing here stops its publication. */
export function adviceForResource(resource: {
  description: string;
  licenceExpression: string | null;
  websiteUrl: string | null;
  sourceUrl: string | null;
  documentationUrl: string | null;
  usageGuide: string;
  contributionGuide: string;
  governance: string;
}): string[] {
  return [
    !resource.description && "La description est vide.",
    !resource.licenceExpression &&
      "La licence n’est pas renseignée\u202f: tous droits réservés par défaut.",
    !resource.websiteUrl &&
      !resource.sourceUrl &&
      !resource.documentationUrl &&
      "Aucune adresse ne permet de la trouver.",
    !resource.usageGuide && "Rien ne dit comment s’en servir.",
    !resource.contributionGuide && "Rien ne dit comment y contribuer.",
    !resource.governance && "Rien ne dit qui la tient.",
  ].filter((sentence) => typeof sentence === "string");
}
