import type { OpenActivity, OpenResource } from "./record.schema.ts";

const organisation = { name: "Coopérative d’exemple", websiteUrl: "https://cooperative.example" };
const dates = {
  publishedAt: "2026-03-02T09:00:00.000Z",
  changedAt: "2026-04-10T14:30:00.000Z",
  confirmedOn: "2026-04-10",
};
const resource = {
  id: "01987a3e-0000-7000-8000-000000000002",
  slug: "coopcycle",
  name: "CoopCycle",
};
const activity = {
  id: "01987a3e-0000-7000-8000-000000000001",
  slug: "livraison-a-velo",
  title: "Livraison à vélo",
};
const usage = "Recevoir les commandes et organiser les tournées.";

/** An activity as the API writes it, for its description. */
export const exampleActivity = (publicUrl: string): OpenActivity => ({
  ...activity,
  ...dates,
  kind: "activity",
  url: `${publicUrl}/activites/${activity.slug}`,
  summary: "Livrer repas et colis du quartier avec des vélos-cargos.",
  position: 41,
  organisation,
  sector: "delivery",
  maturity: "spreading",
  description: "Une coopérative de livreurs.",
  requirements: "Un local fermé.",
  steps: [{ text: "Trouver trois restaurants.", days: 5, tools: "" }],
  advantages: "Du temps choisi.",
  limits: "Des revenus modestes la première année.",
  income: "Au forfait, par course.",
  startupCostMinCents: 150_000,
  startupCostMaxCents: 400_000,
  monthlyCostMinCents: null,
  monthlyCostMaxCents: null,
  peopleMin: 2,
  peopleMax: 6,
  space: "15 m² de plain-pied",
  skills: ["mécanique vélo"],
  legalForms: ["cae", "cooperative"],
  firstIncomeMinMonths: 1,
  firstIncomeMaxMonths: 3,
  figures: [{ label: "Recettes de l’année", cents: 2_400_000, year: 2025, source: "" }],
  supporters: [{ name: "Coopérative d’exemple", url: null }],
  questions: [],
  links: [],
  images: [],
  resources: [{ ...resource, usage }],
  locations: [
    {
      commune: { code: "59512", name: "Roubaix", lat: 50.6917, lon: 3.2003 },
      sinceYear: 2024,
      transferredFrom: { code: "59350", name: "Lille", lat: 50.6311, lon: 3.0468 },
      description: "",
    },
  ],
  experiences: [
    {
      id: "01987a3e-0000-7000-8000-000000000003",
      displayName: "Malika",
      commune: { code: "59512", name: "Roubaix", lat: 50.6917, lon: 3.2003 },
      sinceYear: 2024,
      worked: "Les restaurants du quartier ont suivi.",
      didNot: "Le premier hiver.",
      publishedAt: "2026-04-02T08:00:00.000Z",
    },
  ],
  english: null,
});

/** An open resource as the API writes it, for its description. */
export const exampleResource = (publicUrl: string): OpenResource => ({
  ...resource,
  ...dates,
  kind: "resource",
  url: `${publicUrl}/ressources/${resource.slug}`,
  summary: "Un logiciel de livraison pour les coopératives.",
  position: 40,
  organisation,
  resourceKind: "platform",
  description: "",
  licenceExpression: "LicenseRef-Coopyleft",
  licenceStatus: "reserved",
  licenceNote: "",
  websiteUrl: "https://coopcycle.org/",
  sourceUrl: "https://github.com/coopcycle/coopcycle-web",
  documentationUrl: null,
  usageGuide: "",
  contributionGuide: "",
  governance: "",
  needs: "",
  links: [],
  images: [],
  activities: [{ id: activity.id, slug: activity.slug, title: activity.title, usage }],
  english: null,
});
