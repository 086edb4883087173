/** A street whose numbers follow each other evenly from one end to the other. Degrees in WGS 84. */
export type Street = {
  name: string;
  postcode: string;
  commune: Commune;
  /** Its middle is where the street alone is put. */
  ends: readonly [from: readonly [number, number], to: readonly [number, number]];
  lastNumber: number;
  /** A place without numbers. */
  isLocality?: true;
  /** What its answers score, however it is written. */
  fixedScore?: number;
};
type Commune = { code: string; name: string; context: string };

const nord = "59, Nord, Hauts-de-France";
const lille: Commune = { code: "59350", name: "Lille", context: nord };
const roubaix: Commune = { code: "59512", name: "Roubaix", context: nord };
const tourcoing: Commune = { code: "59599", name: "Tourcoing", context: nord };
const hem: Commune = { code: "59299", name: "Hem", context: nord };
const wattrelos: Commune = { code: "59650", name: "Wattrelos", context: nord };
const monsEnBaroeul: Commune = { code: "59410", name: "Mons-en-Barœul", context: nord };
const saintDenis: Commune = { code: "97411", name: "Saint-Denis", context: "974, La Réunion" };

/** Their town halls, about. */
export const communes: readonly {
  commune: Commune;
  postcode: string;
  at: readonly [number, number];
}[] = [
  { commune: lille, postcode: "59000", at: [3.0706, 50.6306] },
  { commune: roubaix, postcode: "59100", at: [3.1746, 50.6917] },
  { commune: tourcoing, postcode: "59200", at: [3.1607, 50.7236] },
  { commune: hem, postcode: "59510", at: [3.1892, 50.6553] },
  { commune: wattrelos, postcode: "59150", at: [3.2178, 50.7006] },
  { commune: monsEnBaroeul, postcode: "59370", at: [3.1103, 50.6369] },
  { commune: saintDenis, postcode: "97400", at: [55.4481, -20.8789] },
];

/**
 * Made up, but for four streets that exist and are put about where they are: the avenue de Dunkerque, the rues d'Arras
 * and Pierre-Legrand of the demo, and the rue de Paris of Saint-Denis.
 */
export const streets: readonly Street[] = [
  street(lille, "59000", "Avenue de Dunkerque", [3.0405, 50.6318], [3.0165, 50.6385], 240),
  street(lille, "59000", "Rue d’Arras", [3.0655, 50.6255], [3.069, 50.6185], 140),
  street(lille, "59800", "Rue Pierre Legrand", [3.0815, 50.6345], [3.0985, 50.632], 320),
  street(lille, "59000", "Rue des Ruches", [3.048, 50.623], [3.052, 50.6215], 60),
  street(lille, "59800", "Rue du Rucher", [3.088, 50.631], [3.0895, 50.6335], 40),
  // Two of one name, as in communes that joined: the second is Lomme's.
  street(lille, "59000", "Rue des Alvéoles", [3.061, 50.637], [3.063, 50.639], 30),
  street(lille, "59160", "Rue des Alvéoles", [3.001, 50.643], [3.004, 50.645], 30),
  street(roubaix, "59100", "Rue du Miel", [3.165, 50.698], [3.17, 50.695], 90),
  street(roubaix, "59100", "Boulevard des Butineuses", [3.178, 50.685], [3.186, 50.682], 150),
  street(tourcoing, "59200", "Rue de la Propolis", [3.15, 50.73], [3.154, 50.727], 80),
  street(tourcoing, "59200", "Avenue du Pollen", [3.166, 50.719], [3.172, 50.717], 110),
  street(saintDenis, "97400", "Rue de Paris", [55.4478, -20.8745], [55.453, -20.887], 180),
  street(saintDenis, "97400", "Rue des Letchis", [55.46, -20.884], [55.464, -20.886], 45),
  {
    ...street(saintDenis, "97400", "Ravine des Abeilles", [55.44, -20.905], [55.44, -20.905], 0),
    isLocality: true,
  },
  {
    ...street(lille, "59000", "Passage Incertain", [3.045, 50.626], [3.047, 50.625], 99),
    fixedScore: 0.62,
  },
  street(lille, "59000", "Rue du Silence", [3.05, 50.64], [3.051, 50.641], 20),
  street(lille, "59000", "Rue de la Panne", [3.052, 50.64], [3.053, 50.641], 20),
  street(lille, "59000", "Rue de la Foule", [3.054, 50.64], [3.055, 50.641], 20),
  // Of people of the demonstration, in the middle of their neighbourhoods.
  street(tourcoing, "59200", "Rue des Cirières", [3.144, 50.7426], [3.148, 50.7434], 60),
  street(tourcoing, "59200", "Rue du Couvain", [3.159, 50.7326], [3.161, 50.7334], 40),
  street(tourcoing, "59200", "Rue de l’Enfumoir", [3.158, 50.704], [3.162, 50.705], 40),
  street(tourcoing, "59200", "Rue des Faux-Bourdons", [3.137, 50.7256], [3.139, 50.7264], 40),
  street(roubaix, "59100", "Rue de la Gelée Royale", [3.191, 50.6834], [3.195, 50.6846], 50),
  street(hem, "59510", "Rue des Ouvrières", [3.185, 50.6665], [3.189, 50.6675], 40),
  street(wattrelos, "59150", "Rue de l’Essaimage", [3.219, 50.6965], [3.223, 50.6975], 40),
  street(monsEnBaroeul, "59370", "Rue des Rayons", [3.107, 50.6424], [3.113, 50.6436], 60),
];

/** Streets at which the double fails, by the words of their names. */
export const troubles = {
  /** Never answers. */
  "rue du silence": "silent",
  /** 503, then works, then 503… */
  "rue de la panne": "broken_every_other_time",
  /** 429 with a Retry-After of one second, then works… */
  "rue de la foule": "crowded_every_other_time",
  /** 200, with something that is no GeoJSON. */
  "rue du charabia": "nonsense",
  /** 413, as an addok of one's own refuses what is too long. */
  "rue sans fin": "too_long",
} as const;
export type Trouble = (typeof troubles)[keyof typeof troubles];

function street(
  commune: Commune,
  postcode: string,
  name: string,
  from: readonly [number, number],
  to: readonly [number, number],
  lastNumber: number,
): Street {
  return { commune, postcode, name, ends: [from, to], lastNumber };
}
