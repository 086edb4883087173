import { communes, neighbourhoods } from "./neighbourhoods.ts";

/** Said wherever a figure is shown. */
const inventedSource = "Exemple inventé pour la démonstration";

export const indicatorYears = [2019, 2020, 2021] as const;
type Year = (typeof indicatorYears)[number];

/** For each indicator: what a commune and a neighbourhood have about, what varies, and what a year adds. */
const indicators = [
  [
    "tp60",
    "Taux de pauvreté (seuil de 60 %)",
    "%",
    { commune: 22, qpv: 43, spread: 7, yearly: 0.6 },
  ],
  [
    "tx_empl",
    "Taux d’emploi des 15-64 ans",
    "%",
    { commune: 58, qpv: 41, spread: 6, yearly: -0.4 },
  ],
  ["ind_jeune", "Indice de jeunesse", "indice", { commune: 1.3, qpv: 1.9, spread: 0.4, yearly: 0 }],
  [
    "rev_med",
    "Revenu disponible médian",
    "€",
    { commune: 19_600, qpv: 13_400, spread: 1_600, yearly: 240 },
  ],
  [
    "pop_mun",
    "Population municipale",
    "habitants",
    { commune: 42_000, qpv: 4_200, spread: 2_500, yearly: 35 },
  ],
] as const;

/** A dictionary as INSEE writes them. */
export function inventedDictionary(): string {
  const lines = indicators.map(
    ([code, label, unit]) => `${code};${label};${unit};${inventedSource}`,
  );
  return ["code;libellé;unité;source", ...lines].join("\n");
}

/** Figures of one year, invented and plausible, for the neighbourhoods of the demonstration and their communes. */
export function inventedFigures(year: Year): string {
  const places = [
    ...communes.map(({ code }) => ({ code, kind: "commune" as const })),
    ...neighbourhoods.map(({ code }) => ({ code, kind: "qpv" as const })),
  ];
  const lines = places.map(({ code, kind }, place) =>
    [code, ...indicators.map((one, index) => cell(one, { kind, place, index, year }))].join(";"),
  );
  return [`code;${indicators.map(([code]) => code).join(";")}`, ...lines].join("\n");
}

function cell(
  [, , unit, { spread, yearly, ...about }]: (typeof indicators)[number],
  at: { kind: "commune" | "qpv"; place: number; index: number; year: Year },
): string {
  // As INSEE does for a neighbourhood of few people.
  if (at.place === communes.length && at.index < 2) return "s";
  const value =
    about[at.kind] +
    spread * Math.sin(3 * at.place + at.index) +
    yearly * (at.year - indicatorYears[0]);
  const digits = unit === "%" || unit === "indice" ? 1 : 0;
  return value.toFixed(digits).replace(".", ",");
}
