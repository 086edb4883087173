/** What was found of an address just saved, as `?adresse=` carries it: neither the address nor its neighbourhood. */
export type LocationTold =
  | "prioritaire"
  | "hors-quartier"
  | "a-verifier"
  | "non-localisee"
  | "plus-tard";

type Told = {
  /** `neighbourhood`: the name of the one that the page shows, when it knows. */
  sentence: (neighbourhood: string | undefined) => string;
  /** Somebody has something to do about it. */
  isDoubtful: boolean;
};

const told: Record<LocationTold, Told> = {
  prioritaire: {
    sentence: (neighbourhood) =>
      neighbourhood
        ? `Adresse en quartier prioritaire\u202f: ${neighbourhood}.`
        : "Adresse en quartier prioritaire.",
    isDoubtful: false,
  },
  "hors-quartier": {
    sentence: () => "Adresse hors quartier prioritaire.",
    isDoubtful: false,
  },
  "a-verifier": {
    sentence: () => "Réponse à vérifier\u202f: d’ici là, le quartier ne compte pas.",
    isDoubtful: true,
  },
  "non-localisee": {
    sentence: () =>
      "L’adresse n’a pas pu être située\u202f: relisez-la, ou choisissez le quartier à la main.",
    isDoubtful: true,
  },
  "plus-tard": {
    sentence: () =>
      "Le service d’adresses ne répond pas\u202f: le quartier sera cherché cette nuit, ou choisissez-le à la main.",
    isDoubtful: true,
  },
};

/** What an address says of where somebody was found to live, if anything. */
export function locationTold(search: string): Told | undefined {
  const key = new URLSearchParams(search).get("adresse") ?? "";
  return Object.hasOwn(told, key) ? told[key as LocationTold] : undefined;
}

/** The query of the page that says it: « fait=cree&adresse=prioritaire ». */
export function doneQuery(done: string, location: LocationTold | null): string {
  return `fait=${done}${location ? `&adresse=${location}` : ""}`;
}
