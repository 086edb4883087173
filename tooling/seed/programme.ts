import type { DeclaredKey, IndicatorKey } from "@essaim/impact/registry/indicator.schema";
import { addDays } from "./day.ts";
import { fr } from "./french.ts";

/**
 * The real programme of Optéos, its funders, and what it promised. The amounts are not known: they stay
 * empty. The months of the figures and their values are invented, plausible and short of the targets.
 */

export const organisation = {
  name: "Optéos",
  slug: "opteos",
  websiteUrl: "https://www.opteos.fr",
};

const media = fr`Média`;
const support = fr`Accompagnement`;
const communication = fr`Communication`;
const census = fr`Recensement`;

export const programme = {
  name: fr`Communs économiques accessibles à tous`,
  description: fr`Faire connaître des activités qui reposent sur des communs (logiciels libres, plans, savoirs, lieux partagés), accompagner celles et ceux qui s'en saisissent dans la métropole lilloise, en particulier dans les quartiers prioritaires, et aider d'autres territoires à les reprendre.`,
  actions: [
    {
      name: media,
      description: fr`Filmer, écrire et enregistrer des portraits d'activités et des tutoriels, publiés sous licence libre.`,
    },
    {
      name: support,
      description: fr`Accompagner des travailleuses et travailleurs de plateformes et des contributeurs aux communs, dont la moitié vivent en quartier prioritaire.`,
    },
    {
      name: communication,
      description: fr`Aller à la rencontre des habitants et des structures : permanences, ateliers, projections, relais dans les réseaux.`,
    },
    {
      name: census,
      description: fr`Recenser les activités et les ressources ouvertes, avec leurs limites, pour les transférer d'un territoire à l'autre.`,
    },
  ],
};

export type FunderSeed = {
  name: string;
  kind: "foundation" | "public" | "company" | "other";
  websiteUrl: string | null;
  siret: string | null;
};

export const fondationDeFrance: FunderSeed = {
  name: "Fondation de France",
  kind: "foundation",
  websiteUrl: "https://www.fondationdefrance.org",
  siret: null,
};
export const fondationAfnic: FunderSeed = {
  name: "Fondation Afnic",
  kind: "foundation",
  websiteUrl: "https://www.fondation-afnic.fr",
  siret: null,
};
export const inventedFunder: FunderSeed = {
  name: "Métropole solidaire (exemple)",
  kind: "public",
  websiteUrl: null,
  siret: null,
};
export const inventedFoundation: FunderSeed = {
  name: "Fondation des lisières (exemple)",
  kind: "foundation",
  websiteUrl: null,
  siret: null,
};
export const funders: readonly FunderSeed[] = [
  fondationDeFrance,
  fondationAfnic,
  inventedFunder,
  inventedFoundation,
];

export type TargetSeed = {
  indicatorKey: IndicatorKey;
  action: string;
  value: number;
  /** What was promised on the way. */
  milestones?: readonly { dueOn: string; value: number }[];
};

export type GrantSeed = {
  funder: string;
  title: string;
  callName: string;
  callUrl: string | null;
  applyBy: string | null;
  reference: string;
  status: "envisaged" | "applied" | "awarded" | "closed" | "declined";
  askedCents: number | null;
  amountCents: number | null;
  startsOn: string;
  endsOn: string;
  note: string;
  targets: readonly TargetSeed[];
  life?: LifeSeed;
};

/** What happened to an invented grant, step by step; what lies after today is left out. */
export type LifeSeed = {
  appliedOn: string;
  decidedOn: string;
  /** What was awarded before the amendment. */
  awardedCents: number;
  signedOn: string;
  conditions: string;
  instalments: readonly {
    label: string;
    expectedOn: string;
    amountCents: number;
    condition: string;
  }[];
  receipts: readonly { instalment: string; receivedOn: string; amountCents: number }[];
  amendment: { signedOn: string; reason: string };
};

/** What the programme promised: 25 people « dont la moitié » in priority neighbourhoods, rounded up. */
const promised: readonly TargetSeed[] = [
  { indicatorKey: "video_views", action: media, value: 20_000 },
  { indicatorKey: "text_audio_visits", action: media, value: 10_000 },
  { indicatorKey: "supported_workers", action: support, value: 25 },
  { indicatorKey: "supported_workers_in_priority_neighbourhood", action: support, value: 13 },
  { indicatorKey: "indirect_beneficiaries", action: communication, value: 500 },
];

const noCall = { callName: "", callUrl: null, applyBy: null };

export const grants = (today: string): readonly GrantSeed[] => {
  const year = today.slice(0, 4);
  const last = Number(year) - 1;
  const next = Number(year) + 1;
  return [
    {
      funder: fondationDeFrance.name,
      title: fr`Communs économiques accessibles à tous, 2019`,
      ...noCall,
      reference: "",
      status: "awarded",
      askedCents: null,
      amountCents: null,
      startsOn: "2019-01-01",
      endsOn: "2019-12-31",
      note: fr`Montant réel non communiqué. Les dates de la période ont été choisies pour la démonstration : l'année civile.`,
      targets: promised,
    },
    {
      funder: fondationDeFrance.name,
      title: fr`Communs économiques accessibles à tous, 2020`,
      ...noCall,
      reference: "",
      status: "envisaged",
      askedCents: null,
      amountCents: null,
      startsOn: "2020-01-01",
      endsOn: "2020-12-31",
      note: fr`Suite envisagée de 2019. Période choisie pour la démonstration, montant inconnu.`,
      targets: [],
    },
    {
      funder: fondationAfnic.name,
      title: fr`Média et recensement des communs`,
      ...noCall,
      reference: "",
      status: "envisaged",
      askedCents: null,
      amountCents: null,
      startsOn: "2020-01-01",
      endsOn: "2020-12-31",
      note: fr`Piste envisagée pour les volets média et recensement. Rien n'est déposé ; période choisie pour la démonstration.`,
      targets: [],
    },
    {
      funder: inventedFunder.name,
      title: fr`Accompagnement et média, ${year} (exemple de démonstration)`,
      callName: fr`Communs ${year} (exemple de démonstration)`,
      callUrl: null,
      applyBy: `${last}-09-30`,
      reference: `EXEMPLE-${year}`,
      status: "awarded",
      askedCents: 4_000_000,
      amountCents: 3_600_000,
      startsOn: `${year}-01-01`,
      endsOn: `${year}-12-31`,
      life: {
        appliedOn: `${last}-09-24`,
        decidedOn: `${last}-11-18`,
        awardedCents: 3_400_000,
        signedOn: `${last}-12-10`,
        conditions: fr`Exemple de démonstration. Le logo du financeur figure sur les vidéos. Un comité de suivi se réunit deux fois dans l'année.`,
        instalments: [
          {
            label: fr`Acompte`,
            expectedOn: `${year}-01-31`,
            amountCents: 1_700_000,
            condition: fr`À la signature de la convention`,
          },
          {
            label: fr`Solde`,
            expectedOn: `${next}-06-30`,
            amountCents: 1_900_000,
            condition: fr`À la réception du compte rendu financier`,
          },
        ],
        receipts: [
          { instalment: fr`Acompte`, receivedOn: `${year}-02-06`, amountCents: 1_700_000 },
        ],
        amendment: {
          signedOn: `${year}-03-12`,
          reason: fr`Exemple de démonstration : un atelier de plus dans chaque quartier.`,
        },
      },
      note: fr`Financement inventé pour que les tableaux de bord montrent aussi l'année en cours.`,
      targets: [
        {
          indicatorKey: "video_views",
          action: media,
          value: 7_500,
          milestones: [{ dueOn: `${year}-06-30`, value: 4_000 }],
        },
        { indicatorKey: "text_audio_visits", action: media, value: 5_000 },
        {
          indicatorKey: "supported_workers",
          action: support,
          value: 20,
          milestones: [
            { dueOn: `${year}-03-31`, value: 8 },
            { dueOn: `${year}-06-30`, value: 14 },
            { dueOn: `${year}-09-30`, value: 18 },
          ],
        },
        { indicatorKey: "supported_workers_in_priority_neighbourhood", action: support, value: 10 },
        { indicatorKey: "indirect_beneficiaries", action: communication, value: 300 },
        { indicatorKey: "contributions_to_commons", action: census, value: 15 },
        {
          indicatorKey: "published_activities",
          action: census,
          value: 15,
          milestones: [{ dueOn: `${year}-06-30`, value: 6 }],
        },
      ],
    },
    {
      funder: inventedFoundation.name,
      title: fr`Recensement et transfert, ${String(next)} (exemple de démonstration)`,
      callName: fr`Communs des territoires (exemple de démonstration)`,
      callUrl: null,
      applyBy: addDays(today, 21),
      reference: "",
      status: "envisaged",
      askedCents: 1_800_000,
      amountCents: null,
      startsOn: `${next}-01-01`,
      endsOn: `${next}-12-31`,
      note: fr`Financement inventé : l'appel est ouvert, la demande reste à déposer.`,
      targets: [],
    },
  ];
};

export type FigureSeed = {
  indicatorKey: DeclaredKey;
  /** First day of the month. */
  month: string;
  source: string;
  value: number;
  evidence: string;
};

const figureSources = {
  video_views: {
    source: fr`PeerTube, chaîne du média`,
    evidence: fr`Statistiques de la chaîne relevées le premier jour ouvré du mois suivant ; copie d'écran dans le dossier « Audience ».`,
  },
  text_audio_visits: {
    source: fr`Site du média, mesure d'audience`,
    evidence: fr`Export mensuel de la mesure d'audience, robots exclus, rangé dans le dossier « Audience ».`,
  },
  indirect_beneficiaries: {
    source: fr`Feuilles de présence des ateliers`,
    evidence: fr`Feuilles de présence comptées sans doublon dans le mois, classées au bureau de Lille. Une personne venue deux mois différents compte deux fois.`,
  },
  reuse_by_cooperatives: {
    source: fr`Courriers des coopératives`,
    evidence: fr`Message de la coopérative qui reprend, et l'adresse de ce qu'elle en a fait, rangés dans le dossier « Reprises ».`,
  },
} as const;

/** Twelve values, January first; 0 is declared too. A count of people is never between 1 and 4. */
type Year = readonly number[];

const declared: Record<FigureSeed["indicatorKey"], { 2019: Year; 2020: Year; now: Year }> = {
  video_views: {
    2019: [180, 420, 760, 1180, 1340, 1610, 690, 540, 1820, 2130, 2280, 1950],
    2020: [1740, 1690, 2410, 2980, 2520, 1880, 930, 710, 1660, 1940, 1820, 1410],
    now: [510, 620, 740, 690, 830, 640, 380, 290, 760, 810, 720, 560],
  },
  text_audio_visits: {
    2019: [260, 390, 510, 640, 720, 780, 430, 350, 910, 1020, 1080, 870],
    2020: [820, 860, 1190, 1430, 1210, 990, 560, 470, 880, 930, 910, 760],
    now: [310, 340, 420, 460, 440, 390, 240, 210, 450, 480, 430, 350],
  },
  indirect_beneficiaries: {
    2019: [0, 14, 22, 31, 38, 46, 0, 0, 52, 61, 58, 47],
    2020: [35, 42, 12, 0, 0, 16, 0, 0, 28, 24, 0, 9],
    now: [18, 21, 26, 24, 31, 22, 0, 0, 27, 33, 25, 20],
  },
  reuse_by_cooperatives: {
    2019: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    2020: [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
    now: [1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0],
  },
};

/** Every month of 2019 and 2020, then those of this year that are over. */
export function declaredFigures(today: string): FigureSeed[] {
  const year = today.slice(0, 4);
  const lastMonth = addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
  return (Object.keys(declared) as FigureSeed["indicatorKey"][]).flatMap((indicatorKey) => {
    const values = declared[indicatorKey];
    const years = { "2019": values[2019], "2020": values[2020], [year]: values.now };
    return Object.entries(years)
      .flatMap(([of, months]) =>
        months.map((value, index) => ({
          indicatorKey,
          month: `${of}-${String(index + 1).padStart(2, "0")}-01`,
          value,
          ...figureSources[indicatorKey],
        })),
      )
      .filter(({ month }) => month.slice(0, 7) <= lastMonth);
  });
}
